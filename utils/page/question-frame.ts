import type { GuardWindow } from './guard-ports.ts';
import { openUiHost } from './ui-host.ts';

/** Shows the interstitial: an extension frame over a page that is inert meanwhile. */
export type QuestionFrame = {
  readonly show: (nonce: string) => void;
  readonly close: (nonce: string) => void;
  readonly isOpen: () => boolean;
  readonly restore: () => void;
};

export type QuestionFrameOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  readonly name: string;
  readonly title: string;
  readonly url: (nonce: string) => string;
  /** The page does not let the question stand; it has to be asked elsewhere. */
  readonly onBesieged: (nonce: string) => void;
};

const CSS = `
:host{inset:0!important}
dialog{position:fixed;inset:0;width:100vw;height:100vh;max-width:none;max-height:none;margin:0;padding:0;border:0;background:none;overflow:hidden}
dialog::backdrop{background:rgb(20 24 32 / .72)}
iframe{width:100%;height:100%;border:0;color-scheme:light}`;

/** A page that opened a modal dialog of its own over ours has this long. */
const CHECK_MS = 150;

/** Opens the place of the question; nothing is in the document until one is asked. */
export function openQuestionFrame(options: QuestionFrameOptions): QuestionFrame {
  const { window, signal } = options;
  const host = openUiHost({
    window,
    signal,
    name: options.name,
    css: CSS,
    onBesieged: () => current && options.onBesieged(current.nonce),
  });
  let current: { readonly nonce: string; readonly dialog: HTMLDialogElement } | undefined;
  let focused: Element | null = null;
  let topCount = 0;

  function show(nonce: string): void {
    if (current?.nonce === nonce) return;
    focused ??= window.document.activeElement;
    const dialog = build(nonce, options);
    host.root.replaceChildren(dialog);
    current = { nonce, dialog };
    host.show();
    restore();
  }

  /** Puts the question back on top of whatever the page opened over it. */
  function restore(): void {
    if (!current) return;
    host.restore();
    const count = window.document.querySelectorAll(':modal,:popover-open').length;
    if (current.dialog.open && count > topCount) current.dialog.close();
    topCount = count;
    if (!current.dialog.open) current.dialog.showModal();
  }

  function close(nonce: string): void {
    if (current?.nonce !== nonce) return;
    current.dialog.close();
    host.hide();
    host.root.replaceChildren();
    current = undefined;
    if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
    focused = null;
  }

  const timer = window.setInterval(restore, CHECK_MS);
  signal.addEventListener('abort', () => window.clearInterval(timer));
  return { show, close, isOpen: () => current !== undefined, restore };
}

function build(nonce: string, { window, signal, title, url }: QuestionFrameOptions) {
  const dialog = window.document.createElement('dialog');
  const frame = window.document.createElement('iframe');
  frame.title = title;
  frame.src = url(nonce);
  frame.addEventListener('load', () => frame.focus(), { signal });
  dialog.setAttribute('aria-label', title);
  // Esc belongs to the frame, where it means 中止 and is recorded.
  dialog.addEventListener('cancel', (event) => event.preventDefault(), { signal });
  dialog.append(frame);
  return dialog;
}
