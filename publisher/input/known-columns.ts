import { APPLICATION_COLUMNS, JOIN_COLUMNS } from './application-columns.ts';
import { RESIDENT_COLUMNS } from './parse-residents.ts';
import { LINK_COLUMNS, LOCK_COLUMNS } from './register-columns.ts';

/** The kinds of input file, by what their rows are. */
export type TableKind = 'applications' | 'join' | 'locks' | 'links' | 'residents';

/** Items of 支援措置申出書情報 (当初受付, 転送受付) that are known and not read. */
const UNREAD_OF_APPLICATIONS = `
申出者の状況
支援措置対象者_氏名
支援措置対象者_氏名_フリガナ
支援措置対象者_通称
支援措置対象者_通称_フリガナ
支援措置対象者_旧氏
支援措置対象者_旧氏_フリガナ
支援措置対象者_生年月日
支援措置対象者_性別
支援措置対象者_住所_市区町村コード
支援措置対象者_住所_町字コード
支援措置対象者_住所_郵便番号
支援措置対象者_住所_方書コード
支援措置対象者_住所_方書_フリガナ
支援措置対象者_本籍_市区町村コード
支援措置対象者_本籍_町字コード
支援措置対象者_本籍
支援措置対象者_本籍_都道府県
支援措置対象者_本籍_市区郡町村名
支援措置対象者_本籍_町字
支援措置対象者_本籍_地番号または、街区符号
支援措置対象者_前本籍_市区町村コード
支援措置対象者_前本籍_町字コード
支援措置対象者_前本籍
支援措置対象者_前本籍_都道府県
支援措置対象者_前本籍_市区郡町村名
支援措置対象者_前本籍_町字
支援措置対象者_前本籍_地番号または、街区符号
支援措置対象者_連絡先メールアドレス
支援措置対象者_その他
支援措置対象者_前住所_市区町村コード
支援措置対象者_前住所_町字コード
支援措置対象者_前住所_都道府県
支援措置対象者_前住所_市区郡町村名
支援措置対象者_前住所_町字
支援措置対象者_前住所_番地号表記
支援措置対象者_前住所_方書
支援措置対象者_支援措置対象者との関係
支援措置対象者_固定資産登録_市区町村コード
加害者_氏名
加害者_生年月日
加害者_性別
加害者_住所_郵便番号
加害者_住所_市区町村コード
加害者_住所_町字コード
加害者_住所_国名コード
加害者_住所_国名等
加害者_住所_国外住所
加害者_その他
支援をを求める事務対象区分_住民基本台帳の閲覧（現住所）
支援をを求める事務対象区分_住民票の写し等の交付（現住所）
支援をを求める事務対象区分_住民票の写し等の交付（前住所等）
支援をを求める事務対象区分_戸籍の附票の写し等の交付（本籍）
支援をを求める事務対象区分_戸籍の附票の写し等の交付（前本籍等）
支援をを求める事務対象区分_固定資産所在市区町村
支援措置対象者_転送先_市区町村コード
支援措置対象者_転送年月日
入力場所コード
入力場所表記
入力端末
操作者ID
操作時刻
支援をを求める事務対象区分_住民基本台帳の閲覧
支援をを求める事務対象区分_住民票の写し等の交付
支援をを求める事務対象区分_住民票の除票の写し等の交付
支援をを求める対象住所_転入通知に基づいて記載した転出先住所（確定）
支援をを求める対象住所_転出届に基づいて記載した転出先住所（予定）
支援をを求める対象住所_統合記載欄に記載された転出先住所等
支援措置対象者_転送受年月日
支援不要確認連絡年月日
当初受付_市区町村コード
`;

/** Items of 抑止設定 that are known and not read: 一時解除 above all. */
const UNREAD_OF_LOCKS = `
抑止・一時停止フラグ
抑止事由詳細
一時解除開始年月日
一時解除開始時刻
一時解除終了年月日
一時解除終了時刻
一時解除設定操作者ID
交付一時停止理由
一時停止開始日
一時停止終了予定日
操作者ID
操作時刻
`;

/** Items of 001o009 that are known and not read. */
const UNREAD_OF_LINKS = `
操作者ID
操作時刻
`;

/** Items that a 宛名 extract usually has besides. */
const UNREAD_OF_RESIDENTS = `
市区町村コード
フリガナ
氏名フリガナ
氏名_フリガナ
性別
世帯番号
郵便番号
方書
続柄
通称
旧氏
異動年月日
`;

/** Column names of each kind of file that need no caution, read or not. */
export const KNOWN_COLUMNS: { readonly [K in TableKind]: ReadonlySet<string> } = {
  applications: new Set([...APPLICATION_COLUMNS, ...namesIn(UNREAD_OF_APPLICATIONS)]),
  join: new Set(JOIN_COLUMNS),
  locks: new Set([...LOCK_COLUMNS, ...namesIn(UNREAD_OF_LOCKS)]),
  links: new Set([...LINK_COLUMNS, ...namesIn(UNREAD_OF_LINKS)]),
  residents: new Set([...RESIDENT_COLUMNS, ...namesIn(UNREAD_OF_RESIDENTS)]),
};

function namesIn(text: string): readonly string[] {
  return text
    .trim()
    .split('\n')
    .map((name) => name.normalize('NFKC'));
}
