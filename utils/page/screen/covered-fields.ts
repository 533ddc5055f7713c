import type { DocumentSetup } from '../../domain/view-report.ts';
import type { GuardWindow } from '../guard-ports.ts';
import type { WatchedDocument } from '../watched-document.ts';
import { type Blur, openBlur } from './blur.ts';
import { areFramesHiding, revealFrames, setRevealer, tellTop } from './reveal-frames.ts';

export type CoveredFieldsOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  /** In the top document: offers 「住所等を表示する」 in the banner, or no longer. */
  readonly onOffer: (onReveal: (() => void) | undefined) => void;
};

/**
 * Decides when the blurred fields of a document may be read: at once on a view that is known clear,
 * after the operator's word on a flagged one, until another record is opened.
 */
export class CoveredFields {
  readonly #options: CoveredFieldsOptions;
  readonly #blur: Blur;
  #watched: WatchedDocument | undefined;
  #flaggedKeys = '';
  #revealedKeys: string | undefined;

  constructor(options: CoveredFieldsOptions) {
    const { window, signal } = options;
    this.#options = options;
    this.#blur = openBlur(window, signal);
    window.document.addEventListener('DOMContentLoaded', () => this.#lookAgain(), { signal });
    setRevealer(window, {
      isHiding: () => this.#blur.isHiding(),
      reveal: () => this.#reveal(),
      refresh: () => this.#offer(),
    });
  }

  cover({ profile, isVeiled = true }: DocumentSetup): void {
    this.#blur.cover(profile?.blur ?? [], isVeiled);
  }

  /** Puts the rules back after `document.open()`. */
  ensure(): void {
    this.#blur.ensure();
  }

  /**
   * The worker has answered. A page that is still arriving may be clear only because its record is
   * not there yet, and what arrives next is drawn before it is read.
   */
  update(watched: WatchedDocument): void {
    this.#watched = watched;
    this.#flaggedKeys = watched.flaggedKeys();
    const isHere = this.#options.window.document.readyState !== 'loading';
    const isClear = isHere && watched.reporter.isClear();
    if (isClear || this.#flaggedKeys === this.#revealedKeys) this.#blur.reveal();
    else this.#blur.hide();
    this.#offer();
    tellTop(this.#options.window);
  }

  /** The page has arrived; the answer may have come before it. */
  #lookAgain(): void {
    this.#watched?.watcher.flush();
    if (this.#watched) this.update(this.#watched);
  }

  #offer(): void {
    const isHiding = this.#blur.isHiding() || areFramesHiding(this.#options.window);
    this.#options.onOffer(isHiding ? this.#revealAll : undefined);
  }

  #reveal(): void {
    this.#revealedKeys = this.#flaggedKeys;
    this.#blur.reveal();
  }

  readonly #revealAll = (): void => {
    this.#reveal();
    revealFrames(this.#options.window);
    this.#offer();
  };
}
