import * as v from 'valibot';
import { type Bytes, compareBytes, concatBytes, toHex, utf8 } from './bytes.ts';
import type { FailureCode } from './failure.ts';
import { RECORD_BYTES, TAG_BYTES } from './feed-record.ts';
import { fail, ok, type Result } from './result.ts';

/** TUF target names of a feed. */
export const FLAGS_TARGET = 'flags.bin';
export const CONFIG_TARGET = 'config.json';

/** Bounds of a snapshot: the largest city needs about 200,000 records (DOMAIN.md §1.5). */
export const MAX_RECORD_COUNT = 1_000_000;
const MAX_HEADER_BYTES = 2_048;
const LENGTH_BYTES = 4;

/** What a snapshot says about itself; it must agree with policy and signed metadata. */
export type SnapshotHeader = v.InferOutput<typeof HEADER>;

export type Snapshot = {
  readonly header: SnapshotHeader;
  /** Records of 300 bytes, sorted by tag, end to end. */
  readonly records: Bytes;
};

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const HEADER = v.strictObject({
  format: v.literal('matta-flags-1'),
  feedId: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)),
  epochId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,40}$/)),
  municipalityCode: v.pipe(v.string(), v.regex(/^\d{6}$/)),
  environment: v.picklist(['production', 'training']),
  /** Version of the flag data; rises with every build. */
  version: v.pipe(COUNT, v.minValue(1)),
  count: v.pipe(COUNT, v.maxValue(MAX_RECORD_COUNT)),
  /** Moment at which the flags were read from the register, epoch ms: the age that staff see. */
  builtAtMs: COUNT,
});

/** Writes a snapshot: header length 4 bytes | header as canonical JSON | records. */
export function encodeSnapshot({ header, records }: Snapshot): Bytes {
  if (records.length !== header.count * RECORD_BYTES) throw new Error('count does not fit records');
  const text = utf8(canonicalHeader(header));
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, text.length);
  return concatBytes([length, text, records]);
}

/**
 * Reads a snapshot whose hash and length signed metadata vouch for. `feed-malformed` for anything
 * but the canonical header, whole records and strictly rising tags; `feed-too-large` above the bound.
 * The records are a view on the given bytes, not a copy.
 */
export function parseSnapshot(bytes: Bytes): Result<Snapshot, FailureCode> {
  if (bytes.length < LENGTH_BYTES) return fail('feed-malformed', 'snapshot without header');
  const headerBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (headerBytes > MAX_HEADER_BYTES) return fail('feed-malformed', 'header length');
  const start = LENGTH_BYTES + headerBytes;
  if (bytes.length > start + MAX_RECORD_COUNT * RECORD_BYTES) return fail('feed-too-large');

  const header = parseHeader(bytes.subarray(LENGTH_BYTES, start));
  if (!header) return fail('feed-malformed', 'header');
  const records = bytes.subarray(start);
  if (records.length !== header.count * RECORD_BYTES) return fail('feed-malformed', 'record count');
  if (!areTagsRising(records)) return fail('feed-malformed', 'record order');
  return ok({ header, records });
}

/** Sorts records by tag and joins them. Throws on two records with one tag. */
export function joinRecords(records: readonly Uint8Array[]): Bytes {
  const joined = concatBytes([...records].sort(compareBytes));
  if (!areTagsRising(joined)) throw new Error('two records with one tag');
  return joined;
}

/** Hash of a set of records, lower-case hex SHA-256: equal for a snapshot and its deltas. */
export async function stateHash(records: Bytes): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', records)));
}

/** Finds the record of a tag among sorted records; undefined when there is none. */
export function findRecord(records: Uint8Array, tag: Uint8Array): Uint8Array | undefined {
  let low = 0;
  let high = Math.floor(records.length / RECORD_BYTES) - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const order = compareBytes(tagAt(records, middle), tag);
    if (order === 0) return recordAt(records, middle);
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

function parseHeader(bytes: Uint8Array): SnapshotHeader | undefined {
  const text = decodeText(bytes);
  const parsed = v.safeParse(HEADER, parseJson(text));
  // Comparing with the canonical text also refuses repeated keys, spaces and other spellings.
  return parsed.success && canonicalHeader(parsed.output) === text ? parsed.output : undefined;
}

function canonicalHeader(header: SnapshotHeader): string {
  return JSON.stringify(Object.fromEntries(Object.entries(header).sort(byName)));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function decodeText(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function areTagsRising(records: Uint8Array): boolean {
  const count = records.length / RECORD_BYTES;
  for (let index = 1; index < count; index += 1) {
    if (compareBytes(tagAt(records, index - 1), tagAt(records, index)) >= 0) return false;
  }
  return true;
}

function tagAt(records: Uint8Array, index: number): Uint8Array {
  return records.subarray(index * RECORD_BYTES, index * RECORD_BYTES + TAG_BYTES);
}

function recordAt(records: Uint8Array, index: number): Uint8Array {
  return records.subarray(index * RECORD_BYTES, (index + 1) * RECORD_BYTES);
}
