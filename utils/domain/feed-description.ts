import * as v from 'valibot';
import { MAX_RECORD_COUNT } from './feed-snapshot.ts';

/**
 * What the publisher signs about `flags.bin` beside hash and length: the `custom` field of the TUF
 * target (SECURITY.md §4.4). It names whose feed it is before a byte of it is downloaded.
 */
export type FeedDescription = v.InferOutput<typeof FEED_DESCRIPTION>;

/** The same about a delta: `count` and `stateHash` are those of its result. */
export type DeltaDescription = v.InferOutput<typeof DELTA_DESCRIPTION>;

const SHA256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const VERSION = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const FEED_DESCRIPTION = v.object({
  feedId: v.string(),
  epochId: v.string(),
  /** Six-digit municipality code. */
  municipality: v.string(),
  environment: v.string(),
  /** SHA-256 over the records (`stateHash`). */
  stateHash: SHA256,
  count: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_RECORD_COUNT)),
  /** `version` in the header of the file: the one at which a delta starts or ends. */
  version: v.optional(VERSION),
});

const DELTA_DESCRIPTION = v.object({
  ...FEED_DESCRIPTION.entries,
  fromVersion: VERSION,
  toVersion: VERSION,
  /** `stateHash` of the records that it starts from. */
  baseStateHash: SHA256,
});

/** Parses the `custom` field of the flags target; undefined when it is anything else. */
export function parseFeedDescription(value: unknown): FeedDescription | undefined {
  const parsed = v.safeParse(FEED_DESCRIPTION, value);
  return parsed.success ? parsed.output : undefined;
}

/** Parses the `custom` field of a delta; undefined when it is anything else. */
export function parseDeltaDescription(value: unknown): DeltaDescription | undefined {
  const parsed = v.safeParse(DELTA_DESCRIPTION, value);
  return parsed.success ? parsed.output : undefined;
}
