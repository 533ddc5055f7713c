import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { openScene, type Scene } from '../support/open-scene.ts';
import { printToText } from '../support/print-to-text.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * The browser ends the worker many times a day. A worker that starts brings the registered scripts in
 * line; a page that opens in that moment must be guarded like any other.
 */
const NOTICE = '確認が済んでいないため印刷していません';
const ROUNDS = 30;
const [flaggedDebt = ''] = cast.K1.A.debts;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

test('each page that opens while the worker starts is guarded', async () => {
  const letter = `${scene.town.city.urls.saiken}debts/${flaggedDebt}/letter`;
  const papers: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await scene.browser.killServiceWorker();
    const [page] = await Promise.all([scene.newPage(letter), scene.readStatus()]);
    papers.push(await printToText(page));
    await page.close();
  }
  expect(papers.filter((paper) => !paper.includes(NOTICE))).toEqual([]);
}, 120_000);

test('a page that was open before the sites were known is guarded too', async () => {
  const dashboard = await scene.browser.extensionPage('options.html');
  await dashboard.evaluate('chrome.scripting.unregisterContentScripts()');
  const page = await scene.newPage(`${scene.town.city.urls.saiken}debts/${flaggedDebt}/letter`);
  expect(await printToText(page)).not.toContain(NOTICE);
  await scene.browser.killServiceWorker();
  await scene.readStatus();
  await waitUntil(async () => (await printToText(page)).includes(NOTICE), 'the letter to be held');
  await dashboard.close();
  await page.close();
}, 60_000);
