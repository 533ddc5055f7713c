import type { GuardWindow } from './guard-ports.ts';

const LIFETIME = Symbol.for('matta.lifetime');
const TAKE_OVER = 'matta-take-over';

/**
 * Makes this guard the only one of its document, and gives the signal of its life. A guard yields
 * to a second injection in its own world, or, when an update or reload of the extension has cut it
 * off, to the new copy's call. The page can make that call too, which is why it only counts for a
 * guard that is cut off already (PEERS.md lesson 15).
 */
export function takeOver(window: GuardWindow, isCutOff: () => boolean): AbortSignal {
  const lifetime = new AbortController();
  const previous: unknown = Reflect.get(window, LIFETIME);
  Reflect.set(window, LIFETIME, lifetime);
  window.dispatchEvent(new Event(TAKE_OVER));
  if (previous instanceof AbortController) previous.abort();
  window.addEventListener(TAKE_OVER, () => isCutOff() && lifetime.abort(), {
    signal: lifetime.signal,
  });
  return lifetime.signal;
}
