import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addProvisional, type ProvisionalClaim } from '../../publisher/add-provisional.ts';
import { resolveTags } from '../../publisher/resolve-tags.ts';
import { toHex } from '../../utils/domain/bytes.ts';
import { contentOf } from './content-of.ts';
import { type KakuuFeed, NOW_MS, openKakuuFeed, unwrap } from './kakuu-feed.ts';
import { applicationsCsv, joinCsv, PERSON } from './kakuu-rows.ts';

const NEW_PERSON: ProvisionalClaim = { 役割: '対象者', 識別子種別: '宛名番号', 値: '8000001' };
const OTHER_PARTY: ProvisionalClaim = { 役割: '相手方', 識別子種別: '宛名番号', 値: '8000002' };

async function published(): Promise<KakuuFeed> {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  return feed;
}

function add(feed: KakuuFeed, claims: readonly ProvisionalClaim[], managementNumber = 'KARI-1') {
  const { keys, out } = feed;
  return addProvisional({ keys, feed: out, managementNumber, claims, nowMs: NOW_MS, randomBytes });
}

test('a provisional flag stands in the feed at once and the others stay as they were', async () => {
  const feed = await published();
  const before = await feed.flagsOf('atena', '1234567');
  const { count, version } = (await feed.read()).header;
  unwrap(await add(feed, [NEW_PERSON, OTHER_PARTY]));
  const [person] = await feed.flagsOf('atena', '8000001');
  const [party] = await feed.flagsOf('atena', '8000002');
  expect(person).toMatchObject({ role: 'protected', state: 'provisional' });
  expect(party).toMatchObject({ role: 'counterpart', caseRef: person?.caseRef });
  expect(await feed.flagsOf('atena', '1234567')).toEqual(before);
  expect((await feed.read()).header).toMatchObject({ count, version: version + 1 });
});

test('an identifier that is flagged already keeps its flag beside the provisional one', async () => {
  const feed = await published();
  unwrap(await add(feed, [{ ...NEW_PERSON, 値: '1234567' }]));
  const states = (await feed.flagsOf('atena', '1234567')).map((flag) => flag.state);
  expect(states).toEqual(['active', 'provisional']);
});

test('builds keep it, with a caution, until the register knows the case', async () => {
  const feed = await published();
  unwrap(await add(feed, [NEW_PERSON, OTHER_PARTY]));
  const built = unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  expect(built.cautions).toMatchObject([{ code: 'provisional-kept' }]);
  expect(await feed.flagsOf('atena', '8000002')).toMatchObject([{ state: 'provisional' }]);

  const entered = { ...PERSON, 宛名番号: '8000001', 支援措置管理番号: 'KARI-1' };
  const moushide = applicationsCsv([PERSON, entered]);
  const joinText = joinCsv([['KARI-1', '相手方', '宛名番号', '8000002']]);
  const again = unwrap(await feed.build({ moushide, join: joinText }));
  expect(again.cautions).toEqual([]);
  expect(await feed.flagsOf('atena', '8000001')).toMatchObject([{ state: 'active' }]);
  expect(await feed.flagsOf('atena', '8000002')).toMatchObject([{ state: 'active' }]);
});

test('what the inputs leave out of a provisional case stays until it is dropped by name', async () => {
  const feed = await published();
  unwrap(await add(feed, [NEW_PERSON, OTHER_PARTY]));
  const entered = { ...PERSON, 宛名番号: '8000001', 支援措置管理番号: 'KARI-1' };
  const moushide = applicationsCsv([PERSON, entered]);
  const built = unwrap(await feed.build({ moushide }));
  expect(built.cautions).toMatchObject([{ code: 'provisional-kept' }]);
  expect(await feed.flagsOf('atena', '8000002')).toMatchObject([{ state: 'provisional' }]);
  unwrap(await feed.build({ moushide }, { dropProvisionals: ['KARI-1'] }));
  expect(await feed.flagsOf('atena', '8000002')).toEqual([]);
});

test('an end record of the case ends its provisional flags', async () => {
  const feed = await published();
  unwrap(await add(feed, [NEW_PERSON, OTHER_PARTY]));
  const ended = { ...PERSON, 宛名番号: '8000001', 支援措置管理番号: 'KARI-1', 削除フラグ: '1' };
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON, ended]) }));
  expect(await feed.flagsOf('atena', '8000001')).toEqual([]);
  expect(await feed.flagsOf('atena', '8000002')).toEqual([]);
});

test('an older row of the same person does not end it (目黒)', async () => {
  const feed = await published();
  unwrap(await add(feed, [{ ...NEW_PERSON, 値: '1234567' }]));
  const ended = { ...PERSON, 支援措置履歴番号: '2', 削除フラグ: '1', 操作年月日: '20260403' };
  unwrap(await feed.build({ moushide: applicationsCsv([ended]) }));
  expect(await feed.flagsOf('atena', '1234567')).toMatchObject([{ state: 'provisional' }]);
});

test('a newer row of the same person under another number takes its place', async () => {
  const feed = await published();
  unwrap(await add(feed, [NEW_PERSON]));
  const entered = {
    ...PERSON,
    宛名番号: '8000001',
    支援措置管理番号: 'K7',
    操作年月日: '20260411',
  };
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON, entered]) }));
  expect(await feed.flagsOf('atena', '8000001')).toMatchObject([{ state: 'active' }]);
});

test.each([
  ['a role that is none', { ...NEW_PERSON, 役割: '申出者' }],
  ['a value that is none', { ...NEW_PERSON, 値: 'なし' }],
  ['個人番号', { ...NEW_PERSON, 値: '123456789018' }],
])('%s is refused and nothing is written', async (_name, claim) => {
  const feed = await published();
  const before = contentOf(feed.dir);
  expect((await add(feed, [claim])).ok).toBe(false);
  expect(contentOf(feed.dir)).toEqual(before);
});

test('tags of operation records are resolved by whoever holds the source', async () => {
  const feed = openKakuuFeed();
  const join_ = joinCsv([['K1', '相手方', '宛名番号', '7654321']]);
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]), join: join_ }));
  const state = JSON.parse(
    Object.entries(contentOf(feed.keys)).find(([n]) => n.endsWith('state.json'))?.[1] ?? '{}',
  );
  const tags: readonly string[] = state.records
    .filter((r: { flags: unknown[] }) => r.flags.length > 0)
    .map((r: { tag: string }) => r.tag);
  const resolved = unwrap(
    await resolveTags({
      keys: feed.keys,
      moushide: [join(feed.dir, '申出書.csv')],
      identifiers: join(feed.dir, '突合.csv'),
      config: join(feed.dir, 'config.json'),
      tags: [...tags, toHex(new Uint8Array(16))],
      nowMs: NOW_MS,
      randomBytes,
    }),
  );
  const values = resolved.map(({ identifier }) => identifier?.value);
  expect(values).toEqual(expect.arrayContaining(['1234567', '7654321', '0246220001']));
  expect(resolved.at(-1)).toMatchObject({ roles: [], managementNumbers: [] });
  expect(resolved.find(({ identifier }) => identifier?.value === '7654321')).toMatchObject({
    roles: ['counterpart'],
    managementNumbers: ['K1'],
  });
});
