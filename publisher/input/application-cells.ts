import type { Role } from '../../utils/domain/case.ts';
import type { ApplicationColumn, SourceRow } from './application-columns.ts';
import { parseJapaneseDate } from './parse-japanese-date.ts';

/** One row of 支援措置申出書情報 and where it stands. */
export type ApplicationCells = SourceRow<ApplicationColumn>;

/** Codes of 対象者区分. The national list is not public; the assumption is written in the manual. */
export const APPLICANT_CODES: ReadonlyMap<
  string,
  Extract<Role, 'protected' | 'co-protected'>
> = new Map([
  ['1', 'protected'],
  ['2', 'co-protected'],
]);

/** Provisional as long as the decided period is missing (標準仕様書 3.4: 仮支援措置 until the decision). */
export function isProvisional({ read }: ApplicationCells): boolean {
  return narrow(read('仮支援措置の有無')) === '1' && dateOf(read('支援措置開始年月日')) === 'blank';
}

/** First and last day of the period that counts: of the measure, else of the provisional one. */
export function periodOf(cells: ApplicationCells): {
  readonly start?: number;
  readonly end?: number;
} {
  const prefix = isProvisional(cells) ? '仮支援措置' : '支援措置';
  const start = parseJapaneseDate(cells.read(`${prefix}開始年月日`));
  const end = parseJapaneseDate(cells.read(`${prefix}終了年月日`));
  return {
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
  };
}

/** Reads a date cell. Blank, all zeros and all nines mean that no date is set. */
export function dateOf(text: string): number | 'blank' | 'unreadable' {
  const digits = narrow(text);
  if (text === '' || digits === '00000000' || digits === '99999999') return 'blank';
  return parseJapaneseDate(text) ?? 'unreadable';
}

/** The address of a person as one text; empty when there is no street part. */
export function addressOf({ read }: ApplicationCells, person: '支援措置対象者' | '加害者'): string {
  const street = read(`${person}_住所_町字`) + read(`${person}_住所_番地号表記`);
  if (street === '') return '';
  const city = read(`${person}_住所_都道府県`) + read(`${person}_住所_市区郡町村名`);
  return `${city}${street} ${read(`${person}_住所_方書`)}`.trim();
}

/** Full-width characters to half-width. */
export function narrow(text: string): string {
  return text.normalize('NFKC');
}

/** A code without leading zeros. */
export function codeOf(text: string): string {
  return narrow(text).replace(/^0+(?=\d)/, '');
}
