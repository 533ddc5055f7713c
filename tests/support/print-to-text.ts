import { spawnSync } from 'node:child_process';
import type { Page } from 'playwright-core';

/** What the paper would say: runs the real print path of the page and reads the PDF's text. */
export async function printToText(page: Page): Promise<string> {
  return pdfToText(await page.pdf());
}

/** Text of a PDF, page by page, in reading order. */
export function pdfToText(pdf: Uint8Array): string {
  const run = spawnSync('pdftotext', ['-enc', 'UTF-8', '-', '-'], { input: pdf, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`pdftotext failed: ${run.stderr}`, { cause: run.error });
  return run.stdout;
}

/**
 * Waits for the page to be handed to the printer: `action` must lead to `window.print()`. Without a
 * display the browser then prints nothing by itself; `printToText` takes the sheet that stands ready.
 */
export async function untilPrinting(page: Page, action: () => Promise<void>): Promise<void> {
  const begun = page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        addEventListener('beforeprint', () => resolve(), { once: true }),
      ),
  );
  await action();
  await begun;
}
