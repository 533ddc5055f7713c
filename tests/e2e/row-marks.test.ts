import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { GRIDS, type GridPage, gridRows, SORTED_TABLE } from '../fixtures/pages/grids.ts';
import { advanceGrid } from '../support/advance-grid.ts';
import { type CorpusScene, openCorpusScene } from '../support/corpus-scene.ts';
import { type GuardWorld, openGuardWorld } from '../support/guard-world.ts';
import { waitUntil } from '../support/wait-until.ts';

/** Rows of each list that are flagged: two at its top, one far below, one at its end. */
const FLAGGED_INDEXES = [1, 3, 72, 298];
const LISTS = [...GRIDS, SORTED_TABLE];
const FLAGGED = LISTS.flatMap(({ first }) =>
  FLAGGED_INDEXES.map((index) => gridRows(first)[index]?.atena ?? ''),
);
const SCROLL_STEP = 0.5;

/** A mark, and the row that stands where it stands. */
type Mark = { readonly text: string; readonly isReadable: boolean; readonly atena: string };
type Sight = { readonly marks: readonly Mark[]; readonly inSight: readonly string[] };

let scene: CorpusScene;

beforeAll(async () => {
  scene = await openCorpusScene(FLAGGED.map((atena) => `atena ${atena}`));
});
afterEach(async () => {
  for (const page of scene.browser.context.pages().slice(1)) await page.close();
});
afterAll(() => scene?.close());

test.each(LISTS)(
  'the marks of $name stand at the flagged rows, while it is scrolled and after it is sorted',
  { timeout: 120_000 },
  async (list) => {
    const { page, world } = await open(list);
    const marked = new Set(await settle(world, list));
    for (const index of [1, 3]) expect([...marked]).toContain(atenaOf(list, index));

    await page.click(list.header);
    for (const atena of await settle(world, list)) marked.add(atena);
    if (!(await look(world, list)).inSight.includes(atenaOf(list, 298))) {
      await page.click(list.header);
    }
    await waitUntil(
      async () => (await settle(world, list)).includes(atenaOf(list, 298)),
      'the mark of the row that was last',
    );

    let unmarkedViews = 0;
    for (let isMore = true; isMore; isMore = await page.evaluate(advanceGrid, SCROLL_STEP)) {
      const now = await settle(world, list);
      for (const atena of now) marked.add(atena);
      if (now.length === 0) unmarkedViews += 1;
    }
    for (const atena of await settle(world, list)) marked.add(atena);
    expect([...marked].sort()).toEqual(FLAGGED_INDEXES.map((index) => atenaOf(list, index)).sort());
    expect(unmarkedViews).toBeGreaterThan(0);
  },
);

const COVERED = LISTS.filter(({ name }) => name === 'ag-grid' || name === 'handsontable');

test.each(COVERED)(
  'a row of $name beneath the header has no mark over the header',
  async (list) => {
    const { page, world } = await open(list);
    expect(await settle(world, list)).toContain(atenaOf(list, 3));
    // Row 1 goes beneath the header, row 3 stays in sight.
    await page.evaluate(
      ([row, header, text]) => {
        const top = (element: Element | null | undefined) =>
          element?.getBoundingClientRect().top ?? 0;
        const own = [...document.querySelectorAll(row)].find((one) =>
          one.textContent?.includes(text),
        );
        const { scroller } = globalThis as unknown as { scroller: () => Element };
        scroller().scrollTop += top(own) - top(document.querySelector(header));
      },
      [list.row, '[role=columnheader],.ht_clone_top th', atenaOf(list, 1)] as const,
    );
    await waitUntil(
      async () => (await settle(world, list)).join() === atenaOf(list, 3),
      'one mark, of the row in sight',
    );
  },
);

test('a row beneath a footer that stays has no mark over the footer', async () => {
  const { page, world } = await open(SORTED_TABLE);
  const atena = atenaOf(SORTED_TABLE, 72);
  const hasMarks = (count: number) => async () =>
    (await look(world, SORTED_TABLE)).marks.length === count;
  await page.evaluate(addFooter);
  await page.evaluate(putAtFooter, { atena, below: -40 });
  await waitUntil(hasMarks(1), 'the mark above the footer');
  await page.evaluate(putAtFooter, { atena, below: 5 });
  await waitUntil(hasMarks(0), 'no mark over the footer');
});

