import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type CacheAge,
  CLOCK_TOLERANCE_MS,
  decideFreshness,
  isPurgeDue,
} from '../../utils/domain/freshness.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const T = Date.UTC(2026, 10, 21);
const POLICY = { staleAfterMs: DAY_MS, purgeAfterMs: 30 * DAY_MS };

function ageOf(change: Partial<CacheAge>): CacheAge {
  return {
    verifiedAtMs: T,
    timestampExpiresMs: T + 3 * DAY_MS,
    timeFloorMs: T,
    nowMs: T,
    ...change,
  };
}

describe('an absent flag', () => {
  test.each([
    ['at the moment of contact', {}, 'fresh'],
    ['one second before the limit', { nowMs: T + DAY_MS - 1_000 }, 'fresh'],
    ['at the limit', { nowMs: T + DAY_MS }, 'cache-stale'],
    ['after the limit with an expired feed', { nowMs: T + 4 * DAY_MS }, 'feed-expired'],
    ['within the limit with an expired feed', { timestampExpiresMs: T - 1 }, 'fresh'],
    ['without any contact ever', { verifiedAtMs: undefined }, 'cache-empty'],
    ['with a clock set back a little', { nowMs: T - CLOCK_TOLERANCE_MS }, 'fresh'],
    ['with a clock set back more', { nowMs: T - CLOCK_TOLERANCE_MS - 1 }, 'cache-stale'],
    ['with a clock ten years back', { nowMs: T - 3_650 * DAY_MS }, 'cache-stale'],
    ['with a clock ten years ahead', { nowMs: T + 3_650 * DAY_MS }, 'feed-expired'],
    ['when the clock was later before', { timeFloorMs: T + 2 * HOUR_MS }, 'cache-stale'],
    [
      'when the clock stood at the limit before',
      { timeFloorMs: T + DAY_MS, nowMs: T + DAY_MS - 1 },
      'cache-stale',
    ],
    ['with a time that is no number', { nowMs: Number.NaN }, 'cache-stale'],
    ['with a contact that is no number', { verifiedAtMs: Number.NaN }, 'cache-stale'],
    ['with a floor that is no number', { timeFloorMs: Number.NaN }, 'cache-stale'],
  ] as const)('%s is judged', (_name, change, expected) => {
    expect(decideFreshness(ageOf(change), POLICY)).toBe(expected);
  });
});

const MOMENT = fc.integer({ min: T - 400 * DAY_MS, max: T + 400 * DAY_MS });
const AGE = fc.record({
  verifiedAtMs: MOMENT,
  timestampExpiresMs: MOMENT,
  timeFloorMs: MOMENT,
  nowMs: MOMENT,
});

test('an older contact never gives fresh where there was none', () => {
  fc.assert(
    fc.property(AGE, fc.nat(60 * DAY_MS), (age, olderMs) => {
      fc.pre(decideFreshness(age, POLICY) !== 'fresh');
      // A contact in the future is a doubt of its own; making it older may resolve that doubt.
      fc.pre(age.verifiedAtMs <= age.nowMs);
      const older = { ...age, verifiedAtMs: age.verifiedAtMs - olderMs };
      expect(decideFreshness(older, POLICY)).not.toBe('fresh');
    }),
  );
});

test('a later time seen before never gives fresh where there was none', () => {
  fc.assert(
    fc.property(AGE, fc.nat(60 * DAY_MS), (age, laterMs) => {
      fc.pre(decideFreshness(age, POLICY) !== 'fresh');
      const doubtful = { ...age, timeFloorMs: age.timeFloorMs + laterMs };
      expect(decideFreshness(doubtful, POLICY)).not.toBe('fresh');
    }),
  );
});

test.each([
  [T + 30 * DAY_MS - 1, false],
  [T + 30 * DAY_MS, true],
  [T - 10 * DAY_MS, false],
])('at %d the purge is due: %s', (nowMs, isDue) => {
  expect(isPurgeDue({ verifiedAtMs: T, nowMs }, POLICY)).toBe(isDue);
});

test('what never had a contact is not purged', () => {
  expect(isPurgeDue({ verifiedAtMs: undefined, nowMs: T + 99 * DAY_MS }, POLICY)).toBe(false);
});
