import type { Page } from 'playwright-core';

/**
 * Waits until a print of the page would carry the page: the question closes a moment before the
 * sheets open. Reads the style that print media gives, so no print is spent on it.
 */
export async function waitFreePaper(page: Page): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  try {
    await page.waitForFunction(() => getComputedStyle(document.body).display !== 'none');
  } finally {
    await page.emulateMedia({ media: null });
  }
}
