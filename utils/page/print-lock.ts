import type { GuardWindow } from './guard-ports.ts';

/** Keeps a document off paper until it is known clear (DESIGN.md §7, PEERS.md lesson 1). */
export type PrintLock = {
  /** Puts the sheet back; `document.write`, or a page, may have thrown it away. */
  readonly ensure: () => void;
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
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(lockCss(notice));
  let isLocked = true;
  let timer: number | undefined;

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
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
  });
  return { ensure, setLocked, releaseOnce, endRelease, isReleased: () => timer !== undefined };
}

/** `display: none` also takes dialogs and popovers off; `visibility` leaks them (SECURITY.md F3). */
function lockCss(notice: string): string {
  const text = JSON.stringify(notice);
  return `@media print{
html>*{display:none!important}
html::before{content:${text}!important;display:block!important;visibility:visible!important;position:static!important;font:16pt sans-serif!important;color:#000!important;background:#fff!important;padding:2em!important}
html::after{content:none!important}}`;
}
