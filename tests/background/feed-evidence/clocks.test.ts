import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { syncFeed } from '../../../utils/background/sync-feed.ts';
import { CLOCK_TOLERANCE_MS } from '../../../utils/domain/freshness.ts';
import { fail } from '../../../utils/domain/result.ts';
import type { FlagStore } from '../../../utils/storage/flag-store.ts';
import { askFlags } from '../../support/ask-flags.ts';
import { atena, buildPolicy, buildTargets, NOW, serveFiles } from '../../support/feed-fixture.ts';
import { openMemoryStore } from '../../support/open-memory-store.ts';
import { createRepository } from '../../support/tuf-repository.ts';

/**
 * The clock of a PC can do anything while the feed is away (SECURITY.md T19). 30 patterns × 5 lengths
 * of outage, through the whole flag source: once the policy's 24 hours of true time (and the five
 * minutes that every clock may be off) have passed without a verified contact, no number without a
 * flag is called clear, whatever the clock shows.
 */
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const YEAR_MS = 365 * DAY_MS;
const STALE_AFTER_MS = 24 * HOUR_MS;
const JUDGED_FROM_MS = STALE_AFTER_MS + CLOCK_TOLERANCE_MS;
const OUTAGES_MS = [25 * HOUR_MS, 2 * DAY_MS, 7 * DAY_MS, 29 * DAY_MS, 40 * DAY_MS];

const FLAGGED = atena('000000000000101');
const UNFLAGGED = atena('000000000000999');

/** What the clock shows when `t` ms of true time have passed since the last contact. */
type Pattern = (t: number) => number;
const wave = (t: number, periodMs: number) => Math.sin((2 * Math.PI * t) / periodMs);

const PATTERNS: { readonly [name: string]: Pattern } = {
  'runs true': (t) => t,
  'runs true with a second of jitter': (t) => t + 1_000 * wave(t, 7 * MINUTE_MS),
  'is four minutes behind': (t) => t - 4 * MINUTE_MS,
  'is four minutes ahead': (t) => t + 4 * MINUTE_MS,
  'jumps an hour ahead': (t) => t + (t > HOUR_MS ? HOUR_MS : 0),
  'jumps an hour back (summer time set by hand)': (t) => t - (t > HOUR_MS ? HOUR_MS : 0),
  'jumps nine hours back (UTC for Japan)': (t) => t - (t > HOUR_MS ? 9 * HOUR_MS : 0),
  'jumps nine hours ahead': (t) => t + (t > HOUR_MS ? 9 * HOUR_MS : 0),
  'jumps a day back at once': (t) => t - DAY_MS,
  'jumps a day back after an hour': (t) => t - (t > HOUR_MS ? DAY_MS : 0),
  'jumps a day back every day': (t) => t - DAY_MS * Math.floor(t / DAY_MS),
  'jumps an hour back every hour': (t) => t - HOUR_MS * Math.floor(t / HOUR_MS),
  'jumps a week back': (t) => t - (t > HOUR_MS ? 7 * DAY_MS : 0),
  'jumps a year back': (t) => t - (t > HOUR_MS ? YEAR_MS : 0),
  'jumps a year ahead': (t) => t + (t > HOUR_MS ? YEAR_MS : 0),
  'jumps a year ahead and comes back': (t) => t + (t > HOUR_MS && t < 2 * HOUR_MS ? YEAR_MS : 0),
  'jumps a year back and comes back': (t) => t - (t > HOUR_MS && t < 2 * HOUR_MS ? YEAR_MS : 0),
  'starts at 1970 after the battery died': (t) => (t > HOUR_MS ? t - NOW : t),
  'starts at 1970 and is set right after a day': (t) => (t > HOUR_MS && t < DAY_MS ? t - NOW : t),
  'starts at 2010': (t) => t - (NOW - Date.UTC(2010, 0, 1)),
  'is reset to 2010 every three hours': (t) => (t % (3 * HOUR_MS)) - (NOW - Date.UTC(2010, 0, 1)),
  'stands in 2099': (t) => Date.UTC(2099, 0, 1) - NOW + t,
  'runs twice as fast': (t) => 2 * t,
  'swings by two hours': (t) => t + 2 * HOUR_MS * wave(t, 6 * HOUR_MS),
  'swings by two days': (t) => t + 2 * DAY_MS * wave(t, 3 * DAY_MS),
  'is put back to office opening each morning': (t) => t % (10 * HOUR_MS),
  'is put back by five hours every six': (t) => t - 5 * HOUR_MS * Math.floor(t / (6 * HOUR_MS)),
  'sleeps through the outage (no poll), then runs true': (t) => t,
  'is corrected from ten days behind': (t) => (t < 20 * HOUR_MS ? t - 10 * DAY_MS : t),
  'is no number': () => Number.NaN,
};

