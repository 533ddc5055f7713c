import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeProblem } from '../../publisher/problem.ts';
import { contentOf } from './content-of.ts';
import { openKakuuFeed, unwrap } from './kakuu-feed.ts';
import { applicationsCsv, COLUMNS, joinCsv, PERSON, type Row } from './kakuu-rows.ts';
import { shiftJis } from './shift-jis.ts';

const SECOND = { ...PERSON, 宛名番号: '2222222', 支援措置管理番号: 'K2' };
const GOOD = applicationsCsv([PERSON, SECOND]);

/** A file whose second person (row 3) has one wrong cell. */
function withCell(change: Row): string {
  return applicationsCsv([PERSON, { ...SECOND, ...change }]);
}

function withoutColumn(name: string): string {
  return applicationsCsv(
    [PERSON],
    COLUMNS.filter((column) => column !== name),
  );
}

/** Title, file content, what the message must name: file, row, column, and a piece of the cause. */
const BAD_APPLICATIONS: readonly (readonly [string, string | Uint8Array, string])[] = [
  [
    'a foreign municipality',
    withCell({ 市区町村コード: '131130' }),
    '申出書.csv 3行目「市区町村コード」：自団体',
  ],
  ['letters in 宛名番号', withCell({ 宛名番号: '12A4567' }), '申出書.csv 3行目「宛名番号」：15桁'],
  ['a blank 宛名番号', withCell({ 宛名番号: '' }), '申出書.csv 3行目「宛名番号」：15桁'],
  [
    '16 digits in 宛名番号',
    withCell({ 宛名番号: '1234567890123456' }),
    '申出書.csv 3行目「宛名番号」：15桁',
  ],
  [
    'a blank 管理番号',
    withCell({ 支援措置管理番号: '' }),
    '申出書.csv 3行目「支援措置管理番号」：空欄',
  ],
  [
    'a wrong 履歴番号',
    withCell({ 支援措置履歴番号: '一' }),
    '申出書.csv 3行目「支援措置履歴番号」：数字',
  ],
  [
    'an unknown 最新フラグ',
    withCell({ 最新フラグ: '2' }),
    '申出書.csv 3行目「最新フラグ」：0または1',
  ],
  ['a blank 最新フラグ', withCell({ 最新フラグ: '' }), '申出書.csv 3行目「最新フラグ」：0または1'],
  [
    'an unknown 削除フラグ',
    withCell({ 削除フラグ: 'X' }),
    '申出書.csv 3行目「削除フラグ」：0または1',
  ],
  [
    'an unknown 対象者区分',
    withCell({ 対象者区分: '9' }),
    '申出書.csv 3行目「対象者区分」：1（申出者）',
  ],
  [
    'an impossible day',
    withCell({ 支援措置開始年月日: '20260431' }),
    '申出書.csv 3行目「支援措置開始年月日」：日付',
  ],
  [
    'a date in words',
    withCell({ 支援措置終了年月日: '当分の間' }),
    '申出書.csv 3行目「支援措置終了年月日」：日付',
  ],
  [
    'an end before the start',
    withCell({ 支援措置終了年月日: '20260331' }),
    '申出書.csv 3行目「支援措置終了年月日」：終了日が開始日より前',
  ],
  [
    'no start',
    withCell({ 支援措置開始年月日: '' }),
    '申出書.csv 3行目「支援措置開始年月日」：開始日がありません',
  ],
  [
    'a provisional measure without start',
    withCell({ 仮支援措置の有無: '1', 支援措置開始年月日: '', 支援措置終了年月日: '' }),
    '申出書.csv 3行目「仮支援措置開始年月日」：開始日',
  ],
  [
    'a start in the next century',
    withCell({ 支援措置開始年月日: '21260401', 支援措置終了年月日: '' }),
    '申出書.csv 3行目「支援措置開始年月日」：制度の期間',
  ],
  [
    'a year typed as 令和80',
    withCell({ 支援措置終了年月日: '令和80年3月31日' }),
    '申出書.csv 3行目「支援措置終了年月日」：制度の期間',
  ],
  ['a blank 操作年月日', withCell({ 操作年月日: '' }), '申出書.csv 3行目「操作年月日」：空欄'],
  ['a cell too many', `${GOOD},x`, '申出書.csv 3行目：項目数が28です'],
  ['a row cut short', GOOD.slice(0, -40), '申出書.csv 3行目：項目数が'],
  ['an open quote', GOOD.replace('K2', '"K2'), '申出書.csv'],
  ['a header only', `${COLUMNS.join(',')}\r\n`, '申出書.csv：見出し行のほか'],
  ['no byte at all', '', '申出書.csv：見出し行のほか'],
  ['a missing column', withoutColumn('削除フラグ'), '申出書.csv「削除フラグ」：必要な項目'],
  [
    'a renamed column',
    GOOD.replace('支援措置終了年月日', '終了日'),
    '申出書.csv「支援措置終了年月日」：必要な項目',
  ],
  [
    'a column twice',
    GOOD.replace('支援措置対象者_その他', '宛名番号'),
    '申出書.csv「宛名番号」：同じ項目',
  ],
  [
    'a column named 個人番号',
    GOOD.replace('支援措置対象者_その他', '支援措置対象者_個人番号'),
    '申出書.csv「支援措置対象者_個人番号」：この項目は取り込めません',
  ],
  [
    'a column named 住民票コード',
    GOOD.replace('支援措置対象者_その他', '住民票コード'),
    '申出書.csv「住民票コード」：この項目は取り込めません',
  ],
  // The well-known sample of a valid check digit; it belongs to nobody.
  [
    '個人番号 in an unsuspicious column',
    applicationsCsv([{ ...PERSON, 支援措置対象者_その他: '1234-5678-9018' }]),
    '申出書.csv「支援措置対象者_その他」：個人番号または住民票コード',
  ],
  [
    '個人番号 padded as 宛名番号',
    applicationsCsv([{ ...PERSON, 宛名番号: '000123456789018' }]),
    '申出書.csv「宛名番号」：個人番号または住民票コード',
  ],
  [
    'another encoding',
    Uint8Array.of(0xff, 0xfe, 0x41, 0, 0x0a, 0),
    '申出書.csv：UTF-8でもShift_JISでもない',
  ],
  [
    'Shift_JIS with one line of UTF-8',
    new Uint8Array([
      ...shiftJis(`${COLUMNS.join(',')}\n`),
      ...new TextEncoder().encode('架空県\n'),
    ]),
    '申出書.csv 2行目：UTF-8とShift_JIS',
  ],
  [
    'a replacement character',
    withCell({ 支援措置対象者_住所_町字: '中央\uFFFD町' }),
    '申出書.csv：文字化け',
  ],
  [
    'no latest row',
    withCell({ 最新フラグ: '0' }),
    '申出書.csv 3行目「最新フラグ」：最も新しい履歴',
  ],
  [
    'two different rows of one history number',
    applicationsCsv([PERSON, { ...PERSON, 対象者区分: '2' }]),
    '申出書.csv 3行目「支援措置履歴番号」：同じ履歴番号',
  ],
  [
    'an end record older than a newer row (目黒)',
    applicationsCsv([
      { ...PERSON, 最新フラグ: '0', 操作年月日: '20260409' },
      { ...PERSON, 支援措置履歴番号: '2', 削除フラグ: '1', 操作年月日: '20260403' },
    ]),
    '申出書.csv 3行目「削除フラグ」：管理番号K1：削除より後に',
  ],
];

