import type { DocumentSetup } from '../domain/view-report.ts';
import type { GuardWindow, GuardWorker } from './guard-ports.ts';
import { retryOnce } from './retry-once.ts';

export type DocumentOpenerOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  readonly worker: Pick<GuardWorker, 'openDocument'>;
  readonly onSetup: (setup: DocumentSetup) => void;
  readonly onUnreachable: () => void;
};

const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 30_000;

/** Asks the worker what watches this document, until it answers, and again at every new address. */
export class DocumentOpener {
  readonly #options: DocumentOpenerOptions;
  #url = '';
  #retryMs = FIRST_RETRY_MS;
  #opening: Promise<void> | undefined;

  constructor(options: DocumentOpenerOptions) {
    this.#options = options;
    const { window, signal } = options;
    // A page that was read ahead stands now: in another place of the tab, and nobody saw it before.
    const listen = { capture: true, signal } as const;
    window.addEventListener('prerenderingchange', () => this.open(), listen);
  }

  open(): void {
    const { window, worker } = this.#options;
    const url = window.location.href;
    this.#url = url;
    this.#opening = retryOnce(() => worker.openDocument({ url })).then((setup) => {
      this.#retryMs = FIRST_RETRY_MS;
      // An answer about an address that was left meanwhile is no answer.
      if (url === this.#url) this.#options.onSetup(setup);
    });
    this.#opening.catch(() => this.#retryLater());
  }

  /** A page that changes its address without loading may be another page for the profile. */
  openIfMoved(): void {
    if (this.#options.window.location.href !== this.#url) this.open();
  }

  /**
   * Runs a task once the worker has answered, and again whenever the document got another address
   * meanwhile: a pop-up that prints while it is written takes its opener's. Rejects when the worker
   * cannot be reached.
   */
  async whenReady(task: () => Promise<void>): Promise<void> {
    let opening: Promise<void> | undefined;
    do {
      opening = this.#opening;
      await opening;
      await task();
    } while (opening !== this.#opening);
  }

  #retryLater(): void {
    const { window, signal, onUnreachable } = this.#options;
    if (signal.aborted) return;
    onUnreachable();
    window.setTimeout(() => !signal.aborted && this.open(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }
}
