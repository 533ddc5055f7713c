import type { SiteProfile } from '../../domain/site-profile.ts';
import type { GuardWindow } from '../guard-ports.ts';
import { contextOf, queueRecords } from './change-scope.ts';
import type { Scanner } from './scanner.ts';

export type DomWatcherOptions = {
  readonly window: GuardWindow;
  readonly scanner: Scanner;
  readonly signal: AbortSignal;
  /** Names attributes that are read beside those of every page. */
  readonly profile: Pick<SiteProfile, 'identifiers'>;
  /** The queue is empty: what stands on the page is known. */
  readonly onSettled: () => void;
  /** `document.open()` threw the document and all listeners away. */
  readonly onRewritten: () => void;
  /** The page was restored from the back/forward cache. */
  readonly onRestored: () => void;
};

const SLICE_MS = 8;
const BATCH_MS = 16;
/** What no observer reports is seen in time for the band to be right within 200 ms. */
const POLL_MS = 100;
const OBSERVED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  characterDataOldValue: true,
  attributes: true,
};
const ATTRIBUTES = ['value', 'placeholder', 'title', 'alt', 'aria-label', 'aria-labelledby'];

/** Sees every change of a document and keeps its scanner up to date. One observer per root. */
export class DomWatcher {
  readonly #options: DomWatcherOptions;
  readonly #observers = new Map<Node, MutationObserver>();
  #timer: number | undefined;

  constructor(options: DomWatcherOptions) {
    const { window, signal } = options;
    this.#options = options;
    this.observe(window.document);
    this.arm();
    const polling = window.setInterval(() => this.#poll(), POLL_MS);
    signal.addEventListener('abort', () => {
      window.clearInterval(polling);
      for (const observer of this.#observers.values()) observer.disconnect();
    });
  }

  /** Sets all listeners again; `document.open()` removes them (SECURITY.md F2). */
  arm(): void {
    const { window, signal } = this.#options;
    const listen = { capture: true, passive: true, signal } as const;
    window.addEventListener('input', this.#onInput, listen);
    window.addEventListener('change', this.#onInput, listen);
    window.addEventListener('pageshow', this.#onPageShow, listen);
  }

  observe(root: Node): void {
    if (this.#observers.has(root)) return;
    const observer = new MutationObserver((records) => this.#take(records));
    const own = this.#options.profile.identifiers.flatMap(({ attribute }) => attribute ?? []);
    const attributeFilter = [...ATTRIBUTES, ...own];
    observer.observe(root, { ...OBSERVED, attributeFilter });
    this.#observers.set(root, observer);
  }

  /** Queues the whole document. */
  rescan(): void {
    this.#options.scanner.enqueue(this.#options.window.document);
    this.#schedule();
  }

  /** Reads everything that changed up to now, before it returns. */
  flush(): void {
    for (const observer of this.#observers.values()) this.#take(observer.takeRecords());
    this.#options.scanner.checkUnreported();
    this.#options.scanner.run(() => false);
  }

  #take(records: readonly MutationRecord[]): void {
    if (records.length === 0) return;
    const { scanner, window, onRewritten } = this.#options;
    if (records.some((record) => record.target === window.document)) onRewritten();
    queueRecords(records, scanner);
    this.#schedule();
  }

  #schedule(): void {
    this.#timer ??= this.#options.window.setTimeout(() => this.#work(), BATCH_MS);
  }

  #work(): void {
    this.#timer = undefined;
    const { window, scanner, signal } = this.#options;
    if (signal.aborted) return;
    const end = window.performance.now() + SLICE_MS;
    if (scanner.run(() => window.performance.now() > end)) this.#options.onSettled();
    else this.#timer = window.setTimeout(() => this.#work(), 0);
  }

  #poll(): void {
    this.#dropDead();
    this.#options.scanner.checkUnreported();
    if (this.#options.scanner.isPending()) this.#schedule();
  }

  #dropDead(): void {
    for (const [root, observer] of this.#observers) {
      if (!(root instanceof ShadowRoot) || root.host.isConnected) continue;
      observer.disconnect();
      this.#observers.delete(root);
    }
  }

  readonly #onInput = (event: Event): void => {
    const [target] = event.composedPath();
    if (target instanceof Element) this.#options.scanner.enqueue(contextOf(target));
    this.#schedule();
  };

  readonly #onPageShow = (event: PageTransitionEvent): void => {
    if (event.persisted) this.#options.onRestored();
  };
}