test.each(BAD_APPLICATIONS)(
  '%s: the message names the place, and nothing is published',
  async (_name, moushide, message) => {
    const feed = openKakuuFeed();
    const keysBefore = contentOf(feed.keys);
    const built = await feed.build({ moushide });
    if (built.ok) throw new Error('published');
    expect(built.problems.map(describeProblem).join('\n')).toContain(message);
    expect(built.problems.every((problem) => problem.remedy !== '')).toBe(true);
    expect(existsSync(feed.out)).toBe(false);
    expect(contentOf(feed.keys)).toEqual(keysBefore);
  },
);

const BAD_JOINS: readonly (readonly [string, string, string])[] = [
  [
    'an unknown role',
    joinCsv([['K1', '本人', '宛名番号', '1']]),
    '突合.csv 2行目「役割」：対象者・併せて支援',
  ],
  [
    'an unknown kind',
    joinCsv([['K1', '対象者', '個人コード', '1']]),
    '突合.csv 2行目「識別子種別」：宛名番号・世帯番号',
  ],
  [
    'a value of another kind',
    joinCsv([['K1', '対象者', '電話番号', 'なし']]),
    '突合.csv 2行目「値」：識別子種別に合う',
  ],
  [
    'a blank value',
    joinCsv([['K1', '対象者', '債権番号', '']]),
    '突合.csv 2行目「値」：識別子種別に合う',
  ],
  [
    'an unknown case',
    joinCsv([['K9', '対象者', '債権番号', '20250001']]),
    '突合.csv 2行目「支援措置管理番号」：管理番号K9の申出書情報がありません',
  ],
  [
    'one person on both sides',
    joinCsv([['K1', '相手方', '宛名番号', '1234567']]),
    '管理番号K1：同じ宛名番号が対象者と相手方',
  ],
  [
    '個人番号 among other kinds',
    joinCsv([
      ['K1', '相手方', '宛名番号', '123456789018'],
      ['K1', '相手方', '債権番号', '20250001'],
      ['K1', '相手方', '債権番号', '20250002'],
    ]),
    '突合.csv「値」：個人番号または住民票コード',
  ],
  ['one identifier in ten cases', 'TEN', 'K1、K2、K3など10件に、同じ番号があります（最大9件）'],
];

