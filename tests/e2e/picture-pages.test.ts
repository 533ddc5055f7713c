import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type CorpusScene, openCorpusScene } from '../support/corpus-scene.ts';
import { readBanner } from '../support/read-banner.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

let scene: CorpusScene;

beforeAll(async () => {
  scene = await openCorpusScene(['atena 5000001']);
});
afterEach(async () => {
  for (const page of scene.browser.context.pages().slice(1)) await page.close();
});
afterAll(() => scene?.close());

test.each(['picture-scan', 'picture-canvas', 'picture-later', 'picture-frames'])(
  '%s cannot be read, and says so without a word in its profile',
  async (name) => {
    const page = await open(name);
    await waitUntil(async () => (await readBanner(page)).includes('照合できません'), 'the band');
  },
);

test.each(['clear-chart', 'clear-login', 'clear-chart-frame', 'clear-logo'])(
  '%s is an ordinary page, and clear',
  async (name) => {
    const page = await open(name);
    await waitFreePaper(page);
    expect(await readBanner(page)).toBe('');
  },
);

test('a picture that makes room for text is read again', async () => {
  const page = await open('picture-canvas');
  await waitUntil(async () => (await readBanner(page)).includes('照合できません'), 'the band');
  await page.evaluate("document.querySelector('canvas').outerHTML = '<p>検索してください</p>'");
  await waitUntil(async () => (await readBanner(page)) === '', 'the band to go');
  await waitFreePaper(page);
});

async function open(name: string): Promise<Page> {
  const page = await scene.browser.context.newPage();
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.goto(`${scene.corpus.origin}/${name}.html`);
  return page;
}
