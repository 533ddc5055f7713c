import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { GUARDED_WORK, isPaperFree } from '../support/guarded-work.ts';
import { finishWork } from '../support/kill-run.ts';
import { openScene, type Scene } from '../support/open-scene.ts';
import { readBanner } from '../support/read-banner.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * What the browser does with pages on its own: it keeps them for 「戻る」, throws them away to save
 * memory, and opens many at once. A flagged record stays guarded, a clear one becomes
 * clear, and nothing is stuck.
 */
const { print } = GUARDED_WORK;
const TABS = 50;
const [cleanDebt = ''] = cast.clean.Z.debts;
const [flaggedDebt = ''] = cast.K1.A.debts;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

function letter(debt: string): string {
  return `${scene.town.city.urls.saiken}debts/${debt}/letter`;
}

async function expectGuarded(page: Page): Promise<void> {
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  expect(await isPaperFree(page)).toBe(false);
}

/** One answer, one paper. */
async function expectAnswerable(page: Page): Promise<void> {
  const faults: string[] = [];
  await finishWork(scene, { page, work: print, countBefore: print.count(scene), faults });
  expect(faults).toEqual([]);
}

test('a page that comes back from the back-forward cache', async () => {
  const page = await scene.newPage(letter(flaggedDebt));
  await expectGuarded(page);
  await page.evaluate('globalThis.isOldDocument = true');
  await page.goto(letter(cleanDebt));
  await waitFreePaper(page);
  await page.goBack();
  // Where the browser does not keep the page, this is an ordinary load.
  console.log(
    `restored from the cache: ${await page.evaluate('globalThis.isOldDocument === true')}`,
  );
  expect(await isPaperFree(page)).toBe(false);
  await expectGuarded(page);
  await page.goForward();
  await waitFreePaper(page);
  expect(await readBanner(page)).toBe('');
  await page.goBack();
  await expectGuarded(page);
  await expectAnswerable(page);
  await page.close();
});

test('a tab that was thrown away to save memory', async () => {
  const url = letter(flaggedDebt);
  const page = await scene.newPage(url);
  await expectGuarded(page);
  const dashboard = await scene.browser.extensionPage('options.html');
  await dashboard.bringToFront();
  const isGone = page.waitForEvent('close', { timeout: 10_000 }).catch(() => undefined);
  const discarded = await dashboard.evaluate(
    `chrome.tabs.query({ url: '${url.replace(/:\d+/, '')}' }).then(([tab]) => chrome.tabs.discard(tab.id)).then((tab) => tab?.id)`,
  );
  await isGone;
  await dashboard.evaluate(`chrome.tabs.update(${discarded}, { active: true })`);
  let back: Page | undefined;
  await waitUntil(() => {
    back = scene.browser.context.pages().find((one) => one.url() === url);
    return back !== undefined;
  }, 'the tab to be loaded again');
  if (!back) throw new Error('expected the tab');
  await expectGuarded(back);
  await expectAnswerable(back);
  await back.close();
  await dashboard.close();
});

test('50 tabs at once', { timeout: 300_000 }, async () => {
  const pages = await Promise.all(
    Array.from({ length: TABS }, () => scene.browser.context.newPage()),
  );
  const startedAt = performance.now();
  await Promise.all(
    pages.map((page, i) => page.goto(letter(i % 2 === 0 ? flaggedDebt : cleanDebt))),
  );
  const flagged = pages.filter((_, i) => i % 2 === 0);
  const clean = pages.filter((_, i) => i % 2 === 1);
  for (const page of clean) await waitUntil(() => isPaperFree(page), 'a clear tab', 60_000);
  for (const page of flagged) await expectGuarded(page);
  console.log(`50 tabs judged after ${Math.round(performance.now() - startedAt)} ms`);

  const wokenAt = performance.now();
  await scene.browser.killServiceWorker();
  await scene.readStatus();
  console.log(`a worker with 50 tabs answers after ${Math.round(performance.now() - wokenAt)} ms`);
  for (const page of flagged) expect(await isPaperFree(page)).toBe(false);
  await flagged[0]?.bringToFront();
  if (flagged[0]) await expectAnswerable(flagged[0]);
  for (const page of pages) await page.close();
});
