import { type Bytes, concatBytes } from '../../utils/domain/bytes.ts';
import { type Delta, type DeltaHeader, diffRecords } from '../../utils/domain/feed-delta.ts';
import { RECORD_BYTES, TAG_BYTES } from '../../utils/domain/feed-record.ts';
import { joinRecords, stateHash } from '../../utils/domain/feed-snapshot.ts';

/** The records of a feed as tag number to content number. */
export type Rows = ReadonlyMap<number, number>;

/** Sorted records of 300 bytes with the tags and contents of the rows. */
export function recordsOf(rows: Rows): Bytes {
  return joinRecords([...rows].map(([tag, content]) => recordOf(tag, content)));
}

/** A record of 300 bytes with a tag and a content. */
export function recordOf(tag: number, content: number): Bytes {
  const record = new Uint8Array(RECORD_BYTES).fill(content & 0xff, TAG_BYTES);
  const view = new DataView(record.buffer);
  view.setUint32(0, tag);
  view.setUint32(TAG_BYTES, content);
  return record;
}

/** Tags of 16 bytes, end to end. */
export function tagsOf(tags: readonly number[]): Bytes {
  return concatBytes(tags.map((tag) => recordOf(tag, 0).subarray(0, TAG_BYTES)));
}

/** The delta from one set of rows to another, as a publisher makes it. */
export async function deltaOf(
  before: Rows,
  after: Rows,
  change: Partial<DeltaHeader> = {},
): Promise<Delta> {
  const [base, result] = [recordsOf(before), recordsOf(after)];
  const { removed, upserts } = diffRecords(base, result);
  const header: DeltaHeader = {
    format: 'matta-delta-1',
    feedId: 'kakuu-flags',
    epochId: 'e1',
    municipalityCode: '990001',
    environment: 'production',
    fromVersion: 3,
    toVersion: 4,
    baseStateHash: await stateHash(base),
    stateHash: await stateHash(result),
    builtAtMs: 1_700_000_000_000,
    removedCount: removed.length / TAG_BYTES,
    upsertCount: upserts.length / RECORD_BYTES,
    ...change,
  };
  return { header, removed, upserts };
}
