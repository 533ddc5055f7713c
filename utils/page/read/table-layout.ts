import type { LabelBook } from './label-book.ts';

const MAX_HEADER_ROWS = 4;

/** thead, or leading rows of th alone, or a first row of td that reads as labels. */
export function headerRows(
  table: HTMLTableElement,
  book: LabelBook,
): readonly HTMLTableRowElement[] {
  const leading = [...leadingRows(table)];
  const inHead = leading.filter((row) => row.parentElement === table.tHead);
  if (inHead.length > 0) return inHead;
  const first = leading.findIndex((row) => [...row.cells].some((cell) => cell.tagName !== 'TH'));
  if (first > 0) return leading.slice(0, first);
  const [row] = leading;
  const isLabelRow =
    row !== undefined &&
    table.rows.length > 1 &&
    [...row.cells].some((cell) => book.findRules(cell.textContent ?? '').length > 0);
  return isLabelRow ? [row] : [];
}

function* leadingRows(table: HTMLTableElement): Generator<HTMLTableRowElement> {
  for (let index = 0; index <= MAX_HEADER_ROWS; index += 1) {
    const row = table.rows[index];
    if (row) yield row;
  }
}

/** Column number of every cell, with colspan and rowspan laid out as HTML does. */
export function layOut(rows: readonly HTMLTableRowElement[]): ReadonlyMap<Element, number> {
  const columns = new Map<Element, number>();
  let taken: number[] = [];
  for (const row of rows) {
    let column = 0;
    const next = taken.map((count) => Math.max(0, count - 1));
    for (const cell of row.cells) {
      while ((taken[column] ?? 0) > 0) column += 1;
      columns.set(cell, column);
      for (let i = 0; i < cell.colSpan; i += 1) next[column + i] = Math.max(cell.rowSpan - 1, 0);
      column += cell.colSpan;
    }
    taken = Array.from(next, (count) => count ?? 0);
  }
  return columns;
}
