/**
 * The MAIN-world half of the guard: it asks before a script prints, submits or copies. It carries no data
 * and decides nothing; the page can go around it (SECURITY.md F5), print sheets and network rules
 * are what holds.
 *
 *   MAIN                                isolated
 *   announce(channel) ── window ──▶     keeps the channel, preventDefault = heard
 *   ask(print …) ── channel ──▶         preventDefault = go on now
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
  hookClipboard(window, () => ask(ASK_COPY, channel));
  // Unheard, it is the network rules that hold.
  hookOpen(window, (link) => {
    announce();
    return !isHeard || ask(ASK_OPEN, link);
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
export const ASK_OPEN = 'open';
export const ASK_COPY = 'copy';
export const CLICK = 'click';

/** Without a secure context there is no such clipboard. */
function hookClipboard(window: Window & typeof globalThis, mayGoOn: () => boolean): void {
  const { DOMException } = window;
  const { apply } = window.Reflect;
  const reject = window.Promise.reject.bind(window.Promise);
  const clipboard = window.Clipboard?.prototype;
  for (const name of clipboard ? (['write', 'writeText'] as const) : []) {
    const original: (...args: never[]) => unknown = clipboard[name];
    const own = (self: unknown, args: readonly unknown[]) =>
      // Refused as the browser itself refuses a page.
      mayGoOn() ? apply(original, self, args) : reject(new DOMException('', 'NotAllowedError'));
    Reflect.set(clipboard, name, wrap(original, own));
  }
}

/** A link in this window tells the guard where it leads (`act-events.ts`); a new window does not. */
function hookOpen(
  window: Window & typeof globalThis,
  mayGoOn: (link: HTMLAnchorElement) => boolean,
): void {
  const { open, document } = window;
  const { apply } = window.Reflect;
  const { click } = window.HTMLElement.prototype;
  window.open = wrap(open, (self, args) => {
    const link = document.createElement('a');
    link.href = `${args[0]}`;
    if (/^(tel|callto|sms|mailto):/.test(link.href)) apply(click, link, []);
    else if (args[0] === undefined || mayGoOn(link)) return apply(open, self, args);
    // Once it is free, the guard has the link clicked.
    else link.onclick = () => Boolean(apply(open, self, args)) && false;
    return null;
  });
}

/** Looks like the original to a page that reads its name, length or text. */
function wrap<Original extends (...args: never[]) => unknown>(
  original: Original,
  own: (self: unknown, args: readonly unknown[]) => unknown,
): Original {
  return new Proxy(original, { apply: (_target, self, args) => own(self, args) });
}
