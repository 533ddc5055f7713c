import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { diffFeed } from '../../publisher/diff-feed.ts';
import { describeProblem } from '../../publisher/problem.ts';
import { runPublisher } from '../../publisher/run-publisher.ts';
import { contentOf } from './content-of.ts';
import { type InputFiles, NOW_MS, openKakuuFeed, unwrap } from './kakuu-feed.ts';
import { applicationsCsv, COLUMNS, joinCsv, PERSON } from './kakuu-rows.ts';
import {
  LINK,
  type LinkRow,
  LOCK,
  type LockRow,
  linksCsv,
  locksCsv,
  PARTY_APPLICATION,
  partyApplicationsCsv,
  residentsCsv,
} from './register-rows.ts';
import { shiftJis } from './shift-jis.ts';

const MOUSHIDE = applicationsCsv([PERSON]);
const PARTY_LIST = '未確定の相手方.csv';

async function built(files: Partial<InputFiles>) {
  const feed = openKakuuFeed();
  return { feed, ...unwrap(await feed.build({ moushide: MOUSHIDE, ...files })) };
}

async function refusalOf(files: Partial<InputFiles>): Promise<string> {
  const refused = await openKakuuFeed().build({ moushide: MOUSHIDE, ...files });
  if (refused.ok) throw new Error('published');
  return refused.problems.map(describeProblem).join('\n');
}

const codesOf = (cautions: readonly { readonly code: string }[]) => cautions.map((c) => c.code);

test.each(['DV', 'ＤＶ', 'ストーカー', '児童虐待', 'その他支援措置', '20', '23'])(
  'a lock for the reason %s flags the person, application or not',
  async (抑止事由) => {
    const { feed, cautions } = await built({ yokushi: locksCsv([{ ...LOCK, 抑止事由 }]) });
    expect(await feed.flagsOf('atena', '5550001')).toMatchObject([{ role: 'protected' }]);
    expect(cautions.find(({ code }) => code === 'register-only')).toMatchObject({
      file: '抑止.csv',
      row: 2,
    });
  },
);

test('岡山: a temporary release in the source changes nothing', async () => {
  const released = {
    ...LOCK,
    一時解除開始年月日: '20260410',
    一時解除開始時刻: '0830',
    一時解除終了年月日: '20260410',
  };
  const { feed } = await built({ yokushi: locksCsv([released]) });
  expect(await feed.flagsOf('atena', '5550001')).toMatchObject([{ state: 'active', severity: 2 }]);
  const plain = await built({ yokushi: locksCsv([LOCK]) });
  const [flag] = await feed.flagsOf('atena', '5550001');
  const { caseRef: _caseRef, ...rest } = flag ?? { caseRef: '' };
  expect(await plain.feed.flagsOf('atena', '5550001')).toMatchObject([rest]);
});

test('a lock whose period is over still protects; a deleted one does not', async () => {
  const over = { ...LOCK, 抑止開始年月日: '20240401', 抑止終了年月日: '令和7年3月31日' };
  const first = await built({ yokushi: locksCsv([over]) });
  expect(await first.feed.flagsOf('atena', '5550001')).toHaveLength(1);
  const last: LockRow = { ...LOCK, 履歴番号_枝番号: '2', 削除フラグ: '1' };
  const second = await built({ yokushi: locksCsv([{ ...LOCK, 最新フラグ: '0' }, last]) });
  expect(await second.feed.flagsOf('atena', '5550001')).toEqual([]);
});

test('a lock for another reason flags nobody, a reason of no name refuses the file', async () => {
  const other = await built({ yokushi: locksCsv([{ ...LOCK, 抑止事由: '実態調査中' }]) });
  expect(await other.feed.flagsOf('atena', '5550001')).toEqual([]);
  const text = await refusalOf({ yokushi: locksCsv([{ ...LOCK, 抑止事由: '77' }]) });
  expect(text).toContain('抑止.csv 2行目「抑止事由」：DV・ストーカー');
});

