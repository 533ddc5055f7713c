import * as v from 'valibot';
import { type Bytes, compareBytes, concatBytes } from './bytes.ts';
import type { FailureCode } from './failure.ts';
import { encodeFrame, parseFrame } from './feed-frame.ts';
import { RECORD_BYTES, TAG_BYTES } from './feed-record.ts';
import {
  areRising,
  FEED_IDENTITY,
  findPlace,
  hasTagAt,
  MAX_RECORD_COUNT,
} from './feed-snapshot.ts';
import { fail, ok, type Result } from './result.ts';

/** What a delta says about itself. Versions are those of the snapshot headers on both sides. */
export type DeltaHeader = v.InferOutput<typeof HEADER>;

/** What changes between two sets of records; both lists sorted by tag, no tag in both. */
export type RecordChanges = {
  /** Tags of 16 bytes, end to end. */
  readonly removed: Bytes;
  /** Records of 300 bytes, new or in place of the one with their tag, end to end. */
  readonly upserts: Bytes;
};

/** The way from one snapshot to a later one of the same epoch. */
export type Delta = RecordChanges & { readonly header: DeltaHeader };

const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const VERSION = v.pipe(COUNT, v.minValue(1));
const RECORD_COUNT = v.pipe(COUNT, v.maxValue(MAX_RECORD_COUNT));
const SHA256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const HEADER = v.strictObject({
  format: v.literal('matta-delta-1'),
  ...FEED_IDENTITY,
  fromVersion: VERSION,
  toVersion: VERSION,
  /** `stateHash` of the records before and after. */
  baseStateHash: SHA256,
  stateHash: SHA256,
  /** `builtAtMs` of the resulting snapshot, so that the file can be made again byte for byte. */
  builtAtMs: COUNT,
  removedCount: RECORD_COUNT,
  upsertCount: RECORD_COUNT,
});

/**
 * Name of the TUF target that leads from one version to another. `folder` is `epochFolder` of an
 * epoch that is published beside the current one, and empty for the current one.
 */
export function deltaTarget(
  { fromVersion, toVersion }: Pick<DeltaHeader, 'fromVersion' | 'toVersion'>,
  folder = '',
): string {
  return `${folder}deltas/${fromVersion}-${toVersion}.bin`;
}

/** Folder of an epoch that is published beside the current one: `flags.bin` and `deltas/` in it. */
export function epochFolder(epochId: string): string {
  return `epochs/${epochId}/`;
}

/** Writes a delta: header length 4 bytes | header as canonical JSON | removed tags | upserts. */
export function encodeDelta({ header, removed, upserts }: Delta): Bytes {
  const isWhole =
    removed.length === header.removedCount * TAG_BYTES &&
    upserts.length === header.upsertCount * RECORD_BYTES;
  if (!isWhole) throw new Error('counts do not fit the changes');
  return encodeFrame(header, [removed, upserts]);
}

/**
 * Reads a delta whose hash and length signed metadata vouch for. `feed-malformed` for anything but
 * the canonical header, rising versions, whole rows, strictly rising tags and no tag on both lists.
 * The lists are views on the given bytes, not copies.
 */
export function parseDelta(bytes: Bytes): Result<Delta, FailureCode> {
  const frame = parseFrame(bytes, HEADER);
  if (!frame.ok) return frame;
  const { header, body } = frame.value;
  const split = header.removedCount * TAG_BYTES;
  if (header.toVersion <= header.fromVersion) return fail('feed-malformed', 'delta: versions');
  if (body.length !== split + header.upsertCount * RECORD_BYTES) {
    return fail('feed-malformed', 'delta: counts');
  }
  const delta = { header, removed: body.subarray(0, split), upserts: body.subarray(split) };
  if (!areRising(delta.removed, TAG_BYTES) || !areRising(delta.upserts, RECORD_BYTES)) {
    return fail('feed-malformed', 'delta: order');
  }
  const isTwice = rowsOf(delta.removed, TAG_BYTES).some((tag) => hasRecord(delta.upserts, tag));
  return isTwice ? fail('feed-malformed', 'delta: one tag removed and written') : ok(delta);
}

/** Lists what leads from one sorted set of records to another. */
export function diffRecords(before: Bytes, after: Bytes): RecordChanges {
  const removed = rowsOf(before, RECORD_BYTES)
    .map((record) => record.subarray(0, TAG_BYTES))
    .filter((tag) => !hasRecord(after, tag));
  const upserts = rowsOf(after, RECORD_BYTES).filter((record) => !holdsRecord(before, record));
  return { removed: concatBytes(removed), upserts: concatBytes(upserts) };
}

function hasRecord(records: Uint8Array, tag: Uint8Array): boolean {
  return hasTagAt(records, findPlace(records, tag, 0), tag);
}

function holdsRecord(records: Uint8Array, record: Uint8Array): boolean {
  const at = findPlace(records, record.subarray(0, TAG_BYTES), 0) * RECORD_BYTES;
  const found = records.subarray(at, at + RECORD_BYTES);
  return found.length === RECORD_BYTES && compareBytes(found, record) === 0;
}

/** Cuts a list into its rows of one size; each is a view, not a copy. */
export function rowsOf(bytes: Uint8Array, rowBytes: number): readonly Uint8Array[] {
  return Array.from({ length: bytes.length / rowBytes }, (_, index) =>
    bytes.subarray(index * rowBytes, (index + 1) * rowBytes),
  );
}