test.each(BAD_JOINS)(
  '%s in the join file: the message names the place',
  async (_name, joinText, message) => {
    const feed = openKakuuFeed();
    const numbers = Array.from({ length: 10 }, (_, index) => `K${index + 1}`);
    const rows = numbers.map((number, index) => ({
      ...PERSON,
      支援措置管理番号: number,
      宛名番号: String(1_234_567 + index),
    }));
    const isTen = joinText === 'TEN';
    const built = await feed.build({
      moushide: applicationsCsv(isTen ? rows : [PERSON]),
      join: isTen
        ? joinCsv(numbers.map((number) => [number, '対象者', '債権番号', '77001'] as const))
        : joinText,
    });
    if (built.ok) throw new Error('published');
    expect(built.problems.map(describeProblem).join('\n')).toContain(message);
    expect(existsSync(feed.out)).toBe(false);
  },
);

test('messages never repeat a number, a name or an address of a person', async () => {
  const feed = openKakuuFeed();
  const built = await feed.build({
    moushide: withCell({ 宛名番号: '98765432101234567', 支援措置終了年月日: '中央町' }),
  });
  if (built.ok) throw new Error('published');
  const text = JSON.stringify(built.problems);
  for (const secret of ['98765432101234567', '中央町', '花子', '0246'])
    expect(text).not.toContain(secret);
});

test('a refusal leaves a published feed and the state as they were, byte by byte', async () => {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: GOOD }));
  const before = contentOf(feed.dir);
  const built = await feed.build({ moushide: withCell({ 最新フラグ: '7' }) });
  expect(built.ok).toBe(false);
  const after = contentOf(feed.dir);
  const inputs = Object.keys(after).filter((name) => name.endsWith('.csv'));
  for (const name of Object.keys(before).filter((path) => !inputs.includes(path))) {
    expect(after[name] === before[name], name).toBe(true);
  }
  expect(Object.keys(after)).toEqual(Object.keys(before));
});

test('unknown columns are kept out: their texts change nothing', async () => {
  const feed = openKakuuFeed();
  unwrap(
    await feed.build({
      moushide: applicationsCsv([{ ...PERSON, 支援措置対象者_その他: '0246-22-9999' }]),
    }),
  );
  expect(await feed.flagsOf('phone', '0246-22-9999')).toEqual([]);
});