const ENDED: LinkRow = { ...LINK, 履歴番号: '2', 措置区分: '3', 操作年月日: '20260409' };
const LATER: LinkRow = { ...LINK, 支援措置開始年月日: '20260408', 操作年月日: '20260408' };
const LINKS: readonly (readonly [string, readonly LinkRow[], readonly string[]])[] = [
  ['kind 1', [LINK], ['active']],
  ['kind 2', [{ ...LINK, 措置区分: '02' }], ['provisional']],
  ['a row that ended', [{ ...LINK, 最新フラグ: '0' }, ENDED], []],
  ['a deleted row', [{ ...LINK, 削除フラグ: '1' }], []],
  [
    '目黒: an ended period and a later one',
    [{ ...LINK, 最新フラグ: '0' }, ENDED, LATER],
    ['active'],
  ],
  ['a short number with full-width digits', [{ ...LINK, 宛名番号: '５５５０００１' }], ['active']],
  ['a blank end written as nines', [{ ...LINK, 支援措置終了年月日: '99999999' }], ['active']],
  ['令和元年 as its start', [{ ...LINK, 支援措置開始年月日: '令和元年5月1日' }], ['active']],
];

test.each(LINKS)('001o009 with %s publishes what it means', async (_name, rows, states) => {
  const { feed } = await built({ renkei: linksCsv(rows) });
  const flags = await feed.flagsOf('atena', '5550001');
  expect(flags.map(({ state }) => state)).toEqual(states);
});

const BAD_LINKS: readonly (readonly [string, readonly LinkRow[], string])[] = [
  ['the municipality code in 措置区分', [{ ...LINK, 措置区分: '990001' }], '「措置区分」：1・2'],
  ['a foreign municipality', [{ ...LINK, 市区町村コード: '131130' }], '「市区町村コード」：自団体'],
  ['no latest row', [{ ...LINK, 最新フラグ: '0' }], '「最新フラグ」：最も新しい'],
  [
    'an active and an ended row of one number',
    [LINK, { ...ENDED, 履歴番号: '1' }],
    '「履歴番号」：同じ',
  ],
  ['a blank start', [{ ...LINK, 支援措置開始年月日: '' }], '「支援措置開始年月日」：空欄'],
  [
    'an end before the start',
    [{ ...LINK, 支援措置終了年月日: '20260331' }],
    '「支援措置終了年月日」：終了日',
  ],
  ['letters in 宛名番号', [{ ...LINK, 宛名番号: 'A1' }], '「宛名番号」：15桁'],
];

test.each(BAD_LINKS)('001o009 with %s is refused by place', async (_name, rows, message) => {
  expect(await refusalOf({ renkei: linksCsv(rows) })).toContain(message);
});

test('a person with an application is flagged once, and the sources agree without a word', async () => {
  const known = { ...LINK, 宛名番号: '000000001234567' };
  const { feed, cautions } = await built({ renkei: linksCsv([known]) });
  expect(await feed.flagsOf('atena', '1234567')).toHaveLength(1);
  expect(cautions).toEqual([]);
});

test('who stands in one source only is listed for both directions', async () => {
  const { cautions } = await built({ renkei: linksCsv([LINK]) });
  expect(codesOf(cautions).sort()).toEqual(['register-missing', 'register-only']);
});

test('a lock outlives an application that ended', async () => {
  const ended = { ...PERSON, 宛名番号: '5550001', 削除フラグ: '1' };
  const { feed } = await built({ moushide: applicationsCsv([ended]), yokushi: locksCsv([LOCK]) });
  expect(await feed.flagsOf('atena', '5550001')).toMatchObject([{ state: 'active' }]);
});

test('a person who vanishes from the register file without an end is stopped by the brake', async () => {
  const { feed } = await built({ renkei: linksCsv([LINK]) });
  const other = { ...LINK, 宛名番号: '000000001234567' };
  const missing = await feed.update({ moushide: MOUSHIDE, renkei: linksCsv([other]) });
  expect(missing).toMatchObject({ ok: false, problems: [{ code: 'removal' }] });
  const ended = [{ ...LINK, 最新フラグ: '0' }, ENDED];
  expect((await feed.update({ moushide: MOUSHIDE, renkei: linksCsv(ended) })).ok).toBe(true);
});

