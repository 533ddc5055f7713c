/**
 * The MAIN-world half of the guard: it asks before a script prints or submits. It carries no data
 * and decides nothing; the page can go around it (SECURITY.md F5), print sheets and network rules
 * are what holds.
 *
 *   MAIN                                isolated
 *   announce(channel) ── window ──▶     keeps the channel, preventDefault = heard
 *   ask(print | submit) ─ channel ─▶    preventDefault = go on now
 *                                       nothing    = held; the guard does it later itself
 *   clicks the link    ◀─ channel ─     click(link): a freed `javascript:` link
 *
 * The channel is an element that is in no document: `document.open()` removes the listeners of
 * every node of the document, and a guard that lost its listeners would otherwise be a guard that
 * says yes. Without an answer nothing is printed.
 */
export function hookPage(window: Window & typeof globalThis): void {
  const { MouseEvent, EventTarget, HTMLFormElement } = window;
  // Taken before any script of the page ran, so that the page cannot lend us its own.
  const { apply } = window.Reflect;
  const { dispatchEvent, addEventListener } = EventTarget.prototype;
  const channel = window.document.createElement('i');
  let isHeard = false;

  function send(target: EventTarget, type: string, node: EventTarget): boolean {
    const event = new MouseEvent(type, { cancelable: true, relatedTarget: node });
    return !apply(dispatchEvent, target, [event]);
  }

  function announce(): void {
    if (!isHeard) isHeard = send(window, ANNOUNCE, channel);
  }

  function ask(type: string, node: EventTarget): boolean {
    announce();
    return send(channel, type, node);
  }

  const print = window.print;
  window.print = wrap(print, function (this: unknown): void {
    if (ask(ASK_PRINT, channel)) apply(print, window, []);
  });

  const submit = HTMLFormElement.prototype.submit;
  HTMLFormElement.prototype.submit = wrap(submit, function (this: HTMLFormElement): void {
    if (!(this instanceof HTMLFormElement) || ask(ASK_SUBMIT, this)) apply(submit, this, []);
  });

  // A `javascript:` link that our own world clicks falls to our own content policy.
  const { click } = window.HTMLElement.prototype;
  function clickHere(event: MouseEvent): void {
    if (event.relatedTarget) apply(click, event.relatedTarget, []);
  }

  apply(addEventListener, channel, [CLICK, clickHere]);
  apply(addEventListener, window, [WANTED, announce]);
  announce();
}

export const ANNOUNCE = 'matta-channel';
export const WANTED = 'matta-wanted';
export const ASK_PRINT = 'print';
export const ASK_SUBMIT = 'submit';
export const CLICK = 'click';

/** Looks like the original to a page that reads its name, length or text. */
function wrap<Method extends (...args: never[]) => void>(original: Method, own: Method): Method {
  return new Proxy(original, { apply: (_target, self, args) => Reflect.apply(own, self, args) });
}
