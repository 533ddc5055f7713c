import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { CORPUS } from '../fixtures/pages/corpus.ts';
import { GRIDS, type GridPage, gridRows, heldBy } from '../fixtures/pages/grids.ts';
import { advanceGrid } from '../support/advance-grid.ts';
import { type CorpusScene, openCorpusScene } from '../support/corpus-scene.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * Grids of real packages, with every record flagged: what they draw while somebody scrolls, turns
 * pages and sorts is seen row by row, and what they have taken away is seen no more.
 */
const RECORDS = new Map(
  GRIDS.flatMap(({ first }) => gridRows(first)).map((row) => [row.atena, heldBy(row)]),
);
/** Grids that draw more rows than fit are scrolled by less than what fits. */
const SCROLL_STEP = 0.8;

let scene: CorpusScene;
let expectedCount = 0;
let seenCount = 0;

beforeAll(async () => {
  scene = await openCorpusScene([...RECORDS.values()].flat());
}, 120_000);
afterEach(async () => {
  for (const page of scene.browser.context.pages().slice(1)) await page.close();
  await waitUntil(async () => (await scene.seen()).length === 0, 'the closed tabs to be forgotten');
});
afterAll(async () => {
  const kinds = CORPUS.length + GRIDS.length;
  console.log(`kinds of pages: ${kinds}, of them ${GRIDS.length} by real packages`);
  console.log(`identifiers in grids: ${expectedCount}, seen: ${seenCount}`);
  await scene?.close();
});

test.each(GRIDS)(
  'every record of $name is seen while it is drawn, and only then',
  { timeout: 120_000 },
  async (grid) => {
    const page = await open(grid);
    const seen = new Set<string>();
    for (let isMore = true; isMore; isMore = await page.evaluate(advanceGrid, SCROLL_STEP)) {
      for (const identifier of await settle(page, grid)) seen.add(identifier);
    }
    for (const identifier of await settle(page, grid)) seen.add(identifier);
    const expected = gridRows(grid.first).flatMap(heldBy);
    expectedCount += expected.length;
    seenCount += seen.size;
    expect([...seen].sort()).toEqual(expected.sort());
  },
);

test.each(GRIDS)('$name is seen anew when it is sorted by a click on its header', async (grid) => {
  const page = await open(grid);
  await settle(page, grid);
  const last = gridRows(grid.first).at(-1)?.atena ?? '';
  for (let clicks = 0; clicks < 2 && !(await drawn(page, grid)).includes(last); clicks += 1) {
    await page.click(grid.header);
  }
  await waitUntil(async () => (await drawn(page, grid)).includes(last), 'the list to be turned');
  expect(await settle(page, grid)).toContain(`atena ${last}`);
});

async function open({ name, row }: GridPage): Promise<Page> {
  const page = await scene.browser.context.newPage();
  await page.goto(`${scene.corpus.origin}/${name}.html`);
  await page.waitForSelector(row);
  return page;
}

/** Waits until exactly what is drawn is seen, and gives that. */
async function settle(page: Page, grid: GridPage): Promise<readonly string[]> {
  let missing: readonly string[] = [];
  let seen: readonly string[] = [];
  const isSame = async () => {
    const held = (await drawn(page, grid)).flatMap((atena) => RECORDS.get(atena) ?? []);
    seen = await scene.seen();
    missing = [...held].sort();
    return missing.length > 0 && missing.join() === seen.join();
  };
  await waitUntil(isSame, 'the drawn rows').catch(() => expect(seen).toEqual(missing));
  return seen;
}

/** The 宛名番号 of the rows that stand on the page now. */
async function drawn(page: Page, { row }: GridPage): Promise<readonly string[]> {
  const texts = await page.$$eval(row, (rows) =>
    rows.flatMap((one) => [...one.querySelectorAll('*')].map((cell) => cell.textContent ?? '')),
  );
  return texts.filter((text, index) => RECORDS.has(text) && texts.indexOf(text) === index);
}
