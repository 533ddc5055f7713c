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
  // Taken before any script of the page ran, so that the page cannot lend us its own.
  const { MouseEvent, HTMLFormElement, HTMLElement } = window;
  const { apply } = window.Reflect;
  const { submit } = HTMLFormElement.prototype;
  const { click } = HTMLElement.prototype;
  const channel = window.document.createElement('i');
  const sendToWindow = window.dispatchEvent.bind(window);
  const sendToChannel = channel.dispatchEvent.bind(channel);
  const print = window.print.bind(window);
  let isHeard = false;

  function announce(): void {
    if (!isHeard) isHeard = !sendToWindow(about(ANNOUNCE, channel));
  }

  function ask(type: string, node: EventTarget): boolean {
    announce();
    return !sendToChannel(about(type, node));
  }

  function about(type: string, node: EventTarget): MouseEvent {
    return new MouseEvent(type, { cancelable: true, relatedTarget: node });
  }

  window.print = wrap(window.print, () => {
    if (ask(ASK_PRINT, channel)) print();
  });
  HTMLFormElement.prototype.submit = wrap(submit, (form) => {
    if (!(form instanceof HTMLFormElement) || ask(ASK_SUBMIT, form)) apply(submit, form, []);
  });
  // A `javascript:` link that our own world clicks falls to our own content policy.
  channel.addEventListener(CLICK, ({ relatedTarget }) => {
    if (relatedTarget) apply(click, relatedTarget, []);
  });
  window.addEventListener(WANTED, announce);
  announce();
}

export const ANNOUNCE = 'matta-channel';
export const WANTED = 'matta-wanted';
export const ASK_PRINT = 'print';
export const ASK_SUBMIT = 'submit';
export const CLICK = 'click';

/** Looks like the original to a page that reads its name, length or text. */
function wrap(original: () => void, own: (self: unknown) => void): () => void {
  return new Proxy(original, { apply: (_target, self) => own(self) });
}
