import type { IdentifierRule } from '../domain/site-profile.ts';
import type { LabelBook } from './label-book.ts';

/** Column headers of tables and ARIA grids, each table read once per pass. */
export type ColumnRules = { readonly rulesOf: (cell: Element) => readonly IdentifierRule[] };

type Rules = readonly IdentifierRule[];
type Grid = { readonly byCell: Map<Element, number>; readonly byColumn: Map<number, Rules> };

const GRID = '[role=grid],[role=treegrid],[role=table]';
const MAX_HEADER_ROWS = 4;

/** Opens the headers for one pass over the document. */
export function openColumnRules(book: LabelBook): ColumnRules {
  const grids = new Map<Element, Grid>();

  function rulesOf(cell: Element): Rules {
    const table = cell.closest(`table,${GRID}`);
    if (!table) return [];
    const known = grids.get(table) ?? readGrid(table, book);
    grids.set(table, known);
    const column = known.byCell.get(cell) ?? columnOf(cell, table);
    return known.byColumn.get(column) ?? [];
  }

  return { rulesOf };
}

function readGrid(table: Element, book: LabelBook): Grid {
  return table instanceof HTMLTableElement ? readTable(table, book) : readAriaGrid(table, book);
}

function readTable(table: HTMLTableElement, book: LabelBook): Grid {
  const rows = [...table.rows];
  // Columns must be counted over the whole table only where a cell reaches into the next rows.
  const spans = table.querySelector('[rowspan]') !== null;
  const headers = rows.slice(0, headerRowCount(table, rows, book));
  const byCell = layOut(spans ? rows : headers);
  const byColumn = new Map<number, Rules>();
  for (const row of headers) for (const cell of row.cells) addHeader(cell, byCell, byColumn, book);
  return { byCell: spans ? byCell : new Map(), byColumn };
}

function addHeader(
  cell: HTMLTableCellElement,
  byCell: Map<Element, number>,
  byColumn: Map<number, Rules>,
  book: LabelBook,
): void {
  const rules = book.findRules(cell.textContent ?? '');
  const start = byCell.get(cell) ?? 0;
  if (rules.length === 0) return;
  for (let offset = 0; offset < cell.colSpan; offset += 1) byColumn.set(start + offset, rules);
}

/** thead, or leading rows of th alone, or a first row of td that reads as labels. */
function headerRowCount(
  table: HTMLTableElement,
  rows: readonly HTMLTableRowElement[],
  book: LabelBook,
): number {
  const inHead = rows.filter((row) => row.parentElement === table.tHead).length;
  if (inHead > 0) return Math.min(inHead, MAX_HEADER_ROWS);
  const first = rows.findIndex((row) => [...row.cells].some((cell) => cell.tagName !== 'TH'));
  if (first > 0) return Math.min(first, MAX_HEADER_ROWS);
  const labels = [...(rows[0]?.cells ?? [])].map((cell) => book.findRules(cell.textContent ?? ''));
  const isLabelRow = rows.length > 1 && labels.some((rules) => rules.length > 0);
  return isLabelRow ? 1 : 0;
}

/** Column number of every cell, with colspan and rowspan laid out as HTML does. */
function layOut(rows: readonly HTMLTableRowElement[]): Map<Element, number> {
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

function readAriaGrid(grid: Element, book: LabelBook): Grid {
  const byColumn = new Map<number, Rules>();
  for (const header of grid.querySelectorAll('[role~=columnheader]')) {
    const rules = book.findRules(header.textContent ?? '');
    if (rules.length > 0) byColumn.set(columnOf(header, grid), rules);
  }
  return { byCell: new Map(), byColumn };
}

function columnOf(cell: Element, table: Element): number {
  const stated = Number(cell.getAttribute('aria-colindex'));
  if (!(table instanceof HTMLTableElement) && stated > 0) return stated - 1;
  let column = 0;
  for (let before = cell.previousElementSibling; before; before = before.previousElementSibling) {
    column += before instanceof HTMLTableCellElement ? before.colSpan : 1;
  }
  return column;
}
