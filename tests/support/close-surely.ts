import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';

const RETRY_MS = 1_000;

/**
 * Gives a page whose `close` always ends. A tab that commits a navigation in that very moment (a form
 * was just sent) swallows the order to close, and nobody repeats it.
 */
export function closingSurely(page: Page): Page {
  const close = page.close.bind(page);
  page.close = async (options) => {
    const isClosed = close(options);
    while (!page.isClosed()) {
      await Promise.race([isClosed, sleep(RETRY_MS)]);
      if (!page.isClosed()) await orderClose(page);
    }
  };
  return page;
}

/** The session may go with the page, before it is opened or in the middle. */
async function orderClose(page: Page): Promise<void> {
  const session = await page
    .context()
    .newCDPSession(page)
    .catch(() => undefined);
  await session?.send('Page.close').catch(() => undefined);
}
