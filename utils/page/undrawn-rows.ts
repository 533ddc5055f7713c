import type { GuardWindow } from './guard-ports.ts';

/** Headers, footers and controls that stand among the rows of a list. */
const MAX_OTHER_TEXT = 200;
/** Lines and gaps between rows take some room too. */
const MIN_DRAWN_SHARE = 0.8;
const NUMBERED = '[aria-rowcount]';

/**
 * How many rows were there to be read, in a document whose lists hold more than they draw; undefined
 * where every row is drawn. A grid says so itself (WAI-ARIA `aria-rowcount`), or its rows are lost in
 * a box that scrolls much further.
 */
export function countBesideUndrawn(
  { document }: GuardWindow,
  selectors: readonly string[],
): number | undefined {
  const rows = selectors.length > 0 ? [...document.querySelectorAll(selectors.join())] : [];
  const hasMore =
    [...document.querySelectorAll(NUMBERED)].some(isNumberedFurther) ||
    [...Map.groupBy(rows, scrollerOf)].some(([box, own]) => box && isLongerThan(box, own));
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
  return undefined;
}

function isLongerThan(box: Element, rows: readonly Element[]): boolean {
  const height = rows.reduce((sum, row) => sum + row.getBoundingClientRect().height, 0);
  if (height >= MIN_DRAWN_SHARE * box.scrollHeight) return false;
  const text = rows.reduce((sum, row) => sum + (row.textContent ?? '').length, 0);
  return (box.textContent ?? '').length - text <= MAX_OTHER_TEXT;
}
