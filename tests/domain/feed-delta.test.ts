import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bytes, concatBytes } from '../../utils/domain/bytes.ts';
import {
  type Delta,
  deltaTarget,
  diffRecords,
  encodeDelta,
  epochFolder,
  parseDelta,
} from '../../utils/domain/feed-delta.ts';
import { encodeFrame } from '../../utils/domain/feed-frame.ts';
import { deltaOf, type Rows, recordOf, recordsOf, tagsOf } from '../support/feed-rows.ts';

const BEFORE: Rows = new Map([
  [1, 1],
  [2, 1],
  [3, 1],
]);
const AFTER: Rows = new Map([
  [0, 1],
  [2, 2],
  [3, 1],
  [9, 1],
]);

test('a delta lists only what changed', () => {
  const { removed, upserts } = diffRecords(recordsOf(BEFORE), recordsOf(AFTER));
  expect(removed).toEqual(tagsOf([1]));
  expect(upserts).toEqual(concatBytes([recordOf(0, 1), recordOf(2, 2), recordOf(9, 1)]));
});

describe('the file', () => {
  test('is read as it was written', async () => {
    const delta = await deltaOf(BEFORE, AFTER);
    expect(parseDelta(encodeDelta(delta))).toEqual({ ok: true, value: delta });
  });

  test('cut anywhere is no delta', async () => {
    const bytes = encodeDelta(await deltaOf(BEFORE, AFTER));
    const lengths = fc.nat(bytes.length - 1);
    fc.assert(fc.property(lengths, (length) => !parseDelta(bytes.slice(0, length)).ok));
  });

  const BENT: readonly (readonly [string, (delta: Delta) => Bytes])[] = [
    ['with versions that fall', (delta) => written(delta, { fromVersion: 4, toVersion: 3 })],
    ['with versions that stand still', (delta) => written(delta, { toVersion: 3 })],
    ['with version 0', (delta) => written(delta, { fromVersion: 0 })],
    ['with fewer removals than it says', (delta) => written(delta, { removedCount: 2 })],
    ['with more records than it says', (delta) => written(delta, { upsertCount: 2 })],
    ['with a negative count', (delta) => written(delta, { removedCount: -1 })],
    ['with a fraction', (delta) => written(delta, { removedCount: 0.5 })],
    ['of another format', (delta) => written(delta, { format: 'matta-delta-2' })],
    ['with an unknown key', (delta) => written(delta, { extra: 1 })],
    ['with a hash in capitals', (delta) => written(delta, { stateHash: 'A'.repeat(64) })],
    ['with records out of order', (delta) => listed(delta, [], [recordOf(2, 1), recordOf(1, 1)])],
    ['with a record twice', (delta) => listed(delta, [], [recordOf(1, 1), recordOf(1, 2)])],
    ['with removals out of order', (delta) => listed(delta, [2, 1], [])],
    ['with a removal twice', (delta) => listed(delta, [1, 1], [])],
    ['that removes and writes one tag', (delta) => listed(delta, [1], [recordOf(1, 1)])],
  ];
  test.each(BENT)('%s is malformed', async (_name, bend) => {
    const bytes = bend(await deltaOf(BEFORE, AFTER));
    expect(parseDelta(bytes)).toMatchObject({ ok: false, code: 'feed-malformed' });
  });

  test('cannot be written with counts that do not fit', async () => {
    const delta = await deltaOf(BEFORE, AFTER, { upsertCount: 1 });
    expect(() => encodeDelta(delta)).toThrow('counts');
  });

  test('has a name that tells where it leads, in the folder of its epoch', () => {
    const versions = { fromVersion: 3, toVersion: 12 };
    expect(deltaTarget(versions)).toBe('deltas/3-12.bin');
    expect(deltaTarget(versions, epochFolder('e2'))).toBe('epochs/e2/deltas/3-12.bin');
  });
});

function written({ header, removed, upserts }: Delta, change: object): Bytes {
  return encodeFrame({ ...header, ...change }, [removed, upserts]);
}

function listed({ header }: Delta, removed: readonly number[], upserts: readonly Bytes[]): Bytes {
  const counts = { removedCount: removed.length, upsertCount: upserts.length };
  return encodeFrame({ ...header, ...counts }, [tagsOf(removed), ...upserts]);
}
