import type { GuardWindow } from '../guard-ports.ts';
import { lockPrint } from './print-lock.ts';

/** The print side of a guard: the lock, the two print events, and one-shot releases. */
export type PrintGuard = {
  readonly arm: () => void;
  /** Sets the lock as the view now asks for. */
  readonly update: () => void;
  /** Frees one print. The end is reported under the request, if there was a question. */
  readonly release: (requestId: string | undefined) => void;
};

export type PrintGuardOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  readonly notice: string;
  /** Reads what changed. Synchronous: nothing can be awaited before paper. */
  readonly read: () => void;
  /** Decides by what was read; what still waits to be read is not allowed. */
  readonly isAllowed: () => boolean;
  /** A print nobody had asked about was stopped on paper. */
  readonly onBlocked: () => void;
  /** A print went through for which no act was held here. */
  readonly onPassed: () => void;
  readonly onEnd: (requestId: string, outcome: 'done') => void;
};

/** Locks the document at once. */
export function guardPrint(options: PrintGuardOptions): PrintGuard {
  const { window, signal } = options;
  const lock = lockPrint({ window, signal, notice: options.notice });
  let requestId: string | undefined;
  let isBlocked = false;

  function update(): void {
    lock.setLocked(!options.isAllowed());
  }

  function before(): void {
    options.read();
    update();
    isBlocked = !lock.isReleased() && !options.isAllowed();
    if (isBlocked) {
      lock.renew();
      onPaperLast(options, () => isBlocked && lock.renew());
    }
    Reflect.set(window, BLOCKED_AT, isBlocked ? timeNow(window) : undefined);
  }

  function after(): void {
    const wasBlocked = isBlocked;
    isBlocked = false;
    lock.settle();
    if (lock.isReleased()) end();
    else if (!wasBlocked) pass();
    else if (!isParentAsking(window)) options.onBlocked();
  }

  function pass(): void {
    options.onPassed();
    update();
  }

  function end(): void {
    // First of all the view is closed here: the worker locks a moment later, and a second print of a
    // quick page would come before it.
    if (requestId !== undefined) options.onEnd(requestId, 'done');
    requestId = undefined;
    lock.endRelease();
    update();
  }

  function arm(): void {
    lock.ensure();
    window.addEventListener('beforeprint', before, { capture: true, signal });
    window.addEventListener('afterprint', after, { capture: true, signal });
  }

  arm();
  return {
    arm,
    update,
    release: (next) => {
      requestId = next;
      lock.releaseOnce();
    },
  };
}

/** The page hears of printing behind us; but what asks last for the medium is told of it last. */
function onPaperLast({ window, signal }: PrintGuardOptions, renew: () => void): void {
  window.matchMedia('print').addEventListener('change', renew, { once: true, signal });
}

/** When a print was stopped here; documents of one origin see it, in our own world only. */
const BLOCKED_AT = Symbol.for('matta.print-blocked-at');
const SAME_PRINT_MS = 1000;

function timeNow(window: GuardWindow): number {
  return window.performance.timeOrigin + window.performance.now();
}

/**
 * A print of a page carries its frames, and each hears of it: the outermost asks, once. A frame of
 * another origin cannot know, and leaves asking to the page around it.
 */
function isParentAsking(window: GuardWindow): boolean {
  if (window === window.top) return false;
  try {
    const theirs: unknown = Reflect.get(window.parent, BLOCKED_AT);
    const ours: unknown = Reflect.get(window, BLOCKED_AT);
    const isBoth = typeof theirs === 'number' && typeof ours === 'number';
    return isBoth && Math.abs(theirs - ours) < SAME_PRINT_MS;
  } catch (error) {
    if (error instanceof DOMException) return true;
    throw error;
  }
}
