import { type Bytes, toHex } from '../../utils/domain/bytes.ts';
import type { Flag } from '../../utils/domain/case.ts';
import { MAX_FLAGS_PER_RECORD } from '../../utils/domain/feed-payload.ts';
import { openRecord, RECORD_BYTES } from '../../utils/domain/feed-record.ts';
import { findRecord, joinRecords } from '../../utils/domain/feed-snapshot.ts';
import {
  type FlaggedEntry,
  makeDummies,
  RECORD_COUNT_STEP,
  type RecordContext,
  sealEntry,
} from './compose-records.ts';
import { padChanges, shuffle, splitRecords, tagOf } from './pad-changes.ts';

/**
 * Adds flags to published records without the inputs they were made of: a record that is there is
 * opened, extended and sealed anew; a new one takes the place of a dummy, so the size stays.
 *
 * @param realTags tags (hex) of records that are no dummies.
 */
export async function mergeRecords(
  records: Bytes,
  additions: readonly FlaggedEntry[],
  realTags: ReadonlySet<string>,
  context: RecordContext,
): Promise<Bytes> {
  const added = new Map<string, Uint8Array>();
  for (const addition of additions) {
    const flags = [...(await publishedFlags(records, addition, context)), ...addition.flags];
    // A full record is guarded already; the oldest flag makes room for the urgent one.
    const entry = { ...addition, flags: flags.slice(-MAX_FLAGS_PER_RECORD) };
    added.set(toHex(addition.entry.tag), await sealEntry(entry, context));
  }
  const kept = splitRecords(records).filter((record) => !added.has(tagOf(record)));
  const real = kept.filter((record) => realTags.has(tagOf(record)));
  const dummies = shuffle(
    kept.filter((record) => !realTags.has(tagOf(record))),
    context.randomBytes,
  );
  const realCount = real.length + added.size;
  const needed = Math.ceil(realCount / RECORD_COUNT_STEP) * RECORD_COUNT_STEP;
  const total = Math.max(needed, records.length / RECORD_BYTES);
  const missing = Math.max(0, total - realCount - dummies.length);
  const fill = [...dummies, ...makeDummies(missing, context.randomBytes)].slice(
    0,
    total - realCount,
  );
  const after = joinRecords([...real, ...added.values(), ...fill]);
  const tags = new Set([...realTags, ...added.keys()]);
  return padChanges({ before: records, after }, tags, context.randomBytes);
}

async function publishedFlags(
  records: Bytes,
  { entry }: FlaggedEntry,
  context: RecordContext,
): Promise<readonly Flag[]> {
  const record = findRecord(records, entry.tag);
  if (!record) return [];
  const opened = await openRecord({ ...context, entry, record });
  if (!opened.ok) throw new Error('published record does not open with the secret of its epoch');
  return opened.value;
}
