import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Bytes, concatBytes } from '../../utils/domain/bytes.ts';
import {
  applyDelta,
  applyDeltas,
  type Delta,
  deltaTarget,
  diffRecords,
  encodeDelta,
  epochFolder,
  parseDelta,
  snapshotAfter,
} from '../../utils/domain/feed-delta.ts';
import { encodeFrame } from '../../utils/domain/feed-frame.ts';
import { encodeSnapshot, parseSnapshot, stateHash } from '../../utils/domain/feed-snapshot.ts';
import { deltaOf, type Rows, recordOf, recordsOf, tagsOf } from '../support/feed-rows.ts';

const ROWS = fc.uniqueArray(fc.tuple(fc.nat(11), fc.nat(3)), {
  maxLength: 8,
  selector: ([tag]) => tag,
});
/** A life of the feed: its contents at each publication. */
const HISTORY = fc
  .array(ROWS, { minLength: 2, maxLength: 4 })
  .map((states) => states.map((rows): Rows => new Map(rows)));

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

describe('any history', () => {
  test('applied as deltas equals its snapshot', { timeout: 60_000 }, async () => {
    const property = fc.asyncProperty(HISTORY, async (states) => {
      let records = recordsOf(states[0] ?? new Map());
      for (const [before, after] of pairs(states)) {
        const read = parseDelta(encodeDelta(await deltaOf(before, after)));
        const applied = read.ok ? await applyDelta(records, read.value) : read;
        if (!applied.ok) throw new Error(applied.detail);
        records = applied.value;
      }
      return same(records, recordsOf(states.at(-1) ?? new Map()));
    });
    await fc.assert(property, { numRuns: 10_000 });
  });

  test('applied in one go equals its snapshot', async () => {
    const property = fc.asyncProperty(HISTORY, async (states) => {
      const deltas = await Promise.all(pairs(states).map(([a, b]) => deltaOf(a, b)));
      const applied = await applyDeltas(recordsOf(states[0] ?? new Map()), deltas);
      expect(applied).toEqual({ ok: true, value: recordsOf(states.at(-1) ?? new Map()) });
    });
    await fc.assert(property, { numRuns: 300 });
  });

  test('is refused from any other state than the one it starts from', async () => {
    const property = fc.asyncProperty(ROWS, HISTORY, async (rows, states) => {
      const [before = new Map(), after = new Map()] = states;
      const records = recordsOf(new Map(rows));
      fc.pre(!same(records, recordsOf(before)));
      const applied = await applyDelta(records, await deltaOf(before, after));
      expect(applied).toMatchObject({ ok: false, code: 'feed-hash-mismatch' });
    });
    await fc.assert(property, { numRuns: 500 });
  });

  test('a delta lists only what changed', () => {
    const { removed, upserts } = diffRecords(recordsOf(BEFORE), recordsOf(AFTER));
    expect(removed).toEqual(tagsOf([1]));
    expect(upserts).toEqual(concatBytes([recordOf(0, 1), recordOf(2, 2), recordOf(9, 1)]));
  });
});

describe('a delta that does not fit', () => {
  test('one that leads to another state than it declares is refused', async () => {
    const delta = await deltaOf(BEFORE, AFTER, { stateHash: await stateHash(recordsOf(BEFORE)) });
    expect(await applyDelta(recordsOf(BEFORE), delta)).toMatchObject({
      code: 'feed-hash-mismatch',
      detail: 'delta: other result',
    });
  });

  test('one that removes a record that is not there is refused', async () => {
    const { header, upserts } = await deltaOf(BEFORE, AFTER);
    const delta = { header: { ...header, removedCount: 2 }, removed: tagsOf([1, 7]), upserts };
    expect(await applyDelta(recordsOf(BEFORE), delta)).toMatchObject({ code: 'feed-malformed' });
  });

  test('a chain with a gap is refused', async () => {
    const chain = [await deltaOf(BEFORE, AFTER), await deltaOf(BEFORE, AFTER)];
    expect(await applyDeltas(recordsOf(BEFORE), chain)).toMatchObject({
      code: 'feed-hash-mismatch',
      detail: 'delta: other base',
    });
  });

  test('any one changed byte of it is refused', async () => {
    const bytes = encodeDelta(await deltaOf(BEFORE, AFTER));
    const base = recordsOf(BEFORE);
    const property = fc.asyncProperty(
      fc.nat(bytes.length - 1),
      fc.integer({ min: 1, max: 255 }),
      async (at, by) => {
        const bent = bytes.map((byte, index) => (index === at ? byte ^ by : byte));
        const read = parseDelta(bent);
        const applied = read.ok ? await applyDelta(base, read.value) : read;
        // A header field that the records do not show is the client's to hold against the metadata.
        expect(!applied.ok || same(applied.value, recordsOf(AFTER))).toBe(true);
      },
    );
    await fc.assert(property, { numRuns: 2_000 });
  });
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

test('the snapshot after a delta is the file that a publisher would have made', async () => {
  const delta = await deltaOf(BEFORE, AFTER);
  const snapshot = snapshotAfter(delta, recordsOf(AFTER));
  expect(snapshot.header).toEqual({
    format: 'matta-flags-1',
    feedId: 'kakuu-flags',
    epochId: 'e1',
    municipalityCode: '990001',
    environment: 'production',
    version: 4,
    count: 4,
    builtAtMs: 1_700_000_000_000,
  });
  expect(parseSnapshot(encodeSnapshot(snapshot))).toEqual({ ok: true, value: snapshot });
});

function written({ header, removed, upserts }: Delta, change: object): Bytes {
  return encodeFrame({ ...header, ...change }, [removed, upserts]);
}

function listed({ header }: Delta, removed: readonly number[], upserts: readonly Bytes[]): Bytes {
  const counts = { removedCount: removed.length, upsertCount: upserts.length };
  return encodeFrame({ ...header, ...counts }, [tagsOf(removed), ...upserts]);
}

function pairs(states: readonly Rows[]): readonly (readonly [Rows, Rows])[] {
  return states.slice(1).map((after, index) => [states[index] ?? new Map(), after]);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
