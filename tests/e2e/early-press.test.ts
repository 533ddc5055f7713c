import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import type { RecordRow } from '../../utils/domain/system-status.ts';
import { findQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { readSettledRecords } from '../support/settled-records.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';
import { watchDisturbances } from '../support/watch-disturbances.ts';

/**
 * A hand that is quicker than the guard: the worker is busy while the page opens, and the press comes with
 * the page's first paint.
 */
const BUSY_MS = 900;
const { A } = cast.K1;
const [cleanDebt = ''] = cast.clean.Z.debts;
const [flaggedDebt = ''] = A.debts;

let scene: Scene;
let seen: readonly string[];
let before: readonly RecordRow[];
beforeAll(async () => {
  scene = await openScene();
  before = await readSettledRecords(scene);
  seen = await watchDisturbances(scene.browser.context);
});
afterAll(() => scene?.close());

/** Opens a page and presses at once, both while nobody answers. */
async function pressEarly(
  path: string,
  selector: string,
  how: Parameters<Page['click']>[1] = {},
): Promise<Page> {
  const page = await scene.newPage('about:blank');
  const worker = await scene.browser.serviceWorker();
  const isFree = worker.evaluate((ms) => {
    const end = performance.now() + ms;
    while (performance.now() < end);
  }, BUSY_MS);
  await page.goto(`${scene.town.city.urls.saiken}${path}`, { waitUntil: 'commit' });
  await page.click(selector, { noWaitAfter: true, ...how });
  await isFree;
  return page;
}

test.each([
  ['a file', `?q=${cleanDebt}`, '#csv-link', 'csvDownloads'],
  ['a form', `debts/${cleanDebt}/destination`, '#save-destination', 'destinationEdits'],
  ['a dispatch', `debts/${cleanDebt}/letter`, '#dispatch-letter', 'letters'],
] as const)(
  '%s of a clear record goes out once, and nobody is asked',
  async (_what, path, selector, log) => {
    const page = await pressEarly(path, selector);
    const { store } = scene.town.city;
    await waitUntil(() => store[log].length > 0, 'the server to be asked');
    await page.waitForTimeout(500);
    expect(store[log]).toHaveLength(1);
    expect(seen).toEqual([]);
    expect(await scene.readRecords()).toEqual(before);
    await page.close();
  },
);

test('the right button sends nothing', async () => {
  const { store } = scene.town.city;
  const sent = store.letters.length;
  const page = await pressEarly(`debts/${cleanDebt}/letter`, '#dispatch-letter', {
    button: 'right',
  });
  await waitFreePaper(page);
  await page.waitForTimeout(500);
  expect(store.letters).toHaveLength(sent);
  expect(seen).toEqual([]);
  await page.close();
});

test('a dispatch of a flagged record is asked about, and does not go out', async () => {
  const { store } = scene.town.city;
  const sent = store.letters.length;
  const page = await pressEarly(`debts/${flaggedDebt}/letter`, '#dispatch-letter');
  await findQuestion(page);
  expect(store.letters).toHaveLength(sent);
});
