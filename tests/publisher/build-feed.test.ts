import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Updater } from 'tuf-js';
import { expect, onTestFinished, test } from 'vitest';
import { verifyFeed } from '../../publisher/verify-feed.ts';
import { FLAGS_TARGET, parseSnapshot } from '../../utils/domain/feed-snapshot.ts';
import { serveFolder } from '../support/serve-folder.ts';
import { contentOf } from './content-of.ts';
import { type KakuuFeed, NOW_MS, openKakuuFeed, unwrap } from './kakuu-feed.ts';
import { applicationsCsv, joinCsv, PERSON, type Row } from './kakuu-rows.ts';
import { shiftJis } from './shift-jis.ts';

const DAY_MS = 86_400_000;
const JOIN = joinCsv([
  ['K1', '対象者', '世帯番号', '555501'],
  ['K1', '併せて支援', '宛名番号', '1234568'],
  ['K1', '相手方', '宛名番号', '7654321'],
  ['K1', '相手方', '債権番号', '2025-000123'],
  ['K1', '関係', '宛名番号', '3333333'],
]);

async function buildOf(rows: readonly Row[], joinText?: string): Promise<KakuuFeed> {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: applicationsCsv(rows), join: joinText }));
  return feed;
}

test('every identifier of a case is found with its role, and all share one case reference', async () => {
  const feed = await buildOf([PERSON], JOIN);
  const expected = [
    ['atena', '1234567', 'protected'],
    ['atena', '０００１２３４５６７', 'protected'],
    ['phone', '0246(22)0001', 'protected'],
    ['address', '中央町1-2-3', 'protected'],
    ['household', '555501', 'protected'],
    ['atena', '1234568', 'co-protected'],
    ['atena', '7654321', 'counterpart'],
    ['debt', '2025000123', 'counterpart'],
    ['address', '架空市港町45', 'counterpart'],
    ['atena', '3333333', 'related'],
  ] as const;
  const refs = new Set<string>();
  for (const [kind, text, role] of expected) {
    const flags = await feed.flagsOf(kind, text);
    expect(flags, text).toMatchObject([{ role, state: 'active', section: 9, version: 1 }]);
    refs.add(flags[0]?.caseRef ?? '');
  }
  expect(refs.size).toBe(1);
  expect(await feed.flagsOf('atena', '9999999')).toEqual([]);
});

test('flags carry period and guidance of their role', async () => {
  const feed = await buildOf([PERSON], JOIN);
  const startDay = Date.UTC(2026, 3, 1) / DAY_MS;
  const endDay = Date.UTC(2027, 2, 31) / DAY_MS;
  expect(await feed.flagsOf('atena', '1234567')).toMatchObject([{ startDay, endDay, guidance: 1 }]);
  expect(await feed.flagsOf('atena', '7654321')).toMatchObject([{ startDay, endDay, guidance: 3 }]);
  expect(await feed.flagsOf('atena', '3333333')).toMatchObject([{ guidance: 0 }]);
});

test('a client of the TUF reference family accepts the feed and gets the same flags', async () => {
  const feed = await buildOf([PERSON], JOIN);
  const server = await serveFolder(feed.out);
  onTestFinished(() => server.close());
  const dir = mkdtempSync(join(tmpdir(), 'matta-tuf-'));
  writeFileSync(join(dir, 'root.json'), feed.pinnedRoot);
  // The oracle has no clock argument: the feed must be fresh by the clock of this machine.
  unwrap(
    await feed.build({ moushide: applicationsCsv([PERSON]), join: JOIN }, { nowMs: Date.now() }),
  );

  const updater = new Updater({
    metadataDir: dir,
    metadataBaseUrl: server.url(),
    targetDir: dir,
    targetBaseUrl: `${server.url()}targets`,
  });
  const info = await updater.getTargetInfo(FLAGS_TARGET);
  if (!info) throw new Error('no target info');
  const bytes = new Uint8Array(readFileSync(await updater.downloadTarget(info)));
  const { header, records } = await feed.read(Date.now());
  expect(parseSnapshot(bytes)).toEqual({ ok: true, value: { header, records } });
});

