import { createHtml } from '../create-html.ts';
import type { GuardWindow } from '../guard-ports.ts';
import type { Leaving } from './leaving-act.ts';
import { readSelection } from './selected-act.ts';
import type { TriggeredAct } from './triggered-act.ts';

/** How an act was started, and so how it is done once it is free. */
export type Deed =
  | {
      readonly by: 'click';
      readonly target: Element;
      readonly link?: string | undefined;
      /** The press itself: its keys and button say where a link opens. */
      readonly event: MouseEvent;
    }
  | {
      readonly by: 'submit';
      readonly form: HTMLFormElement;
      readonly submitter: HTMLElement | null;
    }
  | { readonly by: 'script-submit'; readonly form: HTMLFormElement }
  /** `window.open`; the page's own world does it when this link is clicked there. */
  | { readonly by: 'open'; readonly link: Element }
  | { readonly by: 'focus'; readonly target: HTMLElement }
  | { readonly by: 'key'; readonly target: EventTarget; readonly event: KeyboardEvent }
  | { readonly by: 'print' }
  | {
      readonly by: 'leave';
      readonly leaving: Leaving;
      /** What a `blob:` address stands for: the page takes the address back at once. */
      readonly content?: Promise<Blob>;
    }
  | { readonly by: 'copy'; readonly type: string; readonly text: string }
  /** Only a hand can drag, and only the page knows what its script would write. */
  | { readonly by: 'again' };

/** One guarded act, stopped before it happened. */
export type HeldAct = TriggeredAct & { readonly deed: Deed };

/** Does a held act; false when what it needs has left the page. */
export function replay(
  deed: Deed,
  window: GuardWindow,
  clickInPage: (target: Element) => boolean,
): boolean {
  switch (deed.by) {
    case 'print':
      window.print();
      return true;
    case 'click':
      if (!deed.target.isConnected) return followLost(deed, window);
      return isScriptLink(deed.target) ? clickInPage(deed.target) : click(deed, window);
    case 'submit':
      if (!deed.form.isConnected) return false;
      deed.form.requestSubmit(deed.submitter?.isConnected ? deed.submitter : null);
      return true;
    case 'script-submit':
      window.HTMLFormElement.prototype.submit.call(deed.form);
      return deed.form.isConnected;
    case 'open':
      return clickInPage(deed.link);
    case 'focus':
      deed.target.focus();
      return deed.target.isConnected;
    case 'key':
      return deed.target.dispatchEvent(new window.KeyboardEvent('keydown', copyKey(deed.event)));
    case 'leave':
      leave(deed, window);
      return true;
    case 'copy':
      copy(deed, window);
      return true;
    case 'again':
      return true;
  }
}

/** A script clicks links that it takes away again at once. */
function followLost({ target, link }: By<'click'>, window: GuardWindow): boolean {
  if (link !== undefined) follow({ url: link, download: null }, window);
  else if (target instanceof HTMLAnchorElement) target.click();
  else return false;
  return true;
}

/** With the keys and the button of the hand: a link that was to open in a new tab opens in one. */
function click({ target, event }: By<'click'>, window: GuardWindow): boolean {
  const { button, metaKey, shiftKey, altKey } = event;
  // No script can press the middle button of a link; with this key a click means the same.
  const ctrlKey = event.ctrlKey || button === 1;
  const keys = { ctrlKey, metaKey, shiftKey, altKey };
  const way = { ...keys, bubbles: true, cancelable: true, composed: true };
  target.dispatchEvent(new window.MouseEvent('click', way));
  return true;
}

function isScriptLink(target: Element): boolean {
  const link = target.closest('a[href],area[href]');
  return link !== null && /^\s*javascript:/i.test(link.getAttribute('href') ?? '');
}

function copyKey(event: KeyboardEvent): KeyboardEventInit {
  const { key, code, ctrlKey, altKey, shiftKey, metaKey } = event;
  return { key, code, ctrlKey, altKey, shiftKey, metaKey, bubbles: true, cancelable: true };
}

type By<Name> = Extract<Deed, { readonly by: Name }>;

function leave({ leaving, content }: By<'leave'>, window: GuardWindow): void {
  if (!content) follow(leaving, window);
  content?.then(
    (blob) => {
      const url = window.URL.createObjectURL(blob);
      follow({ ...leaving, url }, window);
    },
    // The page had taken it back before it could be read; pressed again, it makes a new one.
    () => undefined,
  );
}

function follow({ url, download }: Leaving, window: GuardWindow): void {
  const link = createHtml(window.document, 'a');
  link.href = url;
  if (download !== null) link.download = download;
  link.click();
}

/** Copies what was selected when the question was put; the page may have dropped its helper since. */
function copy({ type, text }: By<'copy'>, window: GuardWindow): void {
  const put = (event: Event) => {
    if (!(event instanceof ClipboardEvent) || readSelection(event, window).text === text) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  };
  window.addEventListener(type, put, { once: true });
  window.document.execCommand(type);
  window.removeEventListener(type, put);
}
