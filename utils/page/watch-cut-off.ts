import type { GuardWindow } from './guard-ports.ts';

export type CutOffOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  /** True when an update or a reload of the extension has cut this guard off. */
  readonly isCutOff: () => boolean;
};

/** How often a guard looks whether it was cut off: it hears of nothing any more. */
const LOOK_MS = 1_000;
/** Looks in a row before it acts: the new copy takes over within one. */
const LOOKS = 2;

/** Calls on every look, from the second on, at a guard that is cut off and that no other relieved. */
export function watchCutOff(options: CutOffOptions, onCutOff: () => void): void {
  const { window, signal, isCutOff } = options;
  let looks = 0;
  const timer = window.setInterval(() => {
    looks = isCutOff() ? looks + 1 : 0;
    if (looks >= LOOKS) onCutOff();
  }, LOOK_MS);
  signal.addEventListener('abort', () => window.clearInterval(timer));
}