/** Runs in the page. */
function addFooter(): void {
  const foot = document.createElement('tfoot');
  const style = 'position:sticky;bottom:0;height:60px;background:#fff';
  foot.innerHTML = `<tr><td colspan=5 style="${style}">合計</td></tr>`;
  document.querySelector('table')?.append(foot);
}

/** Runs in the page: scrolls until the edge of a row stands so far below that of the footer, px. */
function putAtFooter({ atena, below }: { readonly atena: string; readonly below: number }): void {
  const rows = [...document.querySelectorAll('tbody tr')];
  const topOf = (element: Element | null | undefined) => element?.getBoundingClientRect().top ?? 0;
  const row = rows.find((one) => one.textContent?.includes(atena));
  scrollBy(0, topOf(row) - topOf(document.querySelector('tfoot td')) - below);
}

async function open(list: GridPage): Promise<{ page: Page; world: GuardWorld }> {
  const page = await scene.browser.context.newPage();
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.goto(`${scene.corpus.origin}/${list.name}.html`);
  await page.waitForSelector(list.row);
  return { page, world: await openGuardWorld(page) };
}

/**
 * Waits until every flagged row in sight carries a mark that says so, and nothing else does; gives the
 * numbers of these rows.
 */
async function settle(world: GuardWorld, list: GridPage): Promise<readonly string[]> {
  let sight: Sight = { marks: [], inSight: [] };
  const isRight = async () => {
    sight = await look(world, list);
    const { marks, inSight } = sight;
    const marked = marks.map(({ atena }) => atena);
    const flagged = inSight.filter((atena) => FLAGGED.includes(atena));
    return (
      flagged.every((atena) => marked.includes(atena)) &&
      marks.every((mark) => FLAGGED.includes(mark.atena) && mark.isReadable)
    );
  };
  await waitUntil(isRight, 'the marks').catch(() => expect(sight).toBe('right'));
  return sight.marks.map(({ atena }) => atena);
}

function look(world: GuardWorld, { row, first }: GridPage): Promise<Sight> {
  return world.evaluate(`(${lookInPage})(roots(), ${JSON.stringify(row)}, '${first}')`);
}

/** Runs in the guard's world. Half a row at an edge may be marked or not. */
function lookInPage(roots: readonly ShadowRoot[], selector: string, first: string): Sight {
  const rows = [...document.querySelectorAll(selector)];
  const numberOf = (row: Element | undefined) =>
    [...(row?.querySelectorAll('*') ?? [])]
      .map((cell) => cell.textContent ?? '')
      .find((text) => new RegExp(`^${first.slice(0, 3)}\\d{4}$`).test(text)) ?? '';
  const middleOf = (element: Element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { x: (left + right) / 2, y: (top + bottom) / 2 };
  };
  const isAt = (row: Element, { y }: { y: number }) => {
    const { top, bottom } = row.getBoundingClientRect();
    return top <= y && y <= bottom;
  };
  const isInSight = (row: Element) => {
    const { x, y } = middleOf(row);
    const here = document.elementsFromPoint(Math.min(x, 400), y);
    const isCovered = here.some((one) => one.closest('[role=columnheader],thead') !== null);
    return !isCovered && here.some((one) => row.contains(one));
  };
  const marks = roots
    .flatMap((root) => [...root.querySelectorAll<HTMLElement>('.row')])
    .filter((mark) => {
      const { top, bottom, width } = mark.getBoundingClientRect();
      return width > 0 && bottom > 0 && top < innerHeight;
    });
  return {
    marks: marks.map((mark) => {
      const text = mark.querySelector('.text');
      return {
        text: text?.textContent ?? '',
        isReadable: text?.textContent === '要確認' && (text.clientWidth ?? 0) > 20,
        atena: numberOf(rows.find((row) => isAt(row, middleOf(mark)))),
      };
    }),
    inSight: rows.filter(isInSight).map(numberOf),
  };
}

function atenaOf({ first }: GridPage, index: number): string {
  return gridRows(first)[index]?.atena ?? '';
}
