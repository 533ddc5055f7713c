import { createHtml } from '../create-html.ts';
import type { GuardWindow } from '../guard-ports.ts';
import { PAGE_MARGIN_CSS, printLockCss } from './print-lock-css.ts';

/** Keeps a document off paper until it is known clear (DESIGN.md §7, PEERS.md lesson 1). */
export type PrintLock = {
  /** Puts the sheet back; `document.write`, or a page, may have thrown it away. */
  readonly ensure: () => void;
  /** Before locked paper: takes new sheets, since the page can reach the old ones, and empty them. */
  readonly renew: () => void;
  /** After locked paper. */
  readonly settle: () => void;
  /** Whether the document is known clear. Locked is where every document starts. */
  readonly setLocked: (isLocked: boolean) => void;
  /** Lifts the lock for one print: until it is printed, or 120 s. */
  readonly releaseOnce: () => void;
  readonly endRelease: () => void;
  readonly isReleased: () => boolean;
};

export type PrintLockOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  /** What the paper says instead, e.g. 「確認が済んでいないため印刷していません」. */
  readonly notice: string;
};

/** One answer frees one act for this long (DESIGN.md §2). */
const RELEASE_MS = 120_000;

/** Locks at once. The caller decides when the document is clear. */
export function lockPrint({ window, signal, notice }: PrintLockOptions): PrintLock {
  const { document } = window;
  let sheet = buildSheet(window, notice);
  let margins: Element | undefined;
  let isLocked = true;
  let timer: number | undefined;

  function renew(): void {
    const old = sheet;
    sheet = buildSheet(window, notice);
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== old);
    ensure();
    settle();
    margins = buildMargins(document);
    document.documentElement?.prepend(margins);
  }

  function settle(): void {
    margins?.remove();
    margins = undefined;
  }

  function ensure(): void {
    const shouldStand = isLocked && timer === undefined;
    const others = document.adoptedStyleSheets.filter((other) => other !== sheet);
    const stands = document.adoptedStyleSheets.at(-1) === sheet;
    if (shouldStand && !stands) document.adoptedStyleSheets = [...others, sheet];
    if (!shouldStand && others.length < document.adoptedStyleSheets.length) {
      document.adoptedStyleSheets = others;
    }
  }

  function setLocked(next: boolean): void {
    isLocked = next;
    ensure();
  }

  function releaseOnce(): void {
    window.clearTimeout(timer);
    timer = window.setTimeout(endRelease, RELEASE_MS);
    ensure();
  }

  function endRelease(): void {
    window.clearTimeout(timer);
    timer = undefined;
    ensure();
  }

  ensure();
  signal.addEventListener('abort', () => {
    settle();
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  });
  const isReleased = () => timer !== undefined;
  return { ensure, renew, settle, setLocked, releaseOnce, endRelease, isReleased };
}

/** A sheet for paper alone: putting it on and off asks no element on screen for its style again. */
function buildSheet(window: GuardWindow, notice: string): CSSStyleSheet {
  const sheet = new window.CSSStyleSheet({ media: 'print' });
  sheet.replaceSync(printLockCss(notice));
  return sheet;
}

/**
 * An adopted sheet comes behind those of the page, and for the margins the first one counts: the
 * sheet of the worker, which comes first as well, returns only a moment after a print that was free.
 */
function buildMargins(document: Document): Element {
  const style = createHtml(document, 'style');
  style.textContent = PAGE_MARGIN_CSS;
  return style;
}
