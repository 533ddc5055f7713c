import * as v from 'valibot';
import { MAX_RECORD_COUNT } from './feed-snapshot.ts';

/**
 * What the publisher signs about `flags.bin` beside hash and length: the `custom` field of the TUF
 * target (SECURITY.md §4.4). It names whose feed it is before a byte of it is downloaded.
 */
export type FeedDescription = v.InferOutput<typeof FEED_DESCRIPTION>;

const FEED_DESCRIPTION = v.object({
  feedId: v.string(),
  epochId: v.string(),
  /** Six-digit municipality code. */
  municipality: v.string(),
  environment: v.string(),
  /** SHA-256 over the records (`stateHash`). */
  stateHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  count: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_RECORD_COUNT)),
});

/** Parses the `custom` field of the flags target; undefined when it is anything else. */
export function parseFeedDescription(value: unknown): FeedDescription | undefined {
  const parsed = v.safeParse(FEED_DESCRIPTION, value);
  return parsed.success ? parsed.output : undefined;
}
