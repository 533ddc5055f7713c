import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerWhenAsked } from '../support/guarded-work.ts';
import { findQuestion, hasNoQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { readBanner } from '../support/read-banner.ts';
import { waitUntil } from '../support/wait-until.ts';

const { X } = cast.K2;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());
afterEach(async () => {
  for (const page of scene.browser.context.pages()) {
    if (!page.url().endsWith('options.html')) await page.close();
  }
});

/** How hands open the link of a PDF beside the plain click. */
const HANDS: readonly (readonly [name: string, how: Parameters<Page['click']>[1]])[] = [
  ['ctrl+click', { modifiers: ['Control'] }],
  ['ctrl+shift+click', { modifiers: ['Control', 'Shift'] }],
  ['shift+click, a window of its own', { modifiers: ['Shift'] }],
  ['middle click', { button: 'middle' }],
];

test.each(HANDS)(
  'a certificate by %s: none before the answer, one in a tab of its own after it',
  async (_name, how) => {
    const before = issued();
    const done = await countDone();
    const page = await openRecord();
    const record = page.url();
    await page.click('#by-hand', how);
    await findQuestion(page);
    expect(issued()).toBe(before);

    const opened = scene.browser.context.waitForEvent('page');
    await answerWhenAsked(page, { recipient: 'self', reason: 'recipient-verified' });
    await waitUntil(() => hasNoQuestion(page), 'the question to close');
    await waitUntil(() => issued() > before, 'the certificate');
    await opened;
    expect(page.url()).toBe(record);

    await page.bringToFront();
    await waitUntil(async () => (await countDone()) > done, 'the end of the release');
    await page.click('#by-hand', how);
    await findQuestion(page);
    expect(issued()).toBe(before + 1);
  },
);

test('a certificate whose address is opened in a tab of its own is stopped while nobody is asked', async () => {
  const before = issued();
  const page = await openRecord();
  // What 「新しいタブで開く」 of the menu does, which no test can press: the browser itself goes there.
  const tab = await scene.browser.context.newPage();
  const certificate = new URL(`/cert?atena=${X.atena}`, page.url()).href;
  await expect(tab.goto(certificate)).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
  expect(issued()).toBe(before);
});

function issued(): number {
  return scene.town.city.store.certificates.length;
}

async function countDone(): Promise<number> {
  return (await scene.readRecords()).filter(({ outcome }) => outcome === 'done').length;
}

async function openRecord(): Promise<Page> {
  const page = await scene.newPage(`${scene.town.city.urls.zeimu}detail?atena=${X.atena}`);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  await page.evaluate((href) => {
    const style = 'position:fixed;bottom:0;left:0;z-index:9';
    document.body.append(
      Object.assign(document.createElement('a'), {
        id: 'by-hand',
        href,
        style,
        textContent: '証明書',
      }),
    );
  }, `/cert?atena=${X.atena}`);
  return page;
}
