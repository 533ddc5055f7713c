import type { Damage } from './damage-bytes.ts';
import { COLUMNS } from './kakuu-rows.ts';

type Cells = readonly (readonly string[])[];
type Column = (typeof COLUMNS)[number];

const text = (cells: Cells) => cells.map((row) => row.join(',')).join('\r\n');
const at = (column: Column) => COLUMNS.indexOf(column);

/** Damage to values of an application file: one wrong cell, or one value in a whole column. */
export function damageValues(content: string): readonly Damage[] {
  const cells = content.split('\r\n').map((line) => line.split(','));
  return [
    ...setCells(cells),
    ...setWholeColumns(cells),
    ...openQuotes(cells),
    ...swellCell(content),
  ];
}

const WRONG_VALUES: readonly (readonly [Column, readonly string[]])[] = [
  ['市区町村コード', ['', '131130', '99000', '架空市']],
  ['宛名番号', ['', '0', 'A123', '1'.repeat(16), '1'.repeat(500), '-5', '3.0E+06']],
  ['支援措置管理番号', ['', '管理1', 'K 1', '#REF!']],
  ['支援措置履歴番号', ['', 'x', '-1', '1.5']],
  ['最新フラグ', ['', '2', 'TRUE', '○']],
  ['対象者区分', ['', '0', '9', '申出者']],
  ['削除フラグ', ['2', 'N', '９']],
  ['仮支援措置の有無', ['2', '有']],
  [
    '支援措置開始年月日',
    ['', '20260230', '45748', '2126/04/01', '令和80年1月1日', '平成0年6月1日'],
  ],
  ['支援措置終了年月日', ['20250101', '未定', '19990101', '########']],
  ['操作年月日', ['', '不明', '2026-13-01']],
];

/** One wrong cell in one row, every row a different one. */
function setCells(cells: Cells): readonly Damage[] {
  return WRONG_VALUES.flatMap(([column, values]) => values.map((value) => ({ column, value }))).map(
    ({ column, value }, index) => {
      const row = 2 + (index % 30);
      const changed = (cells[row - 1] ?? []).with(at(column), value);
      const shown = value.length > 20 ? `${value.length} characters` : value;
      return {
        name: `${column} is 「${shown}」`,
        content: text(cells.with(row - 1, changed)),
        row,
      };
    },
  );
}

function setWholeColumns(cells: Cells): readonly Damage[] {
  const values: readonly (readonly [Column, string])[] = [
    ['削除フラグ', '1'],
    ['最新フラグ', '0'],
    ['対象者区分', '2'],
    ['支援措置管理番号', 'K1'],
    ['宛名番号', '3000001'],
    ['支援措置履歴番号', '0'],
    ['操作年月日', '20260301'],
    ['支援措置対象者_住所_町字', ''],
    ['支援措置対象者_連絡先電話番号', ''],
    ['加害者_住所_町字', ''],
    ['支援措置対象者_住所_番地号表記', '1番地'],
    // The well-known sample of a valid check digit; it belongs to nobody.
    ['支援措置対象者_その他', '123456789018'],
    ['宛名番号', '000123456789018'],
  ];
  return values.map(([column, value]) => ({
    name: `${column} is 「${value}」 in every row`,
    content: text(cells.map((row, index) => (index === 0 ? row : row.with(at(column), value)))),
  }));
}

/** A quote that nobody closes. */
function openQuotes(cells: Cells): readonly Damage[] {
  const columns = [
    '宛名番号',
    '支援措置管理番号',
    '支援措置対象者_住所_町字',
    '操作年月日',
  ] as const;
  const line = cells[4] ?? [];
  return columns.map((column) => ({
    name: `an open quote in ${column}`,
    content: text(cells.with(4, line.with(at(column), `"${line[at(column)]}`))),
  }));
}

function swellCell(content: string): readonly Damage[] {
  const huge = content.replace('中央町', '中央町'.repeat(400_000));
  return [{ name: 'a cell of a million characters', content: huge, row: 2 }];
}