test.each([
  [
    'provisional only',
    {
      仮支援措置の有無: '1',
      仮支援措置開始年月日: 'R8.4.9',
      支援措置開始年月日: '',
      支援措置終了年月日: '',
    },
    'provisional',
  ],
  [
    'decided after a provisional one',
    { 仮支援措置の有無: '1', 仮支援措置開始年月日: 'R8.3.20' },
    'active',
  ],
  [
    'over, without an end record',
    { 支援措置開始年月日: '20250401', 支援措置終了年月日: '20260331' },
    'active',
  ],
  ['open-ended', { 支援措置終了年月日: '99999999' }, 'active'],
  ['in the layout with a short code', { 対象者区分: '01' }, 'active'],
] as const)('a measure that is %s is published', async (_name, change, state) => {
  const feed = await buildOf([{ ...PERSON, ...change }]);
  expect(await feed.flagsOf('atena', '1234567')).toMatchObject([{ state }]);
});

test('the latest row of a history counts', async () => {
  const older = { ...PERSON, 最新フラグ: '0', 対象者区分: '2' };
  const feed = await buildOf([{ ...PERSON, 支援措置履歴番号: '2' }, older]);
  expect(await feed.flagsOf('atena', '1234567')).toMatchObject([{ role: 'protected', version: 2 }]);
});

test('a deleted application flags nobody, on either side', async () => {
  const feed = await buildOf([{ ...PERSON, 削除フラグ: '1' }], JOIN);
  expect(await feed.flagsOf('atena', '1234567')).toEqual([]);
  expect(await feed.flagsOf('atena', '7654321')).toEqual([]);
});

test('an address of both sides is no key, and the flag owner is told', async () => {
  const feed = openKakuuFeed();
  const shared = {
    ...PERSON,
    加害者_住所_町字: '中央町',
    加害者_住所_番地号表記: '1丁目2-3',
  };
  const built = unwrap(await feed.build({ moushide: applicationsCsv([shared]) }));
  expect(await feed.flagsOf('address', '中央町1-2-3')).toEqual([]);
  expect(built.cautions).toMatchObject([
    { code: 'both-sides', cause: expect.stringContaining('K1') },
  ]);
});

test('a person who is protected in one case and counterpart in another carries both flags', async () => {
  const other = { ...PERSON, 支援措置管理番号: 'K2', 宛名番号: '7654321' };
  const feed = await buildOf([PERSON, other], joinCsv([['K1', '相手方', '宛名番号', '7654321']]));
  const flags = await feed.flagsOf('atena', '7654321');
  expect(flags.map((flag) => flag.role).sort()).toEqual(['counterpart', 'protected']);
  expect(new Set(flags.map((flag) => flag.caseRef)).size).toBe(2);
});

test.each([
  ['UTF-8 with BOM', (text: string) => new TextEncoder().encode(`\uFEFF${text}`)],
  ['Shift_JIS', shiftJis],
  ['quoted cells', (text: string) => text.replace(/[^,\r\n]+/g, '"$&"')],
  ['LF line ends and a last empty line', (text: string) => `${text.replaceAll('\r\n', '\n')}\n`],
] as const)('a file in %s publishes what the plain file publishes', async (_name, encode) => {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: encode(applicationsCsv([PERSON])), join: encode(JOIN) }));
  expect(await feed.flagsOf('address', '中央町1-2-3')).toMatchObject([{ role: 'protected' }]);
  expect(await feed.flagsOf('debt', '2025-000123')).toMatchObject([{ role: 'counterpart' }]);
});

test('two feeds that differ by one flag have files of equal sizes', async () => {
  const sizes = async (feed: KakuuFeed) =>
    [...(await feed.read()).repository.targets.values()].map(({ bytes }) => bytes.length);
  const one = await buildOf([PERSON]);
  const two = await buildOf([PERSON], joinCsv([['K1', '相手方', '宛名番号', '7654321']]));
  expect(await sizes(one)).toEqual(await sizes(two));
  expect((await one.read()).header.count % 1_000).toBe(0);
});

test('nothing readable of a person and no key leaves the key folder', async () => {
  const feed = await buildOf([PERSON], JOIN);
  const secret = JSON.parse(readFileSync(join(feed.keys, 'secrets.json'), 'utf8')).secrets[0].k;
  const unwanted = ['1234567', '7654321', '2460001', '220001', '中央町', '花子', '港町', secret];
  const verified = await verifyFeed({ ...feed, feed: feed.out, nowMs: NOW_MS, unwanted });
  expect(verified.ok).toBe(true);
  const keyBytes = Object.entries(contentOf(feed.keys))
    .filter(([name]) => name.endsWith('.pem'))
    .map(([, pem]) => pem.split('\n')[1] ?? '');
  const published = Object.values(contentOf(feed.out)).join('\n');
  expect(keyBytes).toHaveLength(5);
  expect(keyBytes.filter((text) => published.includes(text))).toEqual([]);
});

