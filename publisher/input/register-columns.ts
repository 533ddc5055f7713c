/** Columns of 抑止設定 that are read. 一時解除 is not among them: it never travels (標準仕様書 3.1). */
export const LOCK_COLUMNS = [
  '市区町村コード',
  '宛名番号',
  '抑止事由',
  '抑止処理対象区分',
  '履歴番号',
  '履歴番号_枝番号',
  '抑止開始年月日',
  '抑止終了年月日',
  '最新フラグ',
  '抑止レベル',
  '削除フラグ',
  '操作年月日',
] as const;

/** Columns of 001o009 支援措置対象者情報 that are read. */
export const LINK_COLUMNS = [
  '市区町村コード',
  '宛名番号',
  '履歴番号',
  '最新フラグ',
  '支援措置開始年月日',
  '支援措置終了年月日',
  '措置区分',
  '削除フラグ',
  '操作年月日',
] as const;
