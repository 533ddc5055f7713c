/** The columns that the publisher reads, and two that it must leave alone. */
export const COLUMNS = [
  '市区町村コード',
  '宛名番号',
  '支援措置管理番号',
  '支援措置履歴番号',
  '最新フラグ',
  '対象者区分',
  '支援措置対象者_氏名',
  '支援措置対象者_住所_都道府県',
  '支援措置対象者_住所_市区郡町村名',
  '支援措置対象者_住所_町字',
  '支援措置対象者_住所_番地号表記',
  '支援措置対象者_住所_方書',
  '支援措置対象者_連絡先電話番号',
  '支援措置対象者_連絡先携帯電話番号',
  '支援措置対象者_その他',
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
export type Row = { readonly [Column in (typeof COLUMNS)[number]]?: string };

/** One fictional protected person of case K1. */
export const PERSON: Row = {
  市区町村コード: '990001',
  宛名番号: '000000001234567',
  支援措置管理番号: 'K1',
  支援措置履歴番号: '1',
  最新フラグ: '1',
  対象者区分: '1',
  支援措置対象者_氏名: '架空　花子',
  支援措置対象者_住所_都道府県: '架空県',
  支援措置対象者_住所_市区郡町村名: '架空市',
  支援措置対象者_住所_町字: '中央町一丁目',
  支援措置対象者_住所_番地号表記: '２番３号',
  支援措置対象者_連絡先電話番号: '0246-22-0001',
  加害者_住所_都道府県: '架空県',
  加害者_住所_市区郡町村名: '架空市',
  加害者_住所_町字: '港町',
  加害者_住所_番地号表記: '45番地',
  支援措置開始年月日: '20260401',
  支援措置終了年月日: '令和9年3月31日',
  仮支援措置の有無: '0',
  削除フラグ: '0',
  操作年月日: '20260401',
};

/** CSV text of application rows. */
export function applicationsCsv(
  rows: readonly Row[],
  columns: readonly string[] = COLUMNS,
): string {
  const lines = rows.map((row) =>
    columns.map((column) => Object.entries(row).find(([name]) => name === column)?.[1] ?? ''),
  );
  return [columns, ...lines].map((cells) => cells.join(',')).join('\r\n');
}

/** CSV text of the join file. */
export function joinCsv(rows: readonly (readonly [string, string, string, string])[]): string {
  return ['支援措置管理番号,役割,識別子種別,値', ...rows.map((row) => row.join(','))].join('\n');
}