test.each([
  ['a private key', 'targets-1.pem', '-----BEGIN PRIVATE KEY-----'],
  ['a source file', '申出書.csv', '宛名番号'],
])('verify finds %s in the feed folder', async (_name, file, content) => {
  const feed = await buildOf([PERSON]);
  writeFileSync(join(feed.out, file), content);
  const verified = await verifyFeed({ ...feed, feed: feed.out, nowMs: NOW_MS });
  expect(verified).toMatchObject({
    ok: false,
    problems: expect.arrayContaining([expect.objectContaining({ file })]),
  });
});

test('verify refuses a feed with any changed byte of metadata or target, and an expired one', async () => {
  const feed = await buildOf([PERSON]);
  for (const [path, content] of Object.entries(contentOf(feed.out))) {
    if (path.endsWith('1.root.json')) continue; // The pinned copy counts, not the served one.
    const bytes = Buffer.from(content, 'latin1');
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect((await verifyFeed({ ...feed, feed: feed.out, nowMs: NOW_MS })).ok, path).toBe(false);
    writeFileSync(path, Buffer.from(content, 'latin1'));
  }
  const later = NOW_MS + 73 * 3_600_000;
  expect((await verifyFeed({ ...feed, feed: feed.out, nowMs: NOW_MS })).ok).toBe(true);
  expect((await verifyFeed({ ...feed, feed: feed.out, nowMs: later })).ok).toBe(false);
});

test('versions rise with every build, even when the web folder was lost', async () => {
  const feed = await buildOf([PERSON]);
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  expect((await feed.read()).header.version).toBe(2);
  rmSync(feed.out, { recursive: true });
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  expect((await feed.read()).repository).toMatchObject({ targetsVersion: 3, timestampVersion: 3 });
});

test('case references stay the same from build to build', async () => {
  const feed = await buildOf([PERSON]);
  const before = await feed.flagsOf('atena', '1234567');
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  expect(await feed.flagsOf('atena', '1234567')).toEqual(before);
});

test('only the current and the previous flags stay on the web server', async () => {
  const feed = openKakuuFeed();
  for (let round = 0; round < 4; round += 1) {
    unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  }
  const flagFiles = Object.keys(contentOf(feed.out)).filter((name) => name.endsWith('flags.bin'));
  expect(flagFiles).toHaveLength(2);
});

test('an address of more cases than a record holds is flagged all the same, with a caution', async () => {
  const rows = Array.from({ length: 12 }, (_, index) => ({
    ...PERSON,
    宛名番号: String(4_000_001 + index),
    支援措置管理番号: `K${index + 1}`,
  }));
  const feed = openKakuuFeed();
  const built = unwrap(await feed.build({ moushide: applicationsCsv(rows) }));
  expect(await feed.flagsOf('address', '中央町1-2-3')).toHaveLength(9);
  expect(built.cautions.map(({ code }) => code)).toContain('too-many-flags');
});

test('a publication that is under way makes a second one wait, a dead one does not', async () => {
  const feed = openKakuuFeed();
  const lock = join(feed.keys, 'lock');
  writeFileSync(lock, `${hostname()} ${process.pid}`);
  const refused = await feed.build({ moushide: applicationsCsv([PERSON]) });
  expect(refused).toMatchObject({ ok: false, problems: [{ code: 'keys' }] });
  expect(existsSync(feed.out)).toBe(false);
  // Process ids end far below this number.
  writeFileSync(lock, `${hostname()} 4194305`);
  expect((await feed.build({ moushide: applicationsCsv([PERSON]) })).ok).toBe(true);
  expect(existsSync(lock)).toBe(false);
});

test('what an interrupted publication left is gone after the next one', async () => {
  const feed = await buildOf([PERSON]);
  mkdirSync(join(feed.out, '.stage-abc'));
  writeFileSync(join(feed.out, '.stage-abc', '0'), 'half');
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  expect((await verifyFeed({ ...feed, feed: feed.out, nowMs: NOW_MS })).ok).toBe(true);
});

test.each([
  ['with a slash at the end', (path: string) => `${path}/`],
  ['relative to the current folder', (path: string) => `./${relative('.', path)}`],
])('a feed folder written %s is the same folder', async (_name, write) => {
  const feed = await buildOf([PERSON]);
  const out = write(feed.out);
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }, { out }));
  expect((await verifyFeed({ ...feed, feed: out, nowMs: NOW_MS })).ok).toBe(true);
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }, { out }));
  const flagFiles = Object.keys(contentOf(feed.out)).filter((name) => name.endsWith('flags.bin'));
  expect(flagFiles).toHaveLength(2);
});
