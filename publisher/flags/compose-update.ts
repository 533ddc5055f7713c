import { type Bytes, toHex } from '../../utils/domain/bytes.ts';
import type { Flag } from '../../utils/domain/case.ts';
import { joinRecords } from '../../utils/domain/feed-snapshot.ts';
import type { EpochState } from '../keys/publisher-state.ts';
import {
  type FlaggedEntry,
  makeDummies,
  RECORD_COUNT_STEP,
  type RecordContext,
  sealEntry,
} from './compose-records.ts';
import { padChanges, shuffle, splitRecords, tagOf } from './pad-changes.ts';

export type Wanted = {
  readonly entries: readonly FlaggedEntry[];
  /** Records of nobody; one that is published already stays as it is. */
  readonly canaries: readonly FlaggedEntry[];
};

/**
 * Composes records out of the published ones: what did not change keeps its bytes, so that the
 * delta is small; what ended turns into dummies; the number of records never falls.
 */
export async function composeUpdate(
  published: Bytes,
  remembered: EpochState['records'],
  wanted: Wanted,
  context: RecordContext,
): Promise<Bytes> {
  const known = flagsByTag(remembered);
  const before = new Map(splitRecords(published).map((record) => [tagOf(record), record]));
  const real = new Map<string, Uint8Array>();
  const canaryTags = new Set(wanted.canaries.map(({ entry }) => toHex(entry.tag)));
  for (const item of [...wanted.entries, ...wanted.canaries]) {
    const tag = toHex(item.entry.tag);
    const expected = canaryTags.has(tag) ? '' : textOf(item.flags);
    const kept = known.get(tag) === expected ? before.get(tag) : undefined;
    real.set(tag, kept ?? (await sealEntry(item, context)));
  }
  const dummies = shuffle(
    [...before].filter(([tag]) => !known.has(tag) && !real.has(tag)),
    context.randomBytes,
  );
  const total = Math.max(before.size, roundUp(real.size));
  const fill = dummies.map(([, record]) => record).slice(0, total - real.size);
  const missing = total - real.size - fill.length;
  const after = joinRecords([
    ...real.values(),
    ...fill,
    ...makeDummies(missing, context.randomBytes),
  ]);
  return padChanges({ before: published, after }, new Set(real.keys()), context.randomBytes);
}

/** Flags of published records as texts to compare by; a canary has none. */
function flagsByTag(remembered: EpochState['records']): ReadonlyMap<string, string> {
  const flags = new Map<string, readonly Flag[]>();
  for (const record of remembered) {
    flags.set(record.tag, [...(flags.get(record.tag) ?? []), ...record.flags]);
  }
  return new Map([...flags].map(([tag, list]) => [tag, textOf(list)]));
}

function textOf(flags: readonly Flag[]): string {
  return flags
    .map((flag) => JSON.stringify(Object.entries(flag).sort(([a], [b]) => (a < b ? -1 : 1))))
    .join('\n');
}

function roundUp(count: number): number {
  return Math.max(1, Math.ceil(count / RECORD_COUNT_STEP)) * RECORD_COUNT_STEP;
}
