import type { FeedSecret } from './policy.ts';

/**
 * Finds the secret of an epoch among those of the policy; undefined when it is missing or its last
 * moment has come. The one rule for reading the feed and for answering from the cache.
 */
export function findFeedSecret(
  secrets: readonly FeedSecret[],
  epochId: string,
  nowMs: number,
): FeedSecret | undefined {
  return secrets.find(
    ({ id, notAfterMs }) => id === epochId && nowMs < (notAfterMs ?? Number.POSITIVE_INFINITY),
  );
}
