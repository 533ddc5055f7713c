import type { GuardWindow } from '../guard-ports.ts';
import { type ActFinder, isPrintKey } from './act-trigger.ts';
import type { Deed } from './held-act.ts';
import { readSelection } from './selected-act.ts';
import type { TriggeredAct } from './triggered-act.ts';

export type ActEvents = {
  /** Sets the listeners, again after `document.open()`. */
  readonly arm: () => void;
};

export type ActEventsOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  readonly acts: () => ActFinder;
  readonly isClear: () => boolean;
  /** What a copy, cut or drag would carry away. */
  readonly ofSelection: (event: Event) => TriggeredAct | undefined;
  /** Holds a press that comes before the page is known; true when it did. */
  readonly holdEarly: (event: MouseEvent, target: Element) => boolean;
  /** True when the event may go on. */
  readonly decide: (event: Event, act: TriggeredAct | undefined, deed: Deed) => boolean;
};

const MIDDLE_BUTTON = 1;

/** Listens for everything that may start a guarded act, before the page hears of it. */
export function listenForActs(options: ActEventsOptions): ActEvents {
  const { window, signal, acts, decide } = options;
  const { onCopy, onLeave } = carryListeners(options);

  function onClick(event: MouseEvent): void {
    // The right button opens a menu, and presses nothing.
    if (event.button > MIDDLE_BUTTON) return;
    const path = event.composedPath();
    const [target] = path;
    if (!(target instanceof Element) || options.holdEarly(event, target)) return;
    const act = acts().ofClick(path);
    decide(event, act, { by: 'click', target, link: act?.link, event });
  }

  function onSubmit(event: SubmitEvent): void {
    const { target: form, submitter } = event;
    if (!(form instanceof HTMLFormElement)) return;
    decide(event, acts().ofSubmit(form, submitter), { by: 'submit', form, submitter });
  }

  function onFocus(event: FocusEvent): void {
    const path = event.composedPath();
    const [target] = path;
    if (!(target instanceof HTMLElement)) return;
    if (!decide(event, acts().ofFocus(path), { by: 'focus', target })) target.blur();
  }

  function onKey(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    if (!target) return;
    const deed: Deed = isPrintKey(event) ? { by: 'print' } : { by: 'key', target, event };
    decide(event, acts().ofKey(event), deed);
  }

  function arm(): void {
    const listen = { capture: true, signal } as const;
    window.addEventListener('click', onClick, listen);
    window.addEventListener('auxclick', onClick, listen);
    window.addEventListener('submit', onSubmit, listen);
    window.addEventListener('focusin', onFocus, listen);
    window.addEventListener('keydown', onKey, listen);
    for (const type of ['copy', 'cut', 'dragstart']) window.addEventListener(type, onCopy, listen);
    // Tells where scripts lead, too; no page can go around it.
    window.navigation?.addEventListener('navigate', onLeave, { signal });
  }

  arm();
  return { arm };
}

/** The acts that carry something away: a copy, and what leaves the page. */
function carryListeners(options: ActEventsOptions) {
  const { window, acts, decide } = options;

  function onCopy(event: Event): void {
    // Reading the selection costs something on a large page; a clear one has nothing to ask.
    if (options.isClear()) return;
    const { type } = event;
    const { text } = readSelection(event, window);
    const deed: Deed = type === 'dragstart' ? { by: 'again' } : { by: 'copy', type, text };
    decide(event, options.ofSelection(event), deed);
  }

  function onLeave(event: NavigateEvent): void {
    const { cancelable, destination, downloadRequest, formData } = event;
    if (!cancelable || destination.sameDocument) return;
    const method = formData ? 'post' : 'get';
    const leaving = { url: destination.url, download: downloadRequest, method };
    const deed: { by: 'leave'; leaving: typeof leaving; content?: Promise<Blob> } = {
      by: 'leave',
      leaving,
    };
    // What a form posts cannot be posted again from here.
    const act = acts().ofLeaving(leaving);
    if (decide(event, act, formData ? { by: 'again' } : deed)) return;
    // Read at once: the page takes the address back in its next line.
    if (leaving.url.startsWith('blob:')) deed.content = readBlob(leaving.url);
  }

  return { onCopy, onLeave };
}

async function readBlob(url: string): Promise<Blob> {
  return (await fetch(url)).blob();
}
