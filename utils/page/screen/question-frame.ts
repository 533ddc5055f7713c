import { createHtml } from '../create-html.ts';
import type { GuardWindow } from '../guard-ports.ts';
import { UiHost } from './ui-host.ts';
import { watchCover } from './watch-cover.ts';

export type QuestionFrameOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  readonly name: string;
  readonly title: string;
  readonly url: string;
  /** The page does not let the question stand; it has to be asked elsewhere. */
  readonly onBesieged: (nonce: string) => void;
};

type Built = {
  readonly dialog: HTMLDialogElement;
  readonly frame: HTMLIFrameElement;
};

type Shown = Built & {
  readonly nonce: string;
  readonly life: AbortController;
};

const CSS = `
:host{inset:0!important}
dialog{position:fixed;inset:0;width:100vw;height:100vh;max-width:none;max-height:none;margin:0;padding:0;border:0;background:none;overflow:hidden}
dialog::backdrop{background:rgb(20 24 32 / .72)}
iframe{width:100%;height:100%;border:0;color-scheme:light}`;

/** How often the question is put back where it belongs, ms. */
const CHECK_MS = 150;

/**
 * The interstitial: an extension frame over a page that is inert meanwhile. The frame learns its
 * question when it is shown; until then it may wait unseen and empty, and knows nothing.
 */
export class QuestionFrame {
  readonly #options: QuestionFrameOptions;
  readonly #host: UiHost;
  #ahead: Built | undefined;
  #shown: Shown | undefined;
  #focused: Element | null = null;

  constructor(options: QuestionFrameOptions) {
    const { window, signal, name } = options;
    this.#options = options;
    this.#host = new UiHost({
      window,
      signal,
      name,
      css: CSS,
      onTouched: () => this.#disturb(),
      onBesieged: () => this.#shown && options.onBesieged(this.#shown.nonce),
    });
  }

  isOpen(): boolean {
    return this.#shown !== undefined;
  }

  /** Loads a frame ahead of its question, or lets go of it: half of the wait is its loading. */
  prepare(isWanted: boolean): void {
    if (this.#shown || isWanted === (this.#ahead !== undefined)) return;
    this.#ahead = isWanted ? this.#build() : undefined;
    if (isWanted) this.#host.prepare();
    else this.#host.hide();
  }

  show(nonce: string): void {
    if (this.#shown?.nonce === nonce) return;
    const { window, signal } = this.#options;
    this.#focused ??= window.document.activeElement;
    this.#shown?.life.abort();
    const life = new AbortController();
    const { dialog, frame } = this.#ahead ?? this.#build();
    this.#ahead = undefined;
    this.#listen({ dialog, frame });
    this.#shown = { nonce, dialog, frame, life };
    const timer = window.setInterval(() => this.restore(), CHECK_MS);
    const over = AbortSignal.any([signal, life.signal]);
    over.addEventListener('abort', () => window.clearInterval(timer));
    this.#host.show();
    this.restore();
    this.#address();
    watchCover(window, { target: dialog, onCovered: () => this.#raise(), signal: life.signal });
  }

  restore(): void {
    if (!this.#shown) return;
    this.#listen(this.#shown);
    this.#host.restore();
    if (this.#shown && !this.#shown.dialog.open) this.#shown.dialog.showModal();
  }

  close(nonce: string): void {
    if (this.#shown?.nonce === nonce) this.drop();
  }

  /** Closes whatever question stands. */
  drop(): void {
    if (!this.#shown) return;
    this.#shown.life.abort();
    this.#shown.dialog.close();
    this.#host.hide();
    this.#host.root.replaceChildren();
    this.#shown = undefined;
    if (this.#focused instanceof HTMLElement && this.#focused.isConnected) this.#focused.focus();
    this.#focused = null;
  }

  #build(): Built {
    const built = build(this.#options);
    this.#host.root.replaceChildren(built.dialog);
    return built;
  }

  /** `document.open()` takes the listeners off all that stands in the document, ours too. */
  #listen({ dialog, frame }: Built): void {
    frame.addEventListener('load', this.#address);
    dialog.addEventListener('cancel', stay);
  }

  /** Names the question to its frame: now, and whenever it is loaded anew because a page moved it. */
  readonly #address = (): void => {
    if (!this.#shown) return;
    const { frame, nonce } = this.#shown;
    frame.contentWindow?.postMessage(nonce, '*');
    // A frame that was focused while it loaded keeps the focus here and gets no key.
    frame.blur();
    frame.focus();
  };

  /** Puts the question back on top of whatever the page opened over it. */
  #raise(): void {
    this.#host.touch();
    this.#shown?.dialog.close();
    this.restore();
  }

  /** Clicks count only after the question has stood undisturbed for a while (SECURITY.md T39). */
  #disturb(): void {
    this.#shown?.frame.contentWindow?.postMessage(null, '*');
  }
}

function build({ window, title, url }: QuestionFrameOptions): Built {
  const dialog = createHtml(window.document, 'dialog');
  const frame = createHtml(window.document, 'iframe');
  frame.title = title;
  frame.src = url;
  dialog.setAttribute('aria-label', title);
  dialog.append(frame);
  return { dialog, frame };
}

/** Esc belongs to the frame, where it means 中止 and is recorded. */
function stay(event: Event): void {
  event.preventDefault();
}
