import type { WatchedDocument } from '../watched-document.ts';

/** A view that the worker opened for one print. */
type OpenedView = { readonly view: number | undefined; readonly requestId: string };

/** Tells whether a watched document may be printed now. Another view, or another print, is locked. */
export class PrintPermit {
  readonly #watched: () => WatchedDocument | undefined;
  #opened: OpenedView | undefined;

  constructor(watched: () => WatchedDocument | undefined) {
    this.#watched = watched;
  }

  /** The print that the document was opened for, until it is over. */
  get requestId(): string | undefined {
    return this.#opened?.requestId;
  }

  isGiven(): boolean {
    const watched = this.#watched();
    if (watched?.isWatchOnly || watched?.reporter.isClear()) return true;
    const view = this.#opened?.view;
    return view !== undefined && view === watched?.reporter.standingView();
  }

  /** The worker locks the tab, or opens it: for a print, when `requestId` names one. */
  setLock(isLocked: boolean, requestId: string | undefined): void {
    const reporter = this.#watched()?.reporter;
    // That the tab turned clear is said of no view in particular: what stands here by now may be
    // another one, so only the answer to its own report opens it. A print is released for this view.
    const isForPrint = !isLocked && requestId !== undefined;
    this.#opened = isForPrint ? { view: reporter?.answeredView(), requestId } : undefined;
    if (isLocked) reporter?.withdrawClear();
    else reporter?.hearClear();
  }

  /** The print is over. */
  end(): void {
    this.#opened = undefined;
  }
}