beforeEach(() => fakeBrowser.reset());

let judged = 0;
afterAll(() => console.log(`clocks: ${judged} answers from stale data, clear: 0`));

const CASES = Object.keys(PATTERNS).flatMap((name) =>
  OUTAGES_MS.map((outageMs) => [name, outageMs / HOUR_MS] as const),
);

test('thirty patterns are tried', () => expect(CASES).toHaveLength(150));

test.each(CASES)('a clock that %s for %d h never makes stale data clear', async (name, hours) => {
  const pattern = PATTERNS[name] ?? (() => Number.NaN);
  const scene = await openScene();
  for (const t of looks(hours * HOUR_MS, name.startsWith('sleeps'))) {
    const nowMs = NOW + pattern(t);
    await scene.store.noteTime(nowMs);
    if (t < JUDGED_FROM_MS || t % (3 * HOUR_MS) !== HOUR_MS) continue;
    await scene.poll(nowMs);
    const [flagged, other] = await scene.ask(nowMs);
    expect(other, `${t / HOUR_MS} h`).not.toBe('clear');
    expect(flagged).not.toBe('clear');
    judged += 1;
  }
});

/**
 * When the worker looks at the clock: every half hour, as every browser that is open does, then more
 * seldom, because stale stays stale. A clock that is put back while nobody looks cannot be told
 * from a shorter time; that is what the half hours are for.
 */
function looks(outageMs: number, isAsleep: boolean): readonly number[] {
  const endMs = outageMs - (outageMs % (3 * HOUR_MS)) + HOUR_MS;
  if (isAsleep) return [Math.max(endMs, JUDGED_FROM_MS + 2 * HOUR_MS)].map(toJudged);
  const close = steps(30 * MINUTE_MS, Math.min(endMs, 2 * DAY_MS + HOUR_MS));
  return endMs > 2 * DAY_MS + HOUR_MS
    ? [
        ...close,
        ...steps(12 * HOUR_MS, endMs)
          .filter((t) => t > 2 * DAY_MS)
          .map(toJudged),
      ]
    : close;
}

function steps(everyMs: number, endMs: number): number[] {
  return Array.from({ length: Math.floor(endMs / everyMs) }, (_, index) => (index + 1) * everyMs);
}

function toJudged(t: number): number {
  return t - (t % (3 * HOUR_MS)) + HOUR_MS;
}

describe('the same clocks with the feed in reach', () => {
  const honest = ['runs true', 'runs true with a second of jitter', 'is four minutes ahead'];
  test.each(honest)('a clock that %s leaves clear numbers clear', async (name) => {
    const scene = await openScene();
    const pattern = PATTERNS[name] ?? (() => Number.NaN);
    for (let t = 6 * HOUR_MS; t <= 2 * DAY_MS; t += 6 * HOUR_MS) {
      await scene.poll(NOW + pattern(t), true);
      expect(await scene.ask(NOW + pattern(t))).toEqual(['flagged', 'clear']);
    }
  });
});

async function openScene() {
  const repository = createRepository(NOW);
  repository.publish(await buildTargets());
  const policy = buildPolicy(repository, { staleAfterMs: STALE_AFTER_MS });
  const store: FlagStore = openMemoryStore();
  const online = serveFiles(repository.files);
  const offline = async () => fail('feed-unreachable' as const);
  const poll = (nowMs: number, isOnline = false) =>
    syncFeed({ store, fetchBytes: isOnline ? online : offline }, policy, nowMs);
  await poll(NOW, true);
  const ask = async (nowMs: number) => {
    const verdicts = await askFlags({ store, policy, nowMs }, [FLAGGED, UNFLAGGED]);
    return verdicts.map(({ status }) => status);
  };
  return { store, poll, ask };
}
