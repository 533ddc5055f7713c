import * as v from 'valibot';

/** What the cache says about itself: stored beside the data, in the same transaction. */
export type FeedHead = v.InferOutput<typeof FEED_HEAD>;

/**
 * Second copy of the head in another store. A browser that silently replaced a broken database by
 * an empty one (SECURITY.md F1) cannot have replaced this copy too.
 */
export type HeadCopy = v.InferOutput<typeof HEAD_COPY>;

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const SHA256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const HEAD_COPY = v.object({
  /** Rises by one with every change of the cache. */
  generation: COUNT,
  /** Version of the trusted targets metadata. */
  version: COUNT,
  count: COUNT,
  stateHash: SHA256,
  /** Version of the root that vouched for it, and SHA-256 of the root pinned by policy then. */
  rootVersion: COUNT,
  pinHash: SHA256,
});

const FEED_HEAD = v.object({
  ...HEAD_COPY.entries,
  feedId: v.string(),
  epochId: v.string(),
  /** SHA-256 of the two target files, as signed. */
  flagsHash: SHA256,
  configHash: SHA256,
  /** Last verified contact with the feed, epoch ms. */
  verifiedAtMs: v.number(),
  /** Expiry of the trusted timestamp, epoch ms. */
  timestampExpiresMs: v.number(),
});

/** Parses a stored head; undefined when it is none. */
export function parseFeedHead(value: unknown): FeedHead | undefined {
  const parsed = v.safeParse(FEED_HEAD, value);
  return parsed.success ? parsed.output : undefined;
}

/** Parses a stored copy of the head; undefined when it is none. */
export function parseHeadCopy(value: unknown): HeadCopy | undefined {
  const parsed = v.safeParse(HEAD_COPY, value);
  return parsed.success ? parsed.output : undefined;
}

/** The part of a head that is copied. */
export function copyOf(head: FeedHead): HeadCopy {
  const { generation, version, count, stateHash, rootVersion, pinHash } = head;
  return { generation, version, count, stateHash, rootVersion, pinHash };
}

/**
 * True when head and copy belong together. The head is written first, so a worker killed between
 * the two leaves a head that is exactly one generation ahead: that is sound, anything else is not.
 */
export function isHeadSound(head: FeedHead, copy: HeadCopy | undefined): boolean {
  if (head.generation === (copy?.generation ?? 0) + 1) return true;
  return copy !== undefined && JSON.stringify(copyOf(head)) === JSON.stringify(copy);
}
