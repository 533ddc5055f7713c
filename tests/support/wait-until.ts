import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds; the error names what was waited for. */
export async function waitUntil(
  isTrue: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = 20_000,
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isTrue())) {
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`);
    await sleep(25);
  }
}
