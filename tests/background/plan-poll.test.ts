import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type PollResult,
  planFirstPoll,
  planNextPoll,
  timeToPoll,
} from '../../utils/background/plan-poll.ts';
import { type PollPlan, parsePollPlan } from '../../utils/domain/poll-plan.ts';
import { NOW } from '../support/feed-fixture.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const RANDOM = fc.double({ min: 0, max: 0.999, noNaN: true });
const INTERVAL = fc.integer({ min: 30 * SECOND_MS, max: 60 * MINUTE_MS });
const MIN_WAIT = fc.option(fc.nat(10 * 60 * MINUTE_MS), { nil: undefined });
const RESULT: fc.Arbitrary<PollResult> = fc.record({
  isFailure: fc.boolean(),
  retryAfterMs: fc.option(fc.nat(10 * 60 * MINUTE_MS), { nil: undefined }),
});
const SUCCESS: PollResult = { isFailure: false };
const FAILURE: PollResult = { isFailure: true };

function plan(change: Partial<PollPlan> = {}): PollPlan {
  return { plannedAtMs: NOW, dueAtMs: NOW, failureCount: 0, ...change };
}

function waitAfter(result: PollResult, random: number, before?: PollPlan): number {
  const input = { nowMs: NOW, intervalMs: 5 * MINUTE_MS, random };
  return planNextPoll(before, result, input).dueAtMs - NOW;
}

describe('the first contact after a start', () => {
  test('is made at once when the cache cannot say clear', () => {
    const first = planFirstPoll({ nowMs: NOW, isCacheFresh: false, random: 0.9 });
    expect(timeToPoll(first, NOW)).toBe(0);
  });

  test('waits for up to a minute when it can', () => {
    fc.assert(
      fc.property(RANDOM, (random) => {
        const first = planFirstPoll({ nowMs: NOW, isCacheFresh: true, random });
        expect(timeToPoll(first, NOW)).toBe(Math.round(random * MINUTE_MS));
      }),
    );
  });
});

describe('the next contact', () => {
  test.each([
    [0, 2.5],
    [0.5, 5],
    [0.999, 7.5],
  ])('with chance %d comes after about %d minutes', (random, minutes) => {
    expect(waitAfter(SUCCESS, random)).toBeCloseTo(minutes * MINUTE_MS, -3);
  });

  test.each([
    [0, 5],
    [1, 10],
    [2, 20],
    [3, 30],
    [4, 30],
    [2_000, 30],
  ])('after %d failures and one more comes after %d minutes', (failureCount, minutes) => {
    expect(waitAfter(FAILURE, 0.5, plan({ failureCount }))).toBe(minutes * MINUTE_MS);
  });

  test('after a success counts no earlier failure', () => {
    expect(waitAfter(SUCCESS, 0.5, plan({ failureCount: 9 }))).toBe(5 * MINUTE_MS);
  });

  test('never comes sooner than publisher and host wish, up to an hour', () => {
    fc.assert(
      fc.property(RESULT, INTERVAL, MIN_WAIT, RANDOM, (result, intervalMs, minWaitMs, random) => {
        const input = { nowMs: NOW, intervalMs, minWaitMs, random };
        const next = planNextPoll(undefined, result, input);
        const askedMs = Math.max(result.retryAfterMs ?? 0, minWaitMs ?? 0);
        expect(next.dueAtMs - NOW).toBeGreaterThanOrEqual(Math.min(askedMs, 60 * MINUTE_MS));
      }),
    );
  });

  test('never comes sooner than half the interval nor later than an hour and a half', () => {
    fc.assert(
      fc.property(RESULT, INTERVAL, RANDOM, fc.nat(100), (result, intervalMs, random, failures) => {
        const before = plan({ failureCount: failures });
        const next = planNextPoll(before, result, { nowMs: NOW, intervalMs, random });
        expect(next.dueAtMs - NOW).toBeGreaterThanOrEqual(Math.floor(intervalMs / 2));
        expect(next.dueAtMs - NOW).toBeLessThanOrEqual(90 * MINUTE_MS);
      }),
    );
  });
});

