import { expect, test } from 'vitest';
import type { VerifiedFeed } from '../../publisher/verify-feed.ts';
import { shownForms } from '../../utils/domain/canonical-form.ts';
import {
  deriveEntry,
  deriveLookupKey,
  RECORD_BYTES,
  TAG_BYTES,
} from '../../utils/domain/feed-record.ts';
import { findPlace, hasTagAt } from '../../utils/domain/feed-snapshot.ts';
import { type KakuuFeed, LOCALITY, openKakuuFeed, secretOf, unwrap } from './kakuu-feed.ts';
import { applicationsCsv, joinCsv, PERSON } from './kakuu-rows.ts';

/**
 * Who has the files alone must not tell flags from dummies (SECURITY.md §7, G14). Pearson's χ² against
 * equal shares; the bounds let one honest list in 10⁸ fail.
 */
const BYTES = { low: 120, high: 430 };
const TENTHS_HIGH = 56;
const NUMBERS = Array.from({ length: 400 }, (_, index) => String(2_000_000 + index * 37));

function chiSquare(values: Iterable<number>, binCount: number): number {
  const bins = new Array<number>(binCount).fill(0);
  let total = 0;
  for (const value of values) {
    bins[value] = (bins[value] ?? 0) + 1;
    total += 1;
  }
  const expected = total / binCount;
  return bins.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** Where the records of the numbers stand, for a reader who has the secret. */
async function placesOf(feed: KakuuFeed, { header, records }: VerifiedFeed): Promise<number[]> {
  const secret = secretOf(feed.keys, header.epochId);
  const key = await deriveLookupKey({ ...header, secret });
  const places: number[] = [];
  for (const text of NUMBERS) {
    for (const identifier of shownForms('atena', text, LOCALITY)) {
      const { tag } = await deriveEntry(key, header.municipalityCode, identifier);
      const place = findPlace(records, tag, 0);
      if (hasTagAt(records, place, tag)) places.push(place);
    }
  }
  return places;
}

test('flags, dummies and canaries cannot be told apart in the list', async () => {
  const feed = openKakuuFeed();
  const join = joinCsv(NUMBERS.map((value) => ['K1', '関係', '宛名番号', value] as const));
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]), join }));
  const verified = await feed.read();
  const { records } = verified;
  const all = Array.from({ length: verified.header.count }, (_, index) => index);
  const flags = await placesOf(feed, verified);
  const others = all.filter((index) => !flags.includes(index));
  expect([all.length, flags.length]).toEqual([1_000, NUMBERS.length]);

  for (const group of [all, flags, others]) {
    const rows = group.map((at) => records.subarray(at * RECORD_BYTES, (at + 1) * RECORD_BYTES));
    for (const part of [[0, TAG_BYTES] as const, [TAG_BYTES, RECORD_BYTES] as const]) {
      const spread = chiSquare(
        rows.flatMap((row) => [...row.subarray(...part)]),
        256,
      );
      expect(spread).toBeGreaterThan(BYTES.low);
      expect(spread).toBeLessThan(BYTES.high);
    }
  }
  const tenths = flags.map((index) => Math.floor((index * 10) / all.length));
  expect(chiSquare(tenths, 10)).toBeLessThan(TENTHS_HIGH);
});

test('dummies that are counted up, or that stand at the end, would be noticed', () => {
  const counted = Array.from({ length: 600 * 16 }, (_, at) => (at % 16 === 15 ? at >> 4 : 0) & 255);
  expect(chiSquare(counted, 256)).toBeGreaterThan(BYTES.high);
  const inFront = Array.from({ length: 400 }, (_, index) => Math.floor(index / 100));
  expect(chiSquare(inFront, 10)).toBeGreaterThan(TENTHS_HIGH);
});
