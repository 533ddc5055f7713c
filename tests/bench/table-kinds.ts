import { readFileSync } from 'node:fs';
import { LIBRARY_FILES } from '../support/library-files.ts';
import { BENCH_HEADERS, benchTable, benchValues } from './bench-profile.ts';

const LIBRARIES = ['jquery.js', 'datatables.js', 'ag-grid.js'];

/** One table of `rowCount` rows in the ways of business systems, and none, by file name. */
export function tableKinds(rowCount: number): Readonly<Record<string, string>> {
  return {
    'paragraph.html': '<p>架空市</p>',
    'bare.html': benchTable(rowCount),
    'styled.html': styledTable(rowCount),
    'datatables.html': `${benchTable(rowCount)}${scripts('jquery.js', 'datatables.js')}
<script>new DataTable('table', { paging: false, order: [] });</script>`,
    'ag-grid.html': `<div id="view" style="height:600px"></div>${scripts('ag-grid.js')}
<script>agGrid.createGrid(view, { columnDefs: ${JSON.stringify(agColumns())}, rowData: ${JSON.stringify(agRows(rowCount))} });</script>`,
  };
}

/** The libraries that the tables load, by file name. */
export function tableLibraries(): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(
    LIBRARIES.map((name) => [name, readFileSync(LIBRARY_FILES[name] ?? name)]),
  );
}

function scripts(...names: readonly string[]): string {
  return names.map((name) => `<script src="${name}"></script>`).join('');
}

/** Written by a server: a sheet of its own, a box to tick and a link in each row. */
function styledTable(rowCount: number): string {
  const head = ['選択', ...BENCH_HEADERS].map((label) => `<th scope="col">${label}</th>`).join('');
  const rows = Array.from({ length: rowCount }, (_, index) => styledRow(benchValues(index)));
  return `<style>${SHEET}</style><form><table class="list"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></form>`;
}

const SHEET = `body{font:14px/1.5 sans-serif;margin:16px}
.list{border-collapse:collapse;width:100%}
.list th,.list td{border:1px solid #b8c4ce;padding:4px 8px;text-align:left}
.list thead th{background:#e8eef3;position:sticky;top:0}
.list tbody tr:nth-child(even){background:#f7f9fb}
.list tbody tr:hover{background:#fff8dc}
.list .amount{text-align:right}
.list a{color:#0b5394}`;

function styledRow([atena = '', ...others]: readonly string[]): string {
  const link = `<a href="/debts/${atena}">${atena}</a>`;
  const cells = others.map(
    (value) => `<td${value.endsWith('円') ? ' class="amount"' : ''}>${value}</td>`,
  );
  return `<tr><td><input type="checkbox" name="row" value="${atena}"></td><td>${link}</td>${cells.join('')}</tr>`;
}

function agColumns(): readonly object[] {
  return BENCH_HEADERS.map((headerName, column) => ({ headerName, field: `c${column}` }));
}

function agRows(rowCount: number): readonly object[] {
  return Array.from({ length: rowCount }, (_, index) =>
    Object.fromEntries(benchValues(index).map((value, column) => [`c${column}`, value])),
  );
}
