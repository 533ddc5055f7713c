import * as v from 'valibot';

/**
 * What this PC's clock has shown since the last verified contact with the feed. `floorMs` goes on
 * with the clock and never back, so time that passed while the clock was set back still counts.
 */
export type SeenClock = v.InferOutput<typeof SEEN_CLOCK>;

const SEEN_CLOCK = v.object({ floorMs: v.number(), lastMs: v.number(), maxMs: v.number() });

/** Parses a stored clock; undefined when it is none. */
export function parseSeenClock(value: unknown): SeenClock | undefined {
  const parsed = v.safeParse(SEEN_CLOCK, value);
  return parsed.success ? parsed.output : undefined;
}

/** The clock at a verified contact, epoch ms. */
export function startClock(nowMs: number): SeenClock {
  return { floorMs: nowMs, lastMs: nowMs, maxMs: nowMs };
}

/**
 * Notes what the clock shows now (SECURITY.md T19). A step back adds nothing. A step from behind
 * beyond everything seen is a corrected clock (an empty CMOS battery, then network time): it counts
 * from the latest time seen, not from the wrong one.
 */
export function noteClock({ floorMs, lastMs, maxMs }: SeenClock, nowMs: number): SeenClock {
  const fromMs = nowMs > maxMs ? maxMs : lastMs;
  return {
    floorMs: floorMs + Math.max(0, nowMs - fromMs),
    lastMs: nowMs,
    maxMs: Math.max(maxMs, nowMs),
  };
}
