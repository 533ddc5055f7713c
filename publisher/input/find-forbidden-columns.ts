import { isMyNumber } from '../../utils/domain/canon/my-number.ts';
import type { Problem } from '../problem.ts';

type Columns = {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

const FORBIDDEN_NAME = /個人番号|マイナンバー|住民票コード/;

/** Share of valid check digits from which a column is taken for what it looks like (T27). */
const MIN_VALID_SHARE = 0.9;

/**
 * Finds columns that must not even be read: 個人番号 may not be kept in any form, transformed or not
 * (番号法 2条8項), 住民票コード not be used as a key (住基法 30条の38). By name, and by check digits
 * because headers can be wrong. Numbers of several kinds in one column are judged kind by kind.
 */
export function findForbiddenColumns(table: Columns): readonly Problem[] {
  return table.header.flatMap((name, column) => {
    if (FORBIDDEN_NAME.test(name.normalize('NFKC'))) {
      return [problemOf(table.file, name, 'この項目は取り込めません。')];
    }
    const groups = groupValues(table, column);
    const suspect = groups.some((values) => behavesLikeMyNumber(values) || behavesLikeJuki(values));
    const cause = '個人番号または住民票コードと思われる値が入っています。';
    return suspect ? [problemOf(table.file, name, cause)] : [];
  });
}

/** Values of a column; of the column 値 in the join file, one group for each kind. */
function groupValues(table: Columns, column: number): readonly (readonly string[])[] {
  const kindColumn = table.header[column] === '値' ? table.header.indexOf('識別子種別') : -1;
  const groups = new Map<string, string[]>();
  for (const row of table.rows) {
    const value = (row[column] ?? '').normalize('NFKC').replace(/[\s-]/g, '');
    if (value === '') continue;
    const kind = row[kindColumn] ?? '';
    const group = groups.get(kind);
    if (group) group.push(value);
    else groups.set(kind, [value]);
  }
  return [...groups.values()];
}

/**
 * 宛名番号 has the same check digit as 個人番号 (標準仕様書 1.1.13), so a shorter number padded to 15
 * digits must not be read as twelve: zeros are taken off altogether, not down to twelve digits.
 */
function behavesLikeMyNumber(values: readonly string[]): boolean {
  const unpadded = values.map((value) => (value.length > 12 ? value.replace(/^0+/, '') : value));
  return shareOf(unpadded, isMyNumber) >= MIN_VALID_SHARE;
}

/** Mobile numbers have 11 digits too and pass by chance in one of ten: so not on two values. */
function behavesLikeJuki(values: readonly string[]): boolean {
  const MIN_VALUES = 3;
  if (values.length < MIN_VALUES || values.every((value) => value.startsWith('0'))) return false;
  return shareOf(values, isValidJukiCode) >= MIN_VALID_SHARE;
}

function shareOf(values: readonly string[], test: (value: string) => boolean): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length;
}

/** Check digit of 住民票コード: modulus 11, weights 2–7 from the right. */
function isValidJukiCode(value: string): boolean {
  if (!/^\d{11}$/.test(value)) return false;
  return checkDigit(value.slice(0, 10), [2, 3, 4, 5, 6, 7, 2, 3, 4, 5]) === Number(value[10]);
}

function checkDigit(digits: string, weightsFromRight: readonly number[]): number {
  const sum = weightsFromRight.reduce(
    (total, weight, index) => total + weight * Number(digits[digits.length - 1 - index]),
    0,
  );
  const remainder = sum % 11;
  return remainder <= 1 ? 0 : 11 - remainder;
}

function problemOf(file: string, column: string, cause: string): Problem {
  const remedy =
    '個人番号・住民票コードは使用できません。項目を除いて抽出し直してください（宛名番号は15桁にそろえます）。';
  return { code: 'column-forbidden', file, column, cause, remedy };
}
