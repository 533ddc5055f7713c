import type { CacheAge } from '../domain/freshness.ts';
import type { StoredFeed } from '../storage/read-feed.ts';

/**
 * Collects what `decideFreshness` needs. The moment at which the publisher read the register is
 * signed, so a clock that is behind it is wrong (SECURITY.md T19).
 */
export function readCacheAge(stored: StoredFeed, nowMs: number): CacheAge {
  return {
    verifiedAtMs: stored.head.verifiedAtMs,
    timestampExpiresMs: stored.head.timestampExpiresMs,
    timeFloorMs: Math.max(stored.timeFloorMs, stored.snapshot.header.builtAtMs),
    nowMs,
  };
}
