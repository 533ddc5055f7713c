import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideFreshness } from '../../utils/domain/freshness.ts';
import { noteClock, parseSeenClock, startClock } from '../../utils/domain/seen-clock.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;
const POLL_MS = 5 * MINUTE_MS;
const T = Date.UTC(2026, 10, 21);
const POLICY = { staleAfterMs: DAY_MS };

/** Lets real time pass in polls, with jumps of the clock at given polls, and asks at each poll. */
function runOutage(pollCount: number, jumps: ReadonlyMap<number, number>) {
  let seen = startClock(T);
  let clockMs = T;
  return Array.from({ length: pollCount }, (_, poll) => {
    clockMs += POLL_MS + (jumps.get(poll) ?? 0);
    seen = noteClock(seen, clockMs);
    const age = { verifiedAtMs: T, timestampExpiresMs: T + YEAR_MS, timeFloorMs: seen.floorMs };
    return {
      realAgeMs: (poll + 1) * POLL_MS,
      answer: decideFreshness({ ...age, nowMs: clockMs }, POLICY),
    };
  });
}

test('a steady clock is fresh up to the limit and not after it', () => {
  const answers = runOutage(400, new Map());
  for (const { realAgeMs, answer } of answers) {
    expect(answer).toBe(realAgeMs < POLICY.staleAfterMs ? 'fresh' : 'cache-stale');
  }
});

describe('30 patterns of a wrong clock × 5 outages', () => {
  const AT_POLLS = [0, 1, 60, 150, 280, 290];
  const JUMPS_MS = [-10 * YEAR_MS, -DAY_MS, -6 * HOUR_MS, -10 * MINUTE_MS, 10 * YEAR_MS];
  const patterns = AT_POLLS.flatMap((poll) => JUMPS_MS.map((jumpMs) => [poll, jumpMs] as const));
  const OUTAGES_MS = [HOUR_MS, DAY_MS, 2 * DAY_MS, 7 * DAY_MS, 30 * DAY_MS];

  test.each(patterns)('a jump at poll %d by %d ms never makes old data fresh', (poll, jumpMs) => {
    for (const outageMs of OUTAGES_MS) {
      const answers = runOutage(outageMs / POLL_MS, new Map([[poll, jumpMs]]));
      const wrong = answers.filter(
        // The poll at which the clock went back cannot know how long it took.
        ({ realAgeMs, answer }) => answer === 'fresh' && realAgeMs >= POLICY.staleAfterMs + POLL_MS,
      );
      expect(wrong).toEqual([]);
    }
  });
});

// One poll when the clock goes back, one when it passes the latest time seen again.
test('any pattern of jumps loses at most two polls for each step back', () => {
  const JUMP = fc.oneof(
    fc.integer({ min: -2 * DAY_MS, max: 2 * DAY_MS }),
    fc.integer({ min: -20 * MINUTE_MS, max: 20 * MINUTE_MS }),
  );
  const JUMPS = fc.array(fc.tuple(fc.nat(500), JUMP), { maxLength: 12 });
  fc.assert(
    fc.property(JUMPS, (jumps) => {
      const lossMs = jumps.reduce((sum, [, jumpMs]) => sum + (jumpMs < 0 ? 2 * POLL_MS : 0), 0);
      const answers = runOutage(600, new Map(jumps));
      const limitMs = POLICY.staleAfterMs + lossMs;
      const wrong = answers.filter((a) => a.answer === 'fresh' && a.realAgeMs >= limitMs);
      expect(wrong).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test('a PC that starts in 2015 and is corrected by the network is not stale for that', () => {
  const seen = noteClock(startClock(T), T - 11 * YEAR_MS);
  const { floorMs } = noteClock(noteClock(seen, T - 11 * YEAR_MS + MINUTE_MS), T + HOUR_MS);
  const age = { verifiedAtMs: T, timestampExpiresMs: T + YEAR_MS, timeFloorMs: floorMs };
  expect(decideFreshness({ ...age, nowMs: T + HOUR_MS }, POLICY)).toBe('fresh');
});

test.each([undefined, null, 5, {}, { floorMs: 1, lastMs: 1 }])('%j is no clock', (value) => {
  expect(parseSeenClock(value)).toBeUndefined();
});
