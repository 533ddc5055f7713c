import type { TriggeredAct } from './act-trigger.ts';
import type { GuardWindow } from './guard-ports.ts';

/** How an act was started, and so how it is done once it is free. */
export type Deed =
  | { readonly by: 'click'; readonly target: Element }
  | {
      readonly by: 'submit';
      readonly form: HTMLFormElement;
      readonly submitter: HTMLElement | null;
    }
  | { readonly by: 'script-submit'; readonly form: HTMLFormElement }
  | { readonly by: 'focus'; readonly target: HTMLElement }
  | { readonly by: 'key'; readonly target: EventTarget; readonly event: KeyboardEvent }
  | { readonly by: 'print' };

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
      if (!deed.target.isConnected) return false;
      return isScriptLink(deed.target) ? clickInPage(deed.target) : click(deed.target, window);
    case 'submit':
      if (!deed.form.isConnected) return false;
      deed.form.requestSubmit(deed.submitter?.isConnected ? deed.submitter : null);
      return true;
    case 'script-submit':
      window.HTMLFormElement.prototype.submit.call(deed.form);
      return deed.form.isConnected;
    case 'focus':
      deed.target.focus();
      return deed.target.isConnected;
    case 'key':
      return deed.target.dispatchEvent(new window.KeyboardEvent('keydown', copyKey(deed.event)));
  }
}

function click(target: Element, window: GuardWindow): boolean {
  if (target instanceof HTMLElement) target.click();
  else target.dispatchEvent(new window.MouseEvent('click', { bubbles: true, cancelable: true }));
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
