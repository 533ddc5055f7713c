import type { ActReply, ActRequest } from '../domain/act-request.ts';
import { endChanged, letGo } from './answer-question.ts';
import { passUnwritable } from './audit-unwritable.ts';
import { type Evaluation, hasSpoken, viewKeyOf } from './evaluate-tab.ts';
import type { Ports } from './ports.ts';
import { requestAct } from './request-act.ts';
import { closeQuestion, showQuestion } from './show-question.ts';
import { type PendingQuestion, withEntry } from './worker-state.ts';

/** Asks about an act whose request the browser stopped: in the name of the tab's top document. */
export function askStopped(
  ports: Ports,
  tabId: number,
  act: Pick<ActRequest, 'act' | 'actName'>,
): Promise<ActReply> {
  const documents = Object.entries(ports.state.get().tabs[tabId]?.documents ?? {});
  const [documentId, document] = documents.find(([, { frameId }]) => frameId === 0) ?? [];
  return requestAct(
    ports,
    { tabId, frameId: 0, documentId: documentId ?? '', isHeld: false },
    { ...act, subjectLabel: '', contentHash: document?.contentHash || '0' },
  );
}

/**
 * A page may send before anybody has read it, and show another record while the question stands. Its
 * words would be wrong, and no answer would count: it is asked anew, or ends where nothing is to be
 * asked any more.
 */
export async function renewStopped(
  ports: Ports,
  tabId: number,
  evaluation: Evaluation,
): Promise<void> {
  const pending = findStopped(ports, tabId);
  if (!pending || pending.question.isFree || !isOutdated(pending, evaluation)) return;
  await endChanged(ports, pending);
  const { act, actName } = pending.question;
  // No record, no question: the view counts all the same, and its request was not sent.
  const reply = await askStopped(ports, tabId, { act, actName }).catch(passUnwritable);
  if (reply?.outcome === 'allow') await tellFree(ports, pending);
}

/** What was told is over with the next page, and with the next act. */
export async function dropFree(ports: Ports, tabId: number): Promise<void> {
  const pending = findStopped(ports, tabId);
  if (!pending?.question.isFree) return;
  await letGo(ports, pending);
  await closeQuestion(ports, pending.question.nonce, tabId);
}

/** The question of a stopped request in a tab. */
export function findStopped({ state }: Ports, tabId: number): PendingQuestion | undefined {
  return Object.values(state.get().questions).find(
    (pending) => pending.tabId === tabId && !pending.isHeld,
  );
}

function isOutdated({ question, viewKey }: PendingQuestion, evaluation: Evaluation): boolean {
  const wasUnread = question.doubts.includes('view-unread');
  return hasSpoken(evaluation) && (wasUnread || viewKey !== viewKeyOf(evaluation));
}

/** The request was not sent, and nobody holds it: the staff member must hear that it is free now. */
async function tellFree(ports: Ports, pending: PendingQuestion): Promise<void> {
  const nonce = ports.randomId();
  const question = { ...pending.question, nonce, isFree: true };
  const free = { ...pending, requestId: ports.randomId(), question };
  await ports.state.update((state) => ({
    ...state,
    questions: withEntry(state.questions, nonce, free),
  }));
  await showQuestion(ports, free);
}
