import type { FailureCode } from './failure.ts';
import type { Policy } from './policy.ts';

/** What is known of the age of the cache. Times are epoch ms. */
export type CacheAge = {
  /** Last verified contact with the feed, by this PC's clock; undefined = never. */
  readonly verifiedAtMs: number | undefined;
  /** Expiry of the trusted timestamp metadata. */
  readonly timestampExpiresMs: number;
  /** How far this PC's clock has gone since that contact (`seen-clock.ts`). */
  readonly timeFloorMs: number;
  readonly nowMs: number;
};

/** Clocks are corrected by a little all the time; only a larger step back raises doubt. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * Decides whether a number without a flag may be called clear (DESIGN.md §9). Flags count at any
 * age; this only decides about the absence of one.
 *
 * - `cache-empty`: there has never been a verified contact.
 * - `cache-stale`: the policy's limit has passed, or the clock went back and the age is in doubt.
 * - `feed-expired`: the limit has passed because the feed itself is not being signed any more.
 *
 * Guarantee: more time since the contact, or a clock less to be trusted, never gives `fresh`
 * where there was none.
 */
export function decideFreshness(
  age: CacheAge,
  policy: Pick<Policy, 'staleAfterMs'>,
): 'fresh' | FailureCode {
  const { verifiedAtMs, timestampExpiresMs, timeFloorMs, nowMs } = age;
  if (verifiedAtMs === undefined) return 'cache-empty';
  const latestMs = Math.max(verifiedAtMs, timeFloorMs);
  // Not "now < latest": a value that is no number must end up here too.
  if (!(nowMs >= latestMs - CLOCK_TOLERANCE_MS)) return 'cache-stale';
  if (Math.max(nowMs, latestMs) - verifiedAtMs < policy.staleAfterMs) return 'fresh';
  return nowMs >= timestampExpiresMs ? 'feed-expired' : 'cache-stale';
}

/**
 * True when the cache must be deleted because the feed was out of reach for too long (privacy,
 * SECURITY.md §4.4). Ask only after a failed contact: a wrong clock alone deletes nothing.
 */
export function isPurgeDue(
  age: Pick<CacheAge, 'verifiedAtMs' | 'nowMs'>,
  policy: Pick<Policy, 'purgeAfterMs'>,
): boolean {
  return age.verifiedAtMs !== undefined && age.nowMs - age.verifiedAtMs >= policy.purgeAfterMs;
}
