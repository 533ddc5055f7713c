import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits until a condition holds; the error names what was waited for. A look that never ends (a frame
 * that went while it was asked) ends with the wait.
 */
export async function waitUntil(
  isTrue: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = 20_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  const over = new AbortController();
  const isOver = sleep(timeoutMs, false, { signal: over.signal }).catch(() => false);
  try {
    while (!(await Promise.race([isTrue(), isOver]))) {
      if (performance.now() >= deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`);
      await sleep(25);
    }
  } finally {
    over.abort();
  }
}
