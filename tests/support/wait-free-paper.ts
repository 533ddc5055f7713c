import type { Page } from 'playwright-core';

const STEADY_FRAMES = 6;
const TIMEOUT_MS = 20_000;

/**
 * Waits until a print of the page would carry the page: the question closes a moment before the
 * sheets open, and a page that is still being built locks again. Reads the style that print media
 * gives, so no print is spent on it; a few frames on end must agree.
 */
export async function waitFreePaper(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  try {
    await page.evaluate(watchPaper, { steadyFrames: STEADY_FRAMES, timeoutMs: TIMEOUT_MS });
  } finally {
    await page.emulateMedia({ media: null });
  }
}

/** Runs in the page. */
function watchPaper(limits: { steadyFrames: number; timeoutMs: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    const deadline = performance.now() + limits.timeoutMs;
    let freeFrames = 0;
    const look = () => {
      const isFree = getComputedStyle(document.body).display !== 'none';
      freeFrames = isFree ? freeFrames + 1 : 0;
      if (freeFrames >= limits.steadyFrames) resolve();
      else if (performance.now() > deadline) reject(new Error(`paper locked: ${location.href}`));
      else requestAnimationFrame(look);
    };
    look();
  });
}
