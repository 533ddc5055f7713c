import type { GuardWindow } from './guard-ports.ts';
import { addOwnHost } from './own-hosts.ts';

export type RevivalOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  /** The page of the extension that looks after its worker (`entrypoints/revival`). */
  readonly url: string;
  /** True when an update or a reload of the extension has cut this guard off. */
  readonly isCutOff: () => boolean;
  readonly onCutOff: () => void;
};

/** How often a guard looks whether it was cut off. */
const LOOK_MS = 1_000;
/** Looks in a row before it says so: the new copy takes over within one. */
const LOOKS = 2;
/** How long the page of the extension is left to work. */
const STAY_MS = 7_000;

/**
 * Sees to it that somebody answers: a copy of the extension whose worker does not start is found by the
 * guards of the copy before it, which are all that is left, and a page of the extension starts it anew.
 * A guard that is cut off hears of nothing, so it looks.
 */
export function watchForRevival(options: RevivalOptions): void {
  const { window, signal, isCutOff, onCutOff } = options;
  let looks = 0;
  let host: Element | undefined;
  const close = () => {
    host?.remove();
    host = undefined;
  };
  const timer = window.setInterval(() => {
    looks = isCutOff() ? looks + 1 : 0;
    if (looks < LOOKS) return;
    onCutOff();
    if (host) return;
    host = openFrame(options);
    window.setTimeout(close, STAY_MS);
  }, LOOK_MS);
  signal.addEventListener('abort', () => {
    window.clearInterval(timer);
    close();
  });
}

function openFrame({ window, url }: RevivalOptions): Element {
  const { document } = window;
  const host = document.createElement('div');
  addOwnHost(host);
  host.hidden = true;
  const frame = document.createElement('iframe');
  frame.src = url;
  host.attachShadow({ mode: 'closed' }).append(frame);
  document.documentElement?.append(host);
  return host;
}
