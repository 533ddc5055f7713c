import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyDelta, applyDeltas, snapshotAfter } from '../../utils/domain/apply-deltas.ts';
import { encodeDelta, parseDelta } from '../../utils/domain/feed-delta.ts';
import { encodeSnapshot, parseSnapshot, stateHash } from '../../utils/domain/feed-snapshot.ts';
import { deltaOf, type Rows, recordsOf, tagsOf } from '../support/feed-rows.ts';

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

function pairs(states: readonly Rows[]): readonly (readonly [Rows, Rows])[] {
  return states.slice(1).map((after, index) => [states[index] ?? new Map(), after]);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
