import type { GuardWindow } from '../guard-ports.ts';
import { ANNOUNCE, ASK_COPY, ASK_OPEN, ASK_PRINT, ASK_SUBMIT, CLICK, WANTED } from './main-hook.ts';

/** What a script of the page wants to do. */
export type ScriptAct =
  | { readonly type: 'print' }
  | { readonly type: 'copy' }
  | { readonly type: 'submit'; readonly form: HTMLFormElement }
  | { readonly type: 'open'; readonly link: HTMLAnchorElement };

/** The isolated half of the channel to `main-hook.ts`. */
export type HookChannel = {
  /** Listens for the announcement again, and asks for one that came too early. */
  readonly arm: () => void;
  /** Clicks an element from the page's own world; false while no channel is known. */
  readonly click: (target: Element) => boolean;
};

/**
 * Opens the channel. `mayGoOn` answers at once: true lets the script go on, false means that the
 * act is held (or was just done) here.
 */
export function openHookChannel(
  window: GuardWindow,
  signal: AbortSignal,
  mayGoOn: (act: ScriptAct) => boolean,
): HookChannel {
  const channels = new WeakSet<EventTarget>();
  let newest: EventTarget | undefined;

  function hear(event: Event): void {
    const channel = 'relatedTarget' in event ? event.relatedTarget : null;
    if (!(channel instanceof Element)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (channels.has(channel)) return;
    channels.add(channel);
    newest = channel;
    // Not ended by the signal: a guard that has yielded must not go on holding by its silence.
    channel.addEventListener(ASK_PRINT, answer);
    channel.addEventListener(ASK_COPY, answer);
    channel.addEventListener(ASK_SUBMIT, answer);
    channel.addEventListener(ASK_OPEN, answer);
  }

  function answer(event: Event): void {
    const act = readAct(event);
    if (act && (signal.aborted || mayGoOn(act))) event.preventDefault();
  }

  function arm(): void {
    window.addEventListener(ANNOUNCE, hear, { capture: true, signal });
    window.dispatchEvent(new Event(WANTED));
  }

  function click(target: Element): boolean {
    newest?.dispatchEvent(new MouseEvent(CLICK, { relatedTarget: target }));
    return newest !== undefined;
  }

  arm();
  return { arm, click };
}

function readAct(event: Event): ScriptAct | undefined {
  if (event.type === ASK_PRINT) return { type: 'print' };
  if (event.type === ASK_COPY) return { type: 'copy' };
  const node = 'relatedTarget' in event ? event.relatedTarget : null;
  if (node instanceof HTMLAnchorElement) return { type: 'open', link: node };
  return node instanceof HTMLFormElement ? { type: 'submit', form: node } : undefined;
}