describe('a plan that is kept', () => {
  test('is due at its moment', () => {
    const kept = plan({ dueAtMs: NOW + MINUTE_MS });
    expect(timeToPoll(kept, NOW + MINUTE_MS - 1)).toBe(1);
    expect(timeToPoll(kept, NOW + MINUTE_MS)).toBe(0);
    expect(timeToPoll(kept, NOW + 5 * MINUTE_MS)).toBe(0);
  });

  test.each([
    ['went back by a day', NOW - 24 * 60 * MINUTE_MS],
    ['shows no time', Number.NaN],
  ])('is due when the clock %s', (_name, nowMs) => {
    expect(timeToPoll(plan({ dueAtMs: NOW + MINUTE_MS }), nowMs)).toBe(0);
  });

  test('stays when the clock is corrected by a little', () => {
    expect(timeToPoll(plan({ dueAtMs: NOW + MINUTE_MS }), NOW - SECOND_MS)).toBe(61_000);
  });

  test('is read as it was stored, and nothing else is', () => {
    const kept = plan({ failureCount: 2 });
    expect(parsePollPlan(structuredClone(kept))).toEqual(kept);
    for (const value of [undefined, null, 1, {}, { ...kept, dueAtMs: '1' }]) {
      expect(parsePollPlan(value)).toBeUndefined();
    }
  });
});

describe('3,000 PCs that are all switched on at 08:30:00', () => {
  const CLIENTS = 3_000;
  const HOUR_MS = 60 * MINUTE_MS;
  /** A poll that finds nothing new asks for the next root and for the timestamp. */
  const REQUESTS_PER_POLL = 2;

  /** Requests in each second of one hour, with the host down in a part of it. */
  function simulate(isDown: (atMs: number) => boolean): readonly number[] {
    const perSecond = new Array<number>(HOUR_MS / SECOND_MS).fill(0);
    const random = seeded(20_261_121);
    for (let client = 0; client < CLIENTS; client += 1) {
      let next = planFirstPoll({ nowMs: 0, isCacheFresh: true, random: random() });
      while (next.dueAtMs < HOUR_MS) {
        const nowMs = next.dueAtMs;
        const second = Math.floor(nowMs / SECOND_MS);
        const isFailure = isDown(nowMs);
        perSecond[second] = (perSecond[second] ?? 0) + (isFailure ? 1 : REQUESTS_PER_POLL);
        const input = { nowMs, intervalMs: 5 * MINUTE_MS, random: random() };
        next = planNextPoll(next, { isFailure }, input);
      }
    }
    return perSecond;
  }

  /** Figures of a stretch of time, in requests per second. */
  function figures(perSecond: readonly number[], fromMinute: number, toMinute: number) {
    const part = perSecond.slice(fromMinute * 60, toMinute * 60);
    const peak = Math.max(...part);
    const mean = part.reduce((sum, count) => sum + count, 0) / part.length;
    const quiet = part.filter((count) => count === 0).length;
    return { peak, mean: Math.round(mean * 10) / 10, quietSeconds: quiet };
  }

  test('never ask together, nor after an outage of 20 minutes', ({ annotate }) => {
    const calm = simulate(() => false);
    const outage = simulate((atMs) => atMs >= 10 * MINUTE_MS && atMs < 30 * MINUTE_MS);
    const first = figures(calm, 0, 1);
    const later = figures(calm, 10, 60);
    const down = figures(outage, 10, 30);
    const back = figures(outage, 30, 60);
    void annotate(JSON.stringify({ first, later, down, back }));
    // The mean of the first minute is 100 requests/s, all at once would be 6,000.
    expect(first.peak).toBeLessThan(200);
    expect(later.peak).toBeLessThan(80);
    expect(later.quietSeconds).toBeLessThan(60);
    expect(down.mean).toBeLessThan(later.mean);
    expect(back.peak).toBeLessThan(80);
  });
});

/** Chance that is the same in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
