import type { IdentifierRule } from '../../domain/site-profile.ts';
import { labelText } from './block-text.ts';
import { findAriaHeaders, findHeaderTable } from './far-headers.ts';
import type { LabelBook } from './label-book.ts';
import { hasLabelRows, labelRowAbove } from './label-rows.ts';
import { headerRows, layOut } from './table-layout.ts';
import type { Scope } from './walk-blocks.ts';

type Rules = readonly IdentifierRule[];

/** The rules of each column, by its number from 0. */
export type Columns = readonly (Rules | undefined)[];

/** Column headers of tables and ARIA grids, each read once until it changes. */
export type ColumnRules = {
  readonly rulesOf: (cell: Element) => Rules;
  /** The columns of a table whose cells stand one below the other; undefined for others. */
  readonly evenColumnsOf: (table: HTMLTableElement) => Columns | undefined;
  /** A table or its headers may have changed. */
  readonly forget: () => void;
};

type Grid = {
  readonly columns: Columns;
  /** Where cells stand in a table with merged cells. */
  readonly places: ReadonlyMap<Element, number> | undefined;
  /** True when labels stand between the rows as well as above them. */
  readonly hasLabelRows: boolean;
};

const GRID = '[role=grid],[role=treegrid],[role=table]';
const MERGED = ':is(tbody,tfoot)>tr>:is([rowspan],[colspan])';
const CELL_ROLES = /\b(?:grid)?cell\b|header\b/;

/** Opens the headers of a document. */
export function openColumnRules(book: LabelBook): ColumnRules {
  let grids = new WeakMap<Element, Grid>();

  function gridOf(table: Element): Grid {
    const known = grids.get(table);
    if (known) return known;
    const grid = table instanceof HTMLTableElement ? readTable(table, book) : readAria(table, book);
    grids.set(table, grid);
    return grid;
  }

  function rulesOf(cell: Element): Rules {
    const table = cell.closest(`table,${GRID}`);
    if (!table) return [];
    const { columns, places, hasLabelRows } = gridOf(table);
    const above = hasLabelRows && !places ? labelRowAbove(cell, book) : undefined;
    if (above) return rulesBelow(above, columnOf(cell), book);
    return columns[places?.get(cell) ?? columnOf(cell)] ?? [];
  }

  function evenColumnsOf(table: HTMLTableElement): Columns | undefined {
    const { columns, places, hasLabelRows } = gridOf(table);
    return places || hasLabelRows ? undefined : columns;
  }

  function forget(): void {
    grids = new WeakMap();
  }

  return { rulesOf, evenColumnsOf, forget };
}

function readTable(table: HTMLTableElement, book: LabelBook): Grid {
  const headers = headerRows(table, book);
  // Columns must be counted over the whole table only where cells are merged.
  const isEven = table.querySelector(MERGED) === null;
  const places = layOut(isEven ? headers : [...table.rows]);
  const columns: (Rules | undefined)[] = [];
  for (const row of headers) for (const cell of row.cells) addHeader(cell, places, columns, book);
  return {
    columns: columns.length > 0 ? columns : readFarHeaders(table, book),
    places: isEven ? undefined : places,
    hasLabelRows: hasLabelRows(table, headers, book),
  };
}

function addHeader(
  cell: HTMLTableCellElement,
  places: ReadonlyMap<Element, number>,
  columns: (Rules | undefined)[],
  book: LabelBook,
): void {
  const rules = book.findRules(labelText(cell));
  const start = places.get(cell) ?? 0;
  if (rules.length === 0) return;
  for (let offset = 0; offset < cell.colSpan; offset += 1) columns[start + offset] = rules;
}

function rulesBelow(row: Element, column: number, book: LabelBook): Rules {
  const cell = [...row.children].find((one) => {
    const start = columnOf(one);
    return start <= column && column < start + widthOf(one);
  });
  return cell ? book.findRules(labelText(cell)) : [];
}

/** Grids that scroll keep their headers in an element of its own (jqGrid, Ext JS, DataTables). */
function readFarHeaders(table: HTMLTableElement, book: LabelBook): Columns {
  const grid = table.closest(GRID);
  const aria = grid && grid !== table ? readAria(grid, book).columns : undefined;
  if (aria && aria.length > 0) return aria;
  const head = findHeaderTable(table);
  const columns: (Rules | undefined)[] = [];
  if (head) for (const cell of head.cells) addHeader(cell, layOut([head]), columns, book);
  return columns;
}

function readAria(grid: Element, book: LabelBook): Grid {
  const columns: (Rules | undefined)[] = [];
  for (const header of findAriaHeaders(grid)) {
    const rules = book.findRules(labelText(header));
    if (rules.length > 0) columns[columnOf(header.closest('th') ?? header)] = rules;
  }
  return { columns, places: undefined, hasLabelRows: false };
}

/** Handles that resize columns stand between cells and are none (Tabulator). */
function columnOf(cell: Element): number {
  const stated = Number(cell.getAttribute('aria-colindex'));
  if (stated > 0) return stated - 1;
  let column = 0;
  for (let before = cell.previousElementSibling; before; before = before.previousElementSibling) {
    column += widthOf(before);
  }
  return column;
}

function widthOf(cell: Element): number {
  if (cell instanceof HTMLTableCellElement) return cell.colSpan;
  return CELL_ROLES.test(cell.getAttribute('role') ?? '') ? 1 : 0;
}

/** Rows come and go in lists; anything else that holds a header may change what columns mean. */
export function mayHoldHeaders(scope: Scope): boolean {
  if (!(scope instanceof Element)) return true;
  const isPlainRow = scope.closest('tr,[role~=row]') !== null && !scope.closest('thead');
  const parts = isPlainRow ? 'th,[role~=columnheader],[rowspan],[colspan]' : 'table,tr,[role]';
  return scope.matches(`table,tbody,${parts}`) || scope.querySelector(parts) !== null;
}
