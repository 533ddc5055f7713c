import type { GuardWindow } from '../guard-ports.ts';

/** Headers, footers and controls that stand among the rows of a list. */
const MAX_OTHER_TEXT = 200;
/** Lines and gaps between rows take some room too. */
const MIN_DRAWN_SHARE = 0.8;
const NUMBERED = '[aria-rowcount]';
const HEADER_ROW = 'thead *,:has([role~=columnheader])';
const LIST = 'table,[role=grid],[role=treegrid],[role=table]';
/** 「1–50 / 320件」, "1 to 25 of 300", 「全320件中1～50件」, as NFKC writes them. */
const N = '([0-9,]{1,9})';
const RANGE = `${N} ?件?目? ?(?:[-~〜–—]|から|to) ?${N}`;
const PAGE = new RegExp(
  `${N} ?件中[^0-9]{0,4}${RANGE}|${RANGE} ?件?目? ?(?:of|[/(全])[ 全]*${N}`,
  'g',
);

/**
 * How many rows were there to be read, in a document whose lists hold more than they draw; undefined
 * where every row is drawn. A grid says so itself (WAI-ARIA `aria-rowcount`), its rows are lost in a
 * box or a page that scrolls much further, or the page counts rows that are on its other pages.
 */
export function countBesideUndrawn(
  { document }: GuardWindow,
  selectors: readonly string[],
): number | undefined {
  const all = selectors.length > 0 ? [...document.querySelectorAll(selectors.join())] : [];
  // An empty row makes room for those that are not drawn.
  const rows = all.filter((row) => /\S/.test(row.textContent ?? ''));
  const hasMore =
    [...document.querySelectorAll(NUMBERED)].some(isNumberedFurther) ||
    [...Map.groupBy(rows, scrollerOf)].some(([box, own]) => box && isLongerThan(box, own)) ||
    isPageOfMore(document.body, rows);
  return hasMore ? rows.length : undefined;
}

/** -1 stands for a number that nobody knows. */
function isNumberedFurther(grid: Element): boolean {
  const count = Number(grid.getAttribute('aria-rowcount'));
  return count < 0 || count > grid.querySelectorAll('[role~=row],tr').length;
}

function scrollerOf(row: Element): Element | undefined {
  for (let box = row.parentElement; box && box !== document.body; box = box.parentElement) {
    const isFull = box.scrollHeight > box.clientHeight + 1;
    if (isFull && /auto|scroll/.test(getComputedStyle(box).overflowY)) return box;
  }
  const list = listOf(row);
  return list && list.clientHeight > innerHeight ? list : undefined;
}

function isLongerThan(box: Element, rows: readonly Element[]): boolean {
  const height = rows.reduce((sum, row) => sum + heightOf(row), 0);
  if (height >= MIN_DRAWN_SHARE * box.scrollHeight) return false;
  const text = rows.reduce((sum, row) => sum + (row.textContent ?? '').length, 0);
  return (box.textContent ?? '').length - text <= MAX_OTHER_TEXT;
}

/** A row without a box of its own (`display: contents`) is as high as its cells. */
function heightOf(row: Element): number {
  const [own, first] = [row, row.firstElementChild].map(
    (one) => one?.getBoundingClientRect().height,
  );
  return own || first || 0;
}

/** Believed where the numbers fit the rows of a list: 1–50 of 320 beside fifty rows. */
function isPageOfMore(body: Element, rows: readonly Element[]): boolean {
  const data = rows.filter((row) => !row.matches(HEADER_ROW));
  const counts = [...Map.groupBy(data, listOf).values()].map((own) => own.length);
  if (counts.length === 0) return false;
  return [...(body.textContent ?? '').normalize('NFKC').matchAll(PAGE)].some((match) => {
    const numbers = match
      .slice(1)
      .flatMap((text) => (text ? Number(text.replaceAll(',', '')) : []));
    const [from = 0, to = 0, total = 0] = numbers.sort((a, b) => a - b);
    return counts.some((count) => count === to - from + 1 && count < total);
  });
}

function listOf(row: Element): Element | null {
  return row.closest(LIST) ?? row.parentElement;
}