test.each([
  ['UTF-8 with BOM', (text: string) => new TextEncoder().encode(`\uFEFF${text}`)],
  ['Shift_JIS', shiftJis],
  ['quoted cells', (text: string) => text.replace(/[^,\r\n]+/g, '"$&"')],
] as const)('register files in %s are read alike', async (_name, encode) => {
  const yokushi = encode(locksCsv([LOCK]));
  const { feed } = await built({ yokushi, renkei: encode(linksCsv([LINK])) });
  expect(await feed.flagsOf('atena', '5550001')).toHaveLength(1);
});

const HOME = '架空市港町45';
const PARTY = ['000000007654321', '架空 太郎', 'カクウ タロウ', '19850102', HOME] as const;
const RESIDENTS: readonly (readonly [
  string,
  readonly (readonly string[])[],
  string | undefined,
])[] = [
  ['exactly one resident', [PARTY], undefined],
  [
    'one of two of that name by the address',
    [PARTY, ['1', ...PARTY.slice(1, 4), '架空市本町1-1']],
    undefined,
  ],
  ['two residents', [PARTY, ['7654322', ...PARTY.slice(1)]], '一致する方が複数いる、候補2名'],
  ['no such name', [['1', '架空 次郎', '', '19850102', HOME]], '一致する方がいない、候補0名'],
  [
    'another day of birth',
    [['1', '架空 太郎', '', '19850103', HOME]],
    '一致する方がいない、候補0名',
  ],
  [
    'another address',
    [['1', '架空 太郎', '', '19850102', '架空市本町1-1']],
    '住所が一致しない、候補1名',
  ],
  ['the protected person', [['1234567', ...PARTY.slice(1)]], '同じ事案の対象者、候補1名'],
];

test.each(RESIDENTS)(
  'a 宛名 extract with %s: the number is used only when nothing is left to guess',
  async (_name, rows, message) => {
    const moushide = partyApplicationsCsv([PARTY_APPLICATION]);
    const { feed, cautions } = await built({ moushide, atena: residentsCsv(rows) });
    const texts = cautions.map(describeProblem);
    const flags = (await Promise.all(rows.map(([n = '']) => feed.flagsOf('atena', n)))).flat();
    const parties = flags.filter(({ role }) => role === 'counterpart');
    expect(parties).toHaveLength(message === undefined ? 1 : 0);
    expect(existsSync(join(feed.keys, PARTY_LIST))).toBe(message !== undefined);
    if (message !== undefined) expect(texts.join('\n')).toContain(message);
    expect(texts.join('\n')).not.toMatch(/太郎|7654321|港町/);
  },
);

test('the list of undecided parties is private, never published, and goes when all are decided', async () => {
  const moushide = partyApplicationsCsv([PARTY_APPLICATION]);
  const atena = residentsCsv([PARTY, ['7654322', ...PARTY.slice(1)]]);
  const { feed } = await built({ moushide, atena });
  const file = join(feed.keys, PARTY_LIST);
  expect(readFileSync(file, 'utf8')).toContain('000000007654321 7654322');
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(Object.values(contentOf(feed.out)).join('')).not.toContain('7654321');
  const decided = joinCsv([['K1', '相手方', '宛名番号', '7654322']]);
  const { cautions } = unwrap(await feed.update({ moushide, atena, join: decided }));
  expect(existsSync(file)).toBe(false);
  expect(codesOf(cautions)).not.toContain('party-unresolved');
  expect(await feed.flagsOf('atena', '7654321')).toEqual([]);
});

test('a tag that only a register file explains is resolved with that file', async () => {
  const { feed } = await built({ yokushi: locksCsv([LOCK]) });
  const { records } = JSON.parse(
    Object.entries(contentOf(feed.keys)).find(([name]) => name.endsWith('state.json'))?.[1] ?? '{}',
  ) as { records: { flags: unknown[]; tag: string }[] };
  const tags = records.filter(({ flags }) => flags.length > 0).flatMap(({ tag }) => ['--tag', tag]);
  const files = [
    '--moushide',
    join(feed.dir, '申出書.csv'),
    '--config',
    join(feed.dir, 'config.json'),
  ];
  const resolve = (...more: readonly string[]) =>
    runPublisher(['resolve', ...tags, ...files, '--keys', feed.keys, ...more], {
      nowMs: NOW_MS,
      randomBytes,
    });
  expect((await resolve()).out).not.toContain('5550001');
  expect((await resolve('--yokushi', join(feed.dir, '抑止.csv'))).out).toContain('5550001');
});

