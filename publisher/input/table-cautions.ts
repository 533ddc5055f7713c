import type { Problem } from '../problem.ts';
import { nameColumns } from './application-columns.ts';
import { KNOWN_COLUMNS, type TableKind } from './known-columns.ts';
import { rowNumber, type Table } from './read-table.ts';

/** Fewer numbers, or a smaller share of valid ones, say nothing about a single one. */
const MIN_CHECKED = 20;
const MIN_VALID_SHARE = 0.9;

/** What is odd about a table but does not stop a publication. */
export function findTableCautions(table: Table, kind: TableKind): readonly Problem[] {
  return [
    ...findUnknownColumns(table, kind),
    ...(kind === 'residents' ? [] : [...findRepeatedRows(table), ...findWrongCheckDigits(table)]),
  ];
}

/** Columns of no known name are not read. The name stands only where it looks like an item name. */
function findUnknownColumns(table: Table, kind: TableKind): readonly Problem[] {
  return nameColumns(table.header).flatMap((name, index) => {
    if (KNOWN_COLUMNS[kind].has(name)) return [];
    const isItemName =
      /(年月日|時刻|コード|番号|フラグ|区分|氏名|カナ|住所|表記|有無|ID)$/.test(name) &&
      !/\d/.test(name);
    return [
      {
        file: table.file,
        column: isItemName ? name : `${index + 1}列目`,
        code: 'column-unknown',
        cause: '標準にない項目です。',
        remedy: 'この項目は読みません。必要な項目の名称が変わったものでないか確認してください。',
      },
    ];
  });
}

function findRepeatedRows(table: Table): readonly Problem[] {
  const seen = new Set<string>();
  return table.rows.flatMap((row, index) => {
    const text = row.join('\0');
    if (!seen.has(text)) {
      seen.add(text);
      return [];
    }
    const place = { file: table.file, row: rowNumber(index) };
    const cause = '前の行とまったく同じ行です。';
    return [
      {
        ...place,
        code: 'row-repeated',
        cause,
        remedy: '1件として扱います。抽出の重複がないか確認してください。',
      },
    ];
  });
}

/**
 * Check digits of 宛名番号 (標準仕様書 1.1.13: modulus 11, weights 2 to 7). Old numbers were never
 * renumbered, so a wrong one is no error; only where nearly all hold is an exception worth a look.
 */
function findWrongCheckDigits(table: Table): readonly Problem[] {
  const column = table.header.indexOf('宛名番号');
  if (column < 0) return [];
  const numbers = table.rows
    .map((row, index) => ({ value: (row[column] ?? '').normalize('NFKC'), row: rowNumber(index) }))
    .filter(({ value }) => /^\d{2,15}$/.test(value));
  const wrong = numbers.filter(({ value }) => !hasValidCheckDigit(value));
  const validShare = 1 - wrong.length / numbers.length;
  if (numbers.length < MIN_CHECKED || validShare < MIN_VALID_SHARE) return [];
  return wrong.map(({ row }) => ({
    file: table.file,
    row,
    column: '宛名番号',
    code: 'check-digit',
    cause: '検査数字が合わない宛名番号です。',
    remedy: '注意表示は行います。以前からの番号か、入力の誤りかを確認してください。',
  }));
}

function hasValidCheckDigit(value: string): boolean {
  const weights = [2, 3, 4, 5, 6, 7];
  const digits = [...value].reverse().map(Number);
  const sum = digits
    .slice(1)
    .reduce((total, digit, index) => total + digit * (weights[index % weights.length] ?? 0), 0);
  const remainder = sum % 11;
  return digits[0] === (remainder <= 1 ? 0 : 11 - remainder);
}
