import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SECRET } from '../fixtures/hostile/print-page.ts';
import { PRINT_PAGES } from '../fixtures/hostile/print-pages.ts';
import { answerWhenAsked } from '../support/guarded-work.ts';
import { NOTICE, openPrintScene, type PrintScene } from '../support/hostile-print.ts';
import { findQuestion, hasNoQuestion } from '../support/open-scene.ts';
import { hasPaperPrinter, openPaperPrinter, type PaperPrinter } from '../support/paper-printer.ts';
import { readBanner } from '../support/read-banner.ts';
import { hasXvfb, openVirtualDisplay, type VirtualDisplay } from '../support/virtual-display.ts';
import { waitUntil } from '../support/wait-until.ts';

const CANNOT = !hasPaperPrinter() || !hasXvfb();
const WHY = CANNOT ? ' (skipped: needs root, xvfb, cups and printer-driver-cups-pdf)' : '';

let printer: PaperPrinter;
let display: VirtualDisplay;
let print: PrintScene;

/** `--kiosk-printing`: whatever prints goes to the default printer at once, without a dialog. */
describe.skipIf(CANNOT)(`kiosk printing on a real printer${WHY}`, () => {
  beforeAll(async () => {
    printer = await openPaperPrinter();
    display = await openVirtualDisplay();
    const env = { ...printer.env, ...display.env };
    print = await openPrintScene({ headless: false, args: ['--kiosk-printing'], env });
  });
  afterAll(async () => {
    await print?.close();
    await display?.close();
    await printer?.close();
  });

  test('a page that nobody watches comes out as it is', async () => {
    const page = await open(print.plainUrl, 'plain page');
    await printPastHooks(page);
    expect(await untilJobs(1)).toMatchObject([expect.stringContaining(SECRET)]);
    await page.close();
  });

  test('a script that prints is held: not even a notice reaches the printer', async () => {
    const before = (await printer.readJobs()).length;
    for (const name of ['a print while it loads', 'prints from timers at load']) {
      const page = await open(print.url, name);
      await findQuestion(page);
      await page.close();
    }
    expect(await printer.readJobs()).toHaveLength(before);
  });

  test('no job has content before the answer, one has all of it, and the next has none', async () => {
    const before = (await printer.readJobs()).length;
    const page = await open(print.url, 'plain page');
    await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
    await printPastHooks(page);
    expect((await untilJobs(before + 1)).at(-1)).toBe(NOTICE);

    await answerWhenAsked(page, { recipient: 'self', reason: 'recipient-verified' });
    const whole = (await untilJobs(before + 2)).at(-1) ?? '';
    expect(whole.split(SECRET)).toHaveLength(2);
    expect(whole).not.toContain(NOTICE);
    // The band and the question stand on the screen only.
    expect(whole).not.toMatch(/支援措置|確認/);

    await waitUntil(() => hasNoQuestion(page), 'the question to close');
    await printPastHooks(page);
    const all = await untilJobs(before + 3);
    expect(all.slice(before).filter((text) => text.includes(SECRET))).toEqual([whole]);
    expect(all.at(-1)).toBe(NOTICE);
    process.stdout.write(
      `kiosk printing: ${all.length - before} jobs, content before the answer in 0, after it in 1\n`,
    );
    await page.close();
  });
});

async function open(url: (path: string) => string, name: string): Promise<Page> {
  const page = await print.scene.browser.context.newPage();
  const index = PRINT_PAGES.findIndex((one) => one.name === name);
  await page.goto(url(`page/${index}`));
  return page;
}

/** Prints as the browser's own menu does: no hook of a page sees it come. */
function printPastHooks(page: Page): Promise<unknown> {
  return page.evaluate(() => document.execCommand('print'));
}

/** Waits for so many jobs, and fails when there are more. */
async function untilJobs(count: number): Promise<readonly string[]> {
  let jobs: readonly string[] = [];
  const isThere = async () => {
    jobs = await printer.readJobs();
    return jobs.length >= count;
  };
  await waitUntil(isThere, `${count} jobs at the printer`, 60_000);
  expect(jobs).toHaveLength(count);
  return jobs;
}
