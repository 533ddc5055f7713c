import { isAtLeast } from '../domain/act.ts';
import { decideDemand } from '../domain/decide-demand.ts';
import { judgeAnswer } from '../domain/judge-answer.ts';
import type { Answer, Judgement, Question, StopCode } from '../domain/question.ts';
import { passUnwritable } from './audit-unwritable.ts';
import { refreshTab, viewKeyOf } from './evaluate-tab.ts';
import { narrowToAct } from './narrow-to-act.ts';
import type { Ports } from './ports.ts';
import { releaseAct } from './release-act.ts';
import { describe } from './request-act.ts';
import { closeQuestion, showNext } from './show-question.ts';
import { type PendingQuestion, withEntry } from './worker-state.ts';

/** Gives the question to the frame of the same tab, or to our own window; null when it is over. */
export function readQuestion(ports: Ports, nonce: string): Question | null {
  return ports.state.get().questions[nonce]?.question ?? null;
}

/**
 * Judges an answer and carries it out: record first, then release (DESIGN.md §7, §11). An answer to
 * a view that has changed since releases nothing.
 */
export async function answerQuestion(
  ports: Ports,
  nonce: string,
  answer: Answer,
): Promise<Judgement> {
  const pending = ports.state.get().questions[nonce];
  if (!pending) return { outcome: 'stop', code: 'too-late' };
  const judgement = await judge(ports, pending, answer);
  if (judgement.outcome === 'incomplete') return judgement;

  await recordDecision(ports, pending, { answer, judgement });
  if (judgement.outcome === 'release') await releaseAct(ports, pending);
  else await letGo(ports, pending);
  return judgement;
}

/**
 * 中止, or the way back from a stop: the frame closes, a pending act is forgotten, and the record says
 * so. `frameTabId` is the tab in which the question stands; a stopped one is no longer pending.
 */
export async function cancelQuestion(
  ports: Ports,
  nonce: string,
  frameTabId?: number,
): Promise<void> {
  const pending = ports.state.get().questions[nonce];
  if (pending) await withdraw(ports, pending);
  const tabId = pending?.tabId ?? frameTabId;
  if (tabId === undefined) return;
  await closeQuestion(ports, nonce, tabId);
  await showNext(ports, tabId);
}

/** Cancels every question that is over: its tab is gone, or nobody answered in time. */
export async function cancelQuestions(
  ports: Ports,
  isOver: (pending: PendingQuestion) => boolean,
): Promise<void> {
  for (const pending of Object.values(ports.state.get().questions)) {
    if (isOver(pending)) await cancelQuestion(ports, pending.question.nonce);
  }
}

/** The view has changed under a question: it ends as an answer to it would have, and is closed. */
export async function endChanged(ports: Ports, pending: PendingQuestion): Promise<void> {
  const judgement = stop('view-changed');
  await recordDecision(ports, pending, { answer: {}, judgement }).catch(passUnwritable);
  await letGo(ports, pending);
  await closeQuestion(ports, pending.question.nonce, pending.tabId);
}

/** On record first: what a killed worker leaves behind is then either asked still, or ended. */
async function withdraw(ports: Ports, pending: PendingQuestion): Promise<void> {
  // A disk that is full must keep nobody in the question: the intent stays open, and ends `unknown`.
  if (!pending.question.isFree) await recordCancel(ports, pending).catch(() => undefined);
  await letGo(ports, pending);
}

async function recordCancel(ports: Ports, pending: PendingQuestion): Promise<void> {
  const { question, requestId } = pending;
  await ports.audit.append({
    type: 'decision',
    decision: 'cancel',
    ...describe(pending, question.demand),
  });
  await ports.audit.append({ type: 'outcome', outcome: 'abandoned', requestId });
}

/** Ends a question without a release: nothing is asked, nothing is held. */
export async function letGo(ports: Ports, pending: PendingQuestion): Promise<void> {
  await forget(ports, pending.question.nonce);
  await ports.guards.tell(pending, 'withdraw', { requestId: pending.requestId });
}

async function judge(ports: Ports, pending: PendingQuestion, answer: Answer): Promise<Judgement> {
  if (ports.now() > pending.question.expiresAtMs) return stop('too-late');
  const evaluation = await refreshTab(ports, pending.tabId);
  const { assessment } = narrowToAct(ports, evaluation, {
    documentId: pending.documentId,
    leavesRowsOut: pending.leavesRowsOut === true,
  });
  const demand = decideDemand(assessment, pending.question.act, ports.source().actTable);
  const hasChanged = viewKeyOf(evaluation) !== pending.viewKey;
  if (hasChanged || !isAtLeast(pending.question.demand, demand)) return stop('view-changed');
  return judgeAnswer(answer, {
    question: pending.question,
    expectedLastFour: pending.expectedLastFour,
    operatorLabel: ports.operatorLabel(),
  });
}

async function recordDecision(
  ports: Ports,
  pending: PendingQuestion,
  { answer, judgement }: { answer: Answer; judgement: Judgement },
): Promise<void> {
  const stopCode = judgement.outcome === 'stop' ? judgement.code : undefined;
  await ports.audit.append({
    type: 'decision',
    ...describe(pending, pending.question.demand),
    decision: stopCode ? 'stop' : 'release',
    stopCode,
    recipient: answer.recipient,
    caller: answer.caller,
    reason: answer.reason,
    note: answer.note,
    approver: answer.approver?.staffId,
  });
  if (stopCode) {
    await ports.audit.append({
      type: 'outcome',
      outcome: 'abandoned',
      requestId: pending.requestId,
    });
  }
}

async function forget(ports: Ports, nonce: string): Promise<void> {
  await ports.state.update((state) => ({
    ...state,
    questions: withEntry(state.questions, nonce, undefined),
  }));
}

function stop(code: StopCode): Judgement {
  return { outcome: 'stop', code };
}