test('a column of no known name is kept out and named; one with a text of a person only by place', async () => {
  const header = [...COLUMNS, '新しい番号', '架空 花子'].join(',');
  const [, row] = MOUSHIDE.split('\r\n');
  const { cautions } = await built({ moushide: `${header}\r\n${row},9,9` });
  expect(cautions.map(describeProblem).join('\n')).toMatch(/「新しい番号」[\s\S]*「29列目」/);
  expect(JSON.stringify(cautions)).not.toContain('花子');
});

test('the national layouts give no caution about their columns', async () => {
  const { cautions } = await built({ yokushi: locksCsv([LOCK]), renkei: linksCsv([LINK]) });
  expect(codesOf(cautions)).not.toContain('column-unknown');
});

test('a row that stands twice counts once, with a caution that names it', async () => {
  const { feed, cautions } = await built({ moushide: applicationsCsv([PERSON, PERSON]) });
  expect(cautions).toMatchObject([{ code: 'row-repeated', row: 3 }]);
  expect(await feed.flagsOf('atena', '1234567')).toHaveLength(1);
});

test('a debt number that could be a 個人番号 is left out, counted and named by its row', async () => {
  const rows = Array.from({ length: 12 }, (_, index) => {
    return ['K1', '相手方', '債権番号', String(20_250_001 + index)] as const;
  });
  // The well-known sample of a valid check digit; it belongs to nobody.
  const join_ = joinCsv([...rows, ['K1', '相手方', '債権番号', '123456789018']]);
  const { feed, cautions } = await built({ join: join_ });
  expect(cautions).toMatchObject([
    { code: 'my-number', row: 14, cause: expect.stringContaining('1件') },
  ]);
  expect(await feed.flagsOf('debt', '20250001')).toHaveLength(1);
});

test('a wrong check digit is a caution where nearly all hold, and never a refusal', async () => {
  // 標準仕様書 1.1.13: modulus 11, weights 2 to 7 from the right.
  const withDigit = (digits: string) => {
    const sum = [...digits].reverse().reduce((t, d, i) => t + Number(d) * (2 + (i % 6)), 0);
    return `${digits}${sum % 11 <= 1 ? 0 : 11 - (sum % 11)}`;
  };
  const rows = Array.from({ length: 30 }, (_, index) => ({
    ...PERSON,
    支援措置管理番号: `K${index}`,
    宛名番号: index === 4 ? '3000041' : withDigit(String(300_100 + index)),
  }));
  const { cautions } = await built({ moushide: applicationsCsv(rows) });
  expect(cautions.filter(({ code }) => code === 'check-digit')).toMatchObject([{ row: 6 }]);
  const old = rows.map((row, index) => ({ ...row, 宛名番号: String(3_000_041 + index) }));
  const second = await built({ moushide: applicationsCsv(old) });
  expect(codesOf(second.cautions)).not.toContain('check-digit');
});

test('diff shows counts and management numbers and writes nothing', async () => {
  const { feed } = await built({});
  const second = { ...PERSON, 支援措置管理番号: 'K2', 宛名番号: '2222222' };
  const renewed = { ...PERSON, 支援措置履歴番号: '2', 操作年月日: '20260409' };
  const options = feed.write({ moushide: applicationsCsv([renewed, second]) });
  const before = contentOf(feed.dir);
  const difference = unwrap(await diffFeed({ ...options, nowMs: NOW_MS, randomBytes }));
  expect(difference).toMatchObject({
    added: ['K2'],
    renewed: ['K1'],
    ended: [],
    missing: [],
    personCounts: { before: 1, after: 2 },
    refusals: [],
  });
  expect(JSON.stringify(difference)).not.toMatch(/1234567|2222222|中央町/);
  expect(contentOf(feed.dir)).toEqual(before);
  const empty = feed.write({ moushide: applicationsCsv([second]) });
  const refused = unwrap(await diffFeed({ ...empty, nowMs: NOW_MS, randomBytes }));
  expect(refused).toMatchObject({ missing: ['K1'], refusals: [{ code: 'removal' }] });
});
