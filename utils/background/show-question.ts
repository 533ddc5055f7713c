import type { Ports } from './ports.ts';
import { type PendingQuestion, withEntry } from './worker-state.ts';

/** The question stands in the tab's top frame; where no guard listens there, in a window of ours. */
export async function showQuestion(
  ports: Ports,
  { question, tabId }: PendingQuestion,
): Promise<void> {
  const { nonce } = question;
  const isHeard = await ports.guards.tell({ tabId, frameId: 0 }, 'showQuestion', { nonce });
  if (!isHeard) await ports.windows.openQuestion(nonce);
  await ports.state.update((state) => {
    const pending = state.questions[nonce];
    const shown = pending && { ...pending, isShown: true };
    return { ...state, questions: withEntry(state.questions, nonce, shown) };
  });
}

/** A page fought its question: the same one stands in a window of ours, for the same tab only. */
export async function moveQuestion(ports: Ports, nonce: string, tabId: number): Promise<void> {
  if (ports.state.get().questions[nonce]?.tabId === tabId) await ports.windows.openQuestion(nonce);
}

/** Closes the frame of a question. */
export async function closeQuestion(ports: Ports, nonce: string, tabId: number): Promise<void> {
  await ports.guards.tell({ tabId, frameId: 0 }, 'closeQuestion', { nonce });
}

/**
 * Two documents of a tab may each hold an act, but one question stands at a time. The one that had to
 * give way comes back: its act would be held, and nobody asked, until it is too old.
 */
export async function showNext(ports: Ports, tabId: number): Promise<void> {
  const waiting = Object.values(ports.state.get().questions);
  const next = waiting.find((pending) => pending.tabId === tabId && pending.isShown);
  const nonce = next?.question.nonce;
  if (nonce) await ports.guards.tell({ tabId, frameId: 0 }, 'showQuestion', { nonce });
}
