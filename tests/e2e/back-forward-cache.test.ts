import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type CorpusScene, openCorpusScene } from '../support/corpus-scene.ts';
import { isPaperFree } from '../support/guarded-work.ts';
import { readBanner } from '../support/read-banner.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * Pages that the browser keeps whole while another one is open, and shows again on 「戻る」. It does so
 * for clear pages; one with a frame of ours in it is loaded anew (`EmbedderExtensionFrame`).
 */
const FLAGGED = '5000001';
let scene: CorpusScene;

beforeAll(async () => {
  scene = await openCorpusScene([`atena ${FLAGGED}`]);
});
afterEach(async () => {
  for (const page of scene.browser.context.pages().slice(1)) await page.close();
});
afterAll(() => scene?.close());

test('a clear page that was kept is seen and clear again', async () => {
  const page = await openKept('6000002');
  await goBack(page);
  await waitFreePaper(page);
  expect(await readBanner(page)).toBe('');
});

test('a record that came to a page while it was put away is seen when it is back', async () => {
  const page = await openKept('6000002');
  await page.evaluate((id) => {
    const { show } = globalThis as unknown as { show: (id: string) => void };
    addEventListener('pagehide', () => show(id));
  }, FLAGGED);
  await goBack(page);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  expect(await isPaperFree(page)).toBe(false);
  expect(await scene.seen()).toEqual([`atena ${FLAGGED}`]);
});

test('a page that was kept is watched on', async () => {
  const page = await openKept('6000002');
  await goBack(page);
  await waitFreePaper(page);
  await page.evaluate(`show('${FLAGGED}')`);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  expect(await isPaperFree(page)).toBe(false);
});

async function openKept(record: string): Promise<Page> {
  const page = await scene.browser.context.newPage();
  await page.goto(`${scene.corpus.origin}/records.html?way=first`);
  await page.evaluate((id) => {
    const { show } = globalThis as unknown as { show: (id: string) => void };
    show(id);
    addEventListener('pageshow', ({ persisted }) => Reflect.set(globalThis, 'isKept', persisted));
  }, record);
  await waitFreePaper(page);
  return page;
}

/** To another page and back; a page out of the cache has no load that could be waited for. */
async function goBack(page: Page): Promise<void> {
  await page.evaluate("location.href = 'definition-list.html'");
  await waitUntil(() => page.url().endsWith('definition-list.html'), 'the other page');
  await waitFreePaper(page);
  await page.evaluate('history.back()');
  await waitUntil(() => page.url().includes('records.html'), 'the way back');
  await waitUntil(
    () => page.evaluate<boolean>('globalThis.isKept === true').catch(() => false),
    'the page out of the cache',
  );
}
