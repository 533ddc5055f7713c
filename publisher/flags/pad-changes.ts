import { type Bytes, concatBytes, toHex } from '../../utils/domain/bytes.ts';
import { RECORD_BYTES, TAG_BYTES } from '../../utils/domain/feed-record.ts';
import { joinRecords } from '../../utils/domain/feed-snapshot.ts';
import { makeDummies, type RandomBytes, RECORD_COUNT_STEP } from './compose-records.ts';

/** Swapped and rewritten records of a delta each number a multiple of this (SECURITY.md G14). */
const CHANGE_STEP = 100;

type Records = { readonly before: Bytes; readonly after: Bytes };

/**
 * Changes dummies until the delta from `before` to `after` tells nothing by its size: new tags are
 * filled up by swapping dummies, rewritten records by rewriting dummies, each to the next 100, also
 * when nothing changed at all. New dummies come in when there are too few.
 *
 * @param realTags tags (hex) of records in `after` that are no dummies.
 */
export function padChanges(
  { before, after }: Records,
  realTags: ReadonlySet<string>,
  randomBytes: RandomBytes,
): Bytes {
  const old = new Map(splitRecords(before).map((record) => [tagOf(record), record]));
  const records = splitRecords(after);
  const added = records.filter((record) => !old.has(tagOf(record)));
  const rewritten = records.filter((record) => isRewritten(record, old.get(tagOf(record))));
  const swapCount = missingTo(added.length);
  const rewriteCount = missingTo(rewritten.length);
  const untouched = records.filter((record) => old.get(tagOf(record))?.every(isSameAs(record)));
  const dummies = shuffle(
    untouched.filter((record) => !realTags.has(tagOf(record))),
    randomBytes,
  );
  if (dummies.length < swapCount + rewriteCount) {
    const more = joinRecords([...records, ...makeDummies(RECORD_COUNT_STEP, randomBytes)]);
    return padChanges({ before, after: more }, realTags, randomBytes);
  }
  const swapped = new Set(dummies.slice(0, swapCount));
  const redone = new Set(dummies.slice(swapCount, swapCount + rewriteCount));
  return joinRecords([
    ...records.filter((record) => !swapped.has(record) && !redone.has(record)),
    ...makeDummies(swapCount, randomBytes),
    ...[...redone].map((record) => rewriteDummy(record, randomBytes)),
  ]);
}

/** Records of 300 bytes, as views. */
export function splitRecords(records: Bytes): readonly Uint8Array[] {
  return Array.from({ length: records.length / RECORD_BYTES }, (_, index) =>
    records.subarray(index * RECORD_BYTES, (index + 1) * RECORD_BYTES),
  );
}

/** Tag of a record, hex. */
export function tagOf(record: Uint8Array): string {
  return toHex(record.subarray(0, TAG_BYTES));
}

function isRewritten(record: Uint8Array, old: Uint8Array | undefined): boolean {
  return old !== undefined && !old.every(isSameAs(record));
}

function isSameAs(record: Uint8Array) {
  return (byte: number, index: number) => byte === record[index];
}

/** At least one step, so that a publication without any change looks like all others. */
function missingTo(count: number): number {
  return Math.max(1, Math.ceil(count / CHANGE_STEP)) * CHANGE_STEP - count;
}

function rewriteDummy(record: Uint8Array, randomBytes: RandomBytes): Uint8Array {
  return concatBytes([record.subarray(0, TAG_BYTES), randomBytes(RECORD_BYTES - TAG_BYTES)]);
}

/** Orders by random numbers: which dummies move must not follow from their place. */
export function shuffle<Item>(items: readonly Item[], randomBytes: RandomBytes): readonly Item[] {
  return items
    .map((item) => ({ item, key: Buffer.from(randomBytes(6)).readUIntBE(0, 6) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
