import * as v from 'valibot';
import { type Bytes, compareBytes, concatBytes, toHex } from './bytes.ts';
import type { FailureCode } from './failure.ts';
import { encodeFrame, parseFrame } from './feed-frame.ts';
import { RECORD_BYTES, TAG_BYTES } from './feed-record.ts';
import { fail, ok, type Result } from './result.ts';

/** TUF target names of a feed. */
export const FLAGS_TARGET = 'flags.bin';
export const CONFIG_TARGET = 'config.json';

/** Bounds of a snapshot: the largest city needs about 200,000 records (DOMAIN.md §1.5). */
export const MAX_RECORD_COUNT = 1_000_000;

/** What a snapshot says about itself; it must agree with policy and signed metadata. */
export type SnapshotHeader = v.InferOutput<typeof HEADER>;

export type Snapshot = {
  readonly header: SnapshotHeader;
  /** Records of 300 bytes, sorted by tag, end to end. */
  readonly records: Bytes;
};

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Whose flags a file carries: the same fields in every binary file of the feed. */
export const FEED_IDENTITY = {
  feedId: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)),
  epochId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,40}$/)),
  municipalityCode: v.pipe(v.string(), v.regex(/^\d{6}$/)),
  environment: v.picklist(['production', 'training']),
} as const;

const HEADER = v.strictObject({
  format: v.literal('matta-flags-1'),
  ...FEED_IDENTITY,
  /** Version of the flag data; rises with every build. */
  version: v.pipe(COUNT, v.minValue(1)),
  count: v.pipe(COUNT, v.maxValue(MAX_RECORD_COUNT)),
  /** Moment at which the flags were read from the register, epoch ms: the age that staff see. */
  builtAtMs: COUNT,
});

/** Writes a snapshot: header length 4 bytes | header as canonical JSON | records. */
export function encodeSnapshot({ header, records }: Snapshot): Bytes {
  if (records.length !== header.count * RECORD_BYTES) throw new Error('count does not fit records');
  return encodeFrame(header, [records]);
}

/**
 * Reads a snapshot whose hash and length signed metadata vouch for. `feed-malformed` for anything
 * but the canonical header, whole records and strictly rising tags; `feed-too-large` above the bound.
 * The records are a view on the given bytes, not a copy.
 */
export function parseSnapshot(bytes: Bytes): Result<Snapshot, FailureCode> {
  const frame = parseFrame(bytes, HEADER);
  if (!frame.ok) return frame;
  const { header, body: records } = frame.value;
  if (records.length > MAX_RECORD_COUNT * RECORD_BYTES) return fail('feed-too-large');
  if (records.length !== header.count * RECORD_BYTES) return fail('feed-malformed', 'record count');
  if (!areRising(records, RECORD_BYTES)) return fail('feed-malformed', 'record order');
  return ok({ header, records });
}

/** Sorts records by tag and joins them. Throws on two records with one tag. */
export function joinRecords(records: readonly Uint8Array[]): Bytes {
  const joined = concatBytes([...records].sort(compareBytes));
  if (!areRising(joined, RECORD_BYTES)) throw new Error('two records with one tag');
  return joined;
}

/** Hash of a set of records, lower-case hex SHA-256: equal for a snapshot and its deltas. */
export async function stateHash(records: Bytes): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', records)));
}

/** Finds the record of a tag among sorted records; undefined when there is none. */
export function findRecord(records: Uint8Array, tag: Uint8Array): Uint8Array | undefined {
  const index = findPlace(records, tag, 0);
  return hasTagAt(records, index, tag) ? recordAt(records, index) : undefined;
}

/** Index of the first record, from `start` on, whose tag is not below the given one. */
export function findPlace(records: Uint8Array, tag: Uint8Array, start: number): number {
  let low = start;
  let high = Math.floor(records.length / RECORD_BYTES);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareBytes(tagAt(records, middle), tag) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** True when the record at an index, if there is one, has the tag. */
export function hasTagAt(records: Uint8Array, index: number, tag: Uint8Array): boolean {
  return index * RECORD_BYTES < records.length && compareBytes(tagAt(records, index), tag) === 0;
}

/** True when rows of one size are strictly rising by their tag, which each begins with. */
export function areRising(rows: Uint8Array, rowBytes: number): boolean {
  for (let at = rowBytes; at < rows.length; at += rowBytes) {
    const before = rows.subarray(at - rowBytes, at - rowBytes + TAG_BYTES);
    if (compareBytes(before, rows.subarray(at, at + TAG_BYTES)) >= 0) return false;
  }
  return true;
}

function tagAt(records: Uint8Array, index: number): Uint8Array {
  return records.subarray(index * RECORD_BYTES, index * RECORD_BYTES + TAG_BYTES);
}

function recordAt(records: Uint8Array, index: number): Uint8Array {
  return records.subarray(index * RECORD_BYTES, (index + 1) * RECORD_BYTES);
}
