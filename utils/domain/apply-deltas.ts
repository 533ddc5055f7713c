import { type Bytes, compareBytes, concatBytes } from './bytes.ts';
import type { FailureCode } from './failure.ts';
import { type Delta, type RecordChanges, rowsOf } from './feed-delta.ts';
import { RECORD_BYTES, TAG_BYTES } from './feed-record.ts';
import {
  findPlace,
  hasTagAt,
  MAX_RECORD_COUNT,
  type Snapshot,
  stateHash,
} from './feed-snapshot.ts';
import { fail, ok, type Result } from './result.ts';

/**
 * Applies a delta to the sorted records of the cache and returns the new ones.
 *
 * Guarantee: `ok` means that the records hash to what the delta declares as its result, whatever
 * the given records or the delta were. `feed-hash-mismatch`: another base or another result.
 * `feed-malformed`: a removed tag is not there. `feed-too-large`: more records than a feed may have.
 */
export function applyDelta(records: Bytes, delta: Delta): Promise<Result<Bytes, FailureCode>> {
  return applyDeltas(records, [delta]);
}

/**
 * Applies deltas one after the other. The first is held against the records, each further one
 * against the result before it. Failures as in `applyDelta`.
 */
export async function applyDeltas(
  records: Bytes,
  deltas: readonly Delta[],
): Promise<Result<Bytes, FailureCode>> {
  let hash = await stateHash(records);
  let current = records;
  for (const delta of deltas) {
    if (hash !== delta.header.baseStateHash) return fail('feed-hash-mismatch', 'delta: other base');
    const next = await applyToBase(current, delta);
    if (!next.ok) return next;
    current = next.value;
    hash = delta.header.stateHash;
  }
  return ok(current);
}

/** The snapshot that stands after a delta: with the file that the publisher made, byte for byte. */
export function snapshotAfter({ header }: Delta, records: Bytes): Snapshot {
  const { feedId, epochId, municipalityCode, environment, builtAtMs } = header;
  const identity = { feedId, epochId, municipalityCode, environment };
  const count = records.length / RECORD_BYTES;
  return {
    header: {
      format: 'matta-flags-1',
      ...identity,
      version: header.toVersion,
      count,
      builtAtMs,
    },
    records,
  };
}

async function applyToBase(base: Bytes, delta: Delta): Promise<Result<Bytes, FailureCode>> {
  const merged = mergeChanges(base, delta);
  if (!merged) return fail('feed-malformed', 'delta: a removed tag is not there');
  if (merged.length > MAX_RECORD_COUNT * RECORD_BYTES) return fail('feed-too-large', 'delta');
  const isDeclared = (await stateHash(merged)) === delta.header.stateHash;
  return isDeclared ? ok(merged) : fail('feed-hash-mismatch', 'delta: other result');
}

/** Undefined when a removed tag is not there. The records between two changes are copied whole. */
function mergeChanges(base: Bytes, { removed, upserts }: RecordChanges): Bytes | undefined {
  // A row is a tag alone or a record: both begin with the tag.
  const changes = [...rowsOf(removed, TAG_BYTES), ...rowsOf(upserts, RECORD_BYTES)].sort(byTag);
  const parts: Uint8Array[] = [];
  let next = 0;
  for (const row of changes) {
    const tag = row.subarray(0, TAG_BYTES);
    const place = findPlace(base, tag, next);
    const isThere = hasTagAt(base, place, tag);
    const isRemoval = row.length === TAG_BYTES;
    if (isRemoval && !isThere) return undefined;
    parts.push(base.subarray(next * RECORD_BYTES, place * RECORD_BYTES));
    if (!isRemoval) parts.push(row);
    next = isThere ? place + 1 : place;
  }
  parts.push(base.subarray(next * RECORD_BYTES));
  return concatBytes(parts);
}

function byTag(a: Uint8Array, b: Uint8Array): number {
  return compareBytes(a.subarray(0, TAG_BYTES), b.subarray(0, TAG_BYTES));
}
