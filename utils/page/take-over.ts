import type { GuardWindow } from './guard-ports.ts';

const LIFE = Symbol.for('matta.life');
const TAKE_OVER = 'matta-take-over';

type Life = { readonly document: Document; readonly controller: AbortController };

/**
 * Makes this guard the only one of its document, and gives the signal of its life; it is over at once
 * when another guard of the same copy is at work here. A guard yields when its window was taken
 * by another document, or, when an update or reload of the extension has cut it off, to the new
 * copy's call. The page can make that call too, which is why it only counts for a guard that is cut
 * off already (PEERS.md lesson 15).
 */
export function takeOver(window: GuardWindow, isCutOff: () => boolean): AbortSignal {
  const { document } = window;
  const before = Reflect.get(window, LIFE) as Life | undefined;
  if (before && before.document === document && !before.controller.signal.aborted) {
    return AbortSignal.abort();
  }
  before?.controller.abort();
  const controller = new AbortController();
  Reflect.set(window, LIFE, { document, controller } satisfies Life);
  window.dispatchEvent(new Event(TAKE_OVER));
  const { signal } = controller;
  window.addEventListener(TAKE_OVER, () => isCutOff() && controller.abort(), { signal });
  return signal;
}
