import { COLUMNS, PERSON } from './kakuu-rows.ts';

const LOCK_COLUMNS = [
  '市区町村コード',
  '宛名番号',
  '抑止事由',
  '抑止処理対象区分',
  '履歴番号',
  '抑止開始年月日',
  '履歴番号_枝番号',
  '最新フラグ',
  '抑止終了年月日',
  '抑止・一時停止フラグ',
  '抑止レベル',
  '一時解除開始年月日',
  '一時解除開始時刻',
  '一時解除終了年月日',
  '削除フラグ',
  '操作年月日',
] as const;
const LINK_COLUMNS = [
  '市区町村コード',
  '宛名番号',
  '履歴番号',
  '最新フラグ',
  '支援措置開始年月日',
  '支援措置終了年月日',
  '措置区分',
  '操作者ID',
  '操作年月日',
  '操作時刻',
  '削除フラグ',
] as const;

export type LockRow = { readonly [Column in (typeof LOCK_COLUMNS)[number]]?: string };
export type LinkRow = { readonly [Column in (typeof LINK_COLUMNS)[number]]?: string };

/** A person with a lock in 抑止設定 who is in no application. */
export const LOCK: LockRow = {
  市区町村コード: '990001',
  宛名番号: '000000005550001',
  抑止事由: 'DV',
  抑止処理対象区分: '1',
  履歴番号: '1',
  履歴番号_枝番号: '1',
  抑止開始年月日: '20260401',
  最新フラグ: '1',
  '抑止・一時停止フラグ': '1',
  抑止レベル: 'エラー',
  削除フラグ: '0',
  操作年月日: '20260401',
};

/** The same person in 001o009. */
export const LINK: LinkRow = {
  市区町村コード: '990001',
  宛名番号: '000000005550001',
  履歴番号: '1',
  最新フラグ: '1',
  支援措置開始年月日: '20260401',
  支援措置終了年月日: '',
  措置区分: '1',
  操作者ID: 'x1',
  操作年月日: '20260401',
  操作時刻: '090000',
  削除フラグ: '0',
};

export function locksCsv(rows: readonly LockRow[]): string {
  return csvOf(LOCK_COLUMNS, rows);
}

export function linksCsv(rows: readonly LinkRow[]): string {
  return csvOf(LINK_COLUMNS, rows);
}

/** Applications that name the other party, as the national layout does. */
export const PARTY_APPLICATION = {
  ...PERSON,
  加害者_氏名: '架空　太郎',
  加害者_生年月日: '昭和60年1月2日',
};

export function partyApplicationsCsv(rows: readonly Readonly<Record<string, string>>[]): string {
  return csvOf([...COLUMNS, '加害者_氏名', '加害者_生年月日'], rows);
}

/** CSV of a 宛名 extract: 宛名番号, 氏名, フリガナ, 生年月日, 住所. */
export function residentsCsv(rows: readonly (readonly string[])[]): string {
  return ['宛名番号,氏名,フリガナ,生年月日,住所', ...rows.map((row) => row.join(','))].join('\r\n');
}

function csvOf(
  columns: readonly string[],
  rows: readonly { readonly [column: string]: string | undefined }[],
): string {
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]
    .map((cells) => cells.join(','))
    .join('\r\n');
}
