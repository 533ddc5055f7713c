import type { Damage } from './damage-bytes.ts';
import { COLUMNS } from './kakuu-rows.ts';

type Cells = readonly (readonly string[])[];
type Column = (typeof COLUMNS)[number];

const text = (cells: Cells) => cells.map((row) => row.join(',')).join('\r\n');
const at = (column: Column) => COLUMNS.indexOf(column);

/** Columns that are not read, or read only when they are there. */
const UNREAD: readonly Column[] = ['支援措置対象者_氏名', '支援措置対象者_その他'];
const READ = COLUMNS.filter((column) => !UNREAD.includes(column));

/** Damage to the order of an application file: columns and rows that are cut, swapped or moved. */
export function damageCells(content: string): readonly Damage[] {
  const cells = content.split('\r\n').map((line) => line.split(','));
  return [
    ...cutColumns(cells),
    ...swapColumns(cells),
    ...shiftColumns(cells),
    ...shiftRows(cells),
    ...loseRows(cells),
  ];
}

function cutColumns(cells: Cells): readonly Damage[] {
  return READ.flatMap((column) => [
    { name: `without ${column}`, content: text(cells.map((row) => row.toSpliced(at(column), 1))) },
    {
      name: `${column} renamed`,
      content: text(cells.with(0, (cells[0] ?? []).with(at(column), `${column}_旧`))),
    },
  ]);
}

/** The cells of two columns change places under a header that stays. */
function swapColumns(cells: Cells): readonly Damage[] {
  const pairs: readonly (readonly [Column, Column])[] = [
    ['市区町村コード', '宛名番号'],
    ['宛名番号', '支援措置管理番号'],
    ['宛名番号', '支援措置対象者_連絡先電話番号'],
    ['支援措置管理番号', '支援措置履歴番号'],
    ['最新フラグ', '削除フラグ'],
    ['最新フラグ', '支援措置管理番号'],
    ['対象者区分', '最新フラグ'],
    ['対象者区分', '削除フラグ'],
    ['支援措置対象者_住所_町字', '加害者_住所_町字'],
    ['支援措置対象者_住所_町字', '支援措置対象者_住所_番地号表記'],
    ['支援措置対象者_住所_番地号表記', '支援措置対象者_住所_方書'],
    ['支援措置対象者_住所_番地号表記', '加害者_住所_番地号表記'],
    ['支援措置対象者_住所_町字', '支援措置対象者_氏名'],
    ['支援措置対象者_連絡先電話番号', '支援措置対象者_住所_方書'],
    ['支援措置対象者_連絡先電話番号', '支援措置対象者_その他'],
    ['加害者_住所_町字', '加害者_住所_番地号表記'],
    ['支援措置開始年月日', '支援措置終了年月日'],
    ['支援措置開始年月日', '仮支援措置開始年月日'],
    ['支援措置開始年月日', '仮支援措置の有無'],
    ['支援措置終了年月日', '仮支援措置の有無'],
    ['仮支援措置終了年月日', '削除フラグ'],
    ['削除フラグ', '操作年月日'],
    ['操作年月日', '支援措置管理番号'],
  ];
  return pairs.map(([a, b]) => ({
    name: `${a} and ${b} swapped`,
    content: text(
      cells.map((row, index) =>
        index === 0 ? row : row.with(at(a), row[at(b)] ?? '').with(at(b), row[at(a)] ?? ''),
      ),
    ),
  }));
}

/** One column moves down by a row, as after a sort of part of a sheet. */
function shiftColumns(cells: Cells): readonly Damage[] {
  const columns: readonly Column[] = [
    '宛名番号',
    '支援措置管理番号',
    '支援措置対象者_住所_番地号表記',
    '支援措置対象者_連絡先電話番号',
    '加害者_住所_番地号表記',
  ];
  const [header = [], ...rows] = cells;
  return columns.map((column) => ({
    name: `${column} one row down`,
    content: text([
      header,
      ...rows.map((row, index) => row.with(at(column), rows.at(index - 1)?.[at(column)] ?? '')),
    ]),
  }));
}

/** Whole rows move sideways by a cell. */
function shiftRows(cells: Cells): readonly Damage[] {
  const right = (row: readonly string[]) => ['', ...row.slice(0, -1)];
  const left = (row: readonly string[]) => [...row.slice(1), ''];
  const rows = [2, 7, 15, 31];
  return [
    ...rows.flatMap((row) => [
      {
        name: `row ${row} one cell right`,
        content: text(cells.with(row - 1, right(cells[row - 1] ?? []))),
        row,
      },
      {
        name: `row ${row} one cell left`,
        content: text(cells.with(row - 1, left(cells[row - 1] ?? []))),
        row,
      },
      {
        name: `row ${row} a cell too long`,
        content: text(cells.with(row - 1, [...(cells[row - 1] ?? []), 'x'])),
        row,
      },
    ]),
    {
      name: 'all rows one cell right',
      content: text(cells.map((row, i) => (i ? right(row) : row))),
      row: 2,
    },
    {
      name: 'all rows one cell left',
      content: text(cells.map((row, i) => (i ? left(row) : row))),
      row: 2,
    },
    {
      name: 'the header one cell right',
      content: text(cells.map((row, i) => (i ? row : right(row)))),
    },
  ];
}

function loseRows(cells: Cells): readonly Damage[] {
  const single = [1, 2, 5, 9, 14, 20, 25, 30];
  const shares = [0, 1, 5, 10, 15, 20];
  return [
    ...single.map((row) => ({
      name: `row ${row + 1} lost`,
      content: text(cells.toSpliced(row, 1)),
    })),
    ...shares.map((count) => ({
      name: `only ${count} rows`,
      content: text(cells.slice(0, 1 + count)),
    })),
    { name: 'every second row', content: text(cells.filter((_, i) => i === 0 || i % 2 === 1)) },
    { name: 'no header', content: text(cells.slice(1)) },
    { name: 'the header at the end', content: text([...cells.slice(1), cells[0] ?? []]) },
    { name: 'the file twice', content: text([...cells, ...cells]), row: 32 },
  ];
}
