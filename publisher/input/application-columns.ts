import { type Outcome, type Place, type Problem, refuse } from '../problem.ts';
import { rowNumber, type Table } from './read-table.ts';

/** Columns of 支援措置申出書情報 (当初受付 and 転送受付) that are read. All others are kept out. */
export const APPLICATION_COLUMNS = [
  '市区町村コード',
  '宛名番号',
  '支援措置管理番号',
  '支援措置履歴番号',
  '最新フラグ',
  '対象者区分',
  '支援措置対象者_住所_都道府県',
  '支援措置対象者_住所_市区郡町村名',
  '支援措置対象者_住所_町字',
  '支援措置対象者_住所_番地号表記',
  '支援措置対象者_住所_方書',
  '支援措置対象者_連絡先電話番号',
  '支援措置対象者_連絡先携帯電話番号',
  '加害者_住所_都道府県',
  '加害者_住所_市区郡町村名',
  '加害者_住所_町字',
  '加害者_住所_番地号表記',
  '加害者_住所_方書',
  '支援措置開始年月日',
  '支援措置終了年月日',
  '仮支援措置の有無',
  '仮支援措置開始年月日',
  '仮支援措置終了年月日',
  '削除フラグ',
  '操作年月日',
] as const;

/** Columns that are read when they are there: they lead to the other party's 宛名番号. */
export const PARTY_COLUMNS = ['加害者_氏名', '加害者_生年月日'] as const;
export type ApplicationColumn = (typeof APPLICATION_COLUMNS | typeof PARTY_COLUMNS)[number];

/** Columns of the join file. */
export const JOIN_COLUMNS = ['支援措置管理番号', '役割', '識別子種別', '値'] as const;
export type JoinColumn = (typeof JOIN_COLUMNS)[number];

/** One row of a source file: where it stands, and its cells by column. */
export type SourceRow<Column extends string> = {
  readonly place: Place;
  readonly read: (column: Column) => string;
};

/**
 * The rows of a table with their cells by column name. Each of `columns` must be there exactly once;
 * `optional` ones may be missing and then read as empty.
 */
export function sourceRows<Column extends string>(
  table: Table,
  columns: readonly Column[],
  optional: readonly Column[] = [],
): Outcome<readonly SourceRow<Column>[]> {
  const header = nameColumns(table.header);
  const problems = columns.flatMap((column) => checkColumn(table.file, header, column));
  if (problems.length > 0) return refuse(...problems);
  const positions = new Map([...columns, ...optional].map((name) => [name, header.indexOf(name)]));
  const rows = table.rows.map((cells, index) => ({
    place: { file: table.file, row: rowNumber(index) },
    read: (column: Column) => cells[positions.get(column) ?? -1] ?? '',
  }));
  return { ok: true, value: rows };
}

/**
 * Plain column names. The published item list names 町字コード twice in the address of the protected
 * person; the second one, after 市区郡町村名, holds the name of the 町字.
 */
export function nameColumns(header: readonly string[]): readonly string[] {
  const names = header.map((name) => name.normalize('NFKC'));
  return names.map((name, index) =>
    name === '支援措置対象者_住所_町字コード' && names.indexOf(name) < index
      ? '支援措置対象者_住所_町字'
      : name,
  );
}

function checkColumn(file: string, header: readonly string[], column: string): readonly Problem[] {
  const count = header.filter((name) => name === column).length;
  if (count === 1) return [];
  const remedy = '項目名を標準の名称にそろえて抽出し直してください。';
  return count === 0
    ? [{ code: 'column-missing', file, column, cause: '必要な項目がありません。', remedy }]
    : [{ code: 'column-repeated', file, column, cause: '同じ項目が2つ以上あります。', remedy }];
}
