import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addProvisional } from '../../publisher/add-provisional.ts';
import type { PublishedEpoch } from '../../publisher/repository/read-epochs.ts';
import { applyDeltas } from '../../utils/domain/apply-deltas.ts';
import type { Bytes } from '../../utils/domain/bytes.ts';
import { type Delta, parseDelta } from '../../utils/domain/feed-delta.ts';
import { type KakuuFeed, NOW_MS, openKakuuFeed, unwrap } from './kakuu-feed.ts';
import { applicationsCsv, joinCsv, PERSON, type Row } from './kakuu-rows.ts';

const SECOND: Row = { ...PERSON, 宛名番号: '2222222', 支援措置管理番号: 'K2' };
const OTHER = joinCsv([['K1', '相手方', '宛名番号', '7654321']]);

async function current(feed: KakuuFeed): Promise<PublishedEpoch> {
  const [epoch] = (await feed.read()).epochs;
  if (!epoch) throw new Error('no epoch');
  return epoch;
}

function deltasOf({ deltas }: PublishedEpoch): readonly Delta[] {
  return deltas.map(({ bytes }) => {
    const delta = parseDelta(new Uint8Array(bytes));
    if (!delta.ok) throw new Error(delta.detail);
    return delta.value;
  });
}

async function follow(records: Bytes, epoch: PublishedEpoch, fromVersion: number): Promise<Bytes> {
  const deltas = deltasOf(epoch).filter(({ header }) => header.fromVersion >= fromVersion);
  const followed = await applyDeltas(records, deltas);
  if (!followed.ok) throw new Error(followed.code);
  return followed.value;
}

test('the delta of an update leads from the built snapshot to the updated one', async () => {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  const before = await current(feed);
  unwrap(await feed.update({ moushide: applicationsCsv([PERSON, SECOND]), join: OTHER }));
  const after = await current(feed);
  expect(before.deltas).toEqual([]);
  expect(after.deltas.map(({ name }) => name)).toEqual(['deltas/1-2.bin']);
  expect(await follow(before.records, after, 1)).toEqual(after.records);
  expect(await feed.flagsOf('atena', '2222222')).toMatchObject([{ role: 'protected' }]);
  expect(await feed.flagsOf('atena', '7654321')).toMatchObject([{ role: 'counterpart' }]);
});

test('a record that did not change keeps its bytes, so that a delta stays small', async () => {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  unwrap(await feed.update({ moushide: applicationsCsv([PERSON, SECOND]), join: OTHER }));
  const [delta] = deltasOf(await current(feed));
  expect(delta?.header).toMatchObject({ removedCount: 100, upsertCount: 200 });
});

test('an update without any change looks like every other update', async () => {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  unwrap(await feed.update({ moushide: applicationsCsv([PERSON]) }));
  const [delta] = deltasOf(await current(feed));
  expect(delta?.header).toMatchObject({ removedCount: 100, upsertCount: 200 });
});

test('two updates that differ by one flag have snapshots and deltas of equal sizes', async () => {
  const sizes = [];
  for (const changed of [undefined, OTHER]) {
    const feed = openKakuuFeed();
    unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
    unwrap(await feed.update({ moushide: applicationsCsv([PERSON]), join: changed }));
    const { targets } = (await feed.read()).repository;
    sizes.push([...targets].map(([name, { bytes }]) => [name, bytes.length]));
  }
  expect(sizes[0]).toEqual(sizes[1]);
});

test('a changed, an added and an ended flag give deltas of one size', async () => {
  const renewed = { ...PERSON, 支援措置履歴番号: '2', 操作年月日: '20260409' };
  const ended = { ...renewed, 削除フラグ: '1' };
  const sizes = [];
  for (const rows of [[renewed], [PERSON, SECOND], [ended]]) {
    const feed = openKakuuFeed();
    unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
    unwrap(await feed.update({ moushide: applicationsCsv(rows) }));
    sizes.push((await current(feed)).deltas[0]?.bytes.length);
  }
  expect(new Set(sizes).size).toBe(1);
});

test('what ended is gone from the records after an update', async () => {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON, SECOND]), join: OTHER }));
  const ended = { ...PERSON, 支援措置履歴番号: '2', 削除フラグ: '1', 操作年月日: '20260409' };
  unwrap(await feed.update({ moushide: applicationsCsv([ended, SECOND]) }));
  expect(await feed.flagsOf('atena', '1234567')).toEqual([]);
  expect(await feed.flagsOf('atena', '7654321')).toEqual([]);
  expect(await feed.flagsOf('atena', '2222222')).toHaveLength(1);
});

test('the last eight deltas are listed and lead from each of their versions to the newest', async () => {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  const seen = [await current(feed)];
  for (let round = 0; round < 10; round += 1) {
    const join = round % 2 === 0 ? OTHER : undefined;
    unwrap(await feed.update({ moushide: applicationsCsv([PERSON]), join }));
    seen.push(await current(feed));
  }
  const last = await current(feed);
  expect(last.deltas.map(({ name }) => name)).toEqual(
    [3, 4, 5, 6, 7, 8, 9, 10].map((from) => `deltas/${from}-${from + 1}.bin`),
  );
  for (const { header, records } of seen.slice(2)) {
    expect(await follow(records, last, header.version)).toEqual(last.records);
  }
}, 30_000);

test('a provisional flag travels as a delta too, and the next update carries it on', async () => {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  const before = await current(feed);
  const claims = [{ 役割: '対象者', 識別子種別: '宛名番号', 値: '8000001' }];
  const common = { keys: feed.keys, feed: feed.out, nowMs: NOW_MS, randomBytes };
  unwrap(await addProvisional({ ...common, managementNumber: 'KARI-1', claims }));
  unwrap(await feed.update({ moushide: applicationsCsv([PERSON]) }));
  const after = await current(feed);
  expect(after.deltas).toHaveLength(2);
  expect(await follow(before.records, after, 1)).toEqual(after.records);
  expect(await feed.flagsOf('atena', '8000001')).toMatchObject([{ state: 'provisional' }]);
});

test('a full build seals every record anew and lists no delta', async () => {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  unwrap(await feed.update({ moushide: applicationsCsv([PERSON]) }));
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  expect((await current(feed)).deltas).toEqual([]);
});

test('an update on a web folder that is lost or foreign asks for a build', async () => {
  const feed = openKakuuFeed();
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
  rmSync(feed.out, { recursive: true });
  const refused = await feed.update({ moushide: applicationsCsv([PERSON]) });
  expect(refused).toMatchObject({
    ok: false,
    problems: [{ code: 'feed', remedy: expect.stringContaining('build') }],
  });
});

test('random histories of updates give what a build of the last inputs gives', async () => {
  const numbers = ['3000001', '3000002', '3000003', '3000004'];
  const step = fc.subarray(numbers, { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 3 }), async (steps) => {
      const feed = openKakuuFeed();
      unwrap(await feed.build({ moushide: applicationsCsv([PERSON]) }));
      const joinOf = (list: readonly string[]) =>
        joinCsv(list.map((number) => ['K1', '相手方', '宛名番号', number] as const));
      for (const list of steps) {
        const start = await current(feed);
        unwrap(await feed.update({ moushide: applicationsCsv([PERSON]), join: joinOf(list) }));
        const end = await current(feed);
        expect(await follow(start.records, end, start.header.version)).toEqual(end.records);
      }
      for (const number of numbers) {
        const flags = await feed.flagsOf('atena', number);
        expect(flags.length).toBe(steps.at(-1)?.includes(number) ? 1 : 0);
      }
    }),
    { numRuns: 8 },
  );
}, 30_000);
