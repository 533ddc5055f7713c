import { createHtml } from '../create-html.ts';
import type { GuardWindow } from '../guard-ports.ts';
import { addOwnHost } from './own-hosts.ts';

export type RevivalOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  /** The page of the extension that looks after its worker (`entrypoints/revival`). */
  readonly url: string;
};

/** How long the page of the extension is left to work. */
const STAY_MS = 7_000;

/**
 * A copy of the extension whose worker does not start is found by the guards of the copy before it,
 * which are all that is left, and a page of the extension starts it anew. Gives the function that calls
 * that page; it does nothing while one is at work.
 */
export function prepareRevival(options: RevivalOptions): () => void {
  const { window, signal } = options;
  let host: Element | undefined;
  const close = () => {
    host?.remove();
    host = undefined;
  };
  signal.addEventListener('abort', close);
  return () => {
    if (host || signal.aborted) return;
    host = openFrame(options);
    window.setTimeout(close, STAY_MS);
  };
}

function openFrame({ window, url }: RevivalOptions): Element {
  const { document } = window;
  const host = createHtml(document, 'div');
  addOwnHost(host);
  host.hidden = true;
  const frame = createHtml(document, 'iframe');
  frame.src = url;
  host.attachShadow({ mode: 'closed' }).append(frame);
  document.documentElement?.append(host);
  return host;
}
