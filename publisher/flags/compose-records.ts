import type { Bytes } from '../../utils/domain/bytes.ts';
import { concatBytes } from '../../utils/domain/bytes.ts';
import type { Flag } from '../../utils/domain/case.ts';
import {
  deriveEntry,
  deriveLookupKey,
  type Entry,
  NONCE_BYTES,
  RECORD_BYTES,
  sealRecord,
} from '../../utils/domain/feed-record.ts';
import { joinRecords } from '../../utils/domain/feed-snapshot.ts';
import type { Identifier } from '../../utils/domain/identifier.ts';

/** Numbers of records are rounded up to this, so that the size does not tell the number of cases. */
export const RECORD_COUNT_STEP = 1_000;

/** Look-ups are derived in slices, so that a large city does not hold all promises at once. */
const SLICE = 500;

export type RandomBytes = (length: number) => Uint8Array;

export type FlaggedEntry = { readonly entry: Entry; readonly flags: readonly Flag[] };

export type RecordContext = {
  readonly feedId: string;
  readonly epochId: string;
  readonly municipalityCode: string;
  readonly secret: Uint8Array;
  readonly randomBytes: RandomBytes;
  /** Told after each slice of long work: what, how many are done, of how many. */
  readonly progress?: (step: string, doneCount: number, totalCount: number) => void;
};

/** Derives tag and key for each identifier. */
export async function deriveEntries(
  items: readonly { readonly identifier: Identifier; readonly flags: readonly Flag[] }[],
  context: RecordContext,
): Promise<readonly FlaggedEntry[]> {
  const key = await deriveLookupKey(context);
  const entries: FlaggedEntry[] = [];
  for (let start = 0; start < items.length; start += SLICE) {
    const slice = items.slice(start, start + SLICE).map(async ({ identifier, flags }) => {
      return { entry: await deriveEntry(key, context.municipalityCode, identifier), flags };
    });
    entries.push(...(await Promise.all(slice)));
    context.progress?.('照合キーの計算', entries.length, items.length);
  }
  return entries;
}

/**
 * Seals entries and fills up with dummies, which nobody without the secret can tell from records.
 * Returns sorted records, their number a multiple of 1,000. Throws on an entry with too many flags.
 */
export async function composeRecords(
  entries: readonly FlaggedEntry[],
  context: RecordContext,
): Promise<Bytes> {
  const records: Uint8Array[] = [];
  for (let start = 0; start < entries.length; start += SLICE) {
    const slice = entries.slice(start, start + SLICE).map((entry) => sealEntry(entry, context));
    records.push(...(await Promise.all(slice)));
    context.progress?.('レコードの暗号化', records.length, entries.length);
  }
  const total = Math.max(1, Math.ceil(records.length / RECORD_COUNT_STEP)) * RECORD_COUNT_STEP;
  return joinRecords([...records, ...makeDummies(total - records.length, context.randomBytes)]);
}

/** Seals one entry. */
export async function sealEntry(
  { entry, flags }: FlaggedEntry,
  context: RecordContext,
): Promise<Uint8Array> {
  const { feedId, epochId } = context;
  const nonce = context.randomBytes(NONCE_BYTES);
  const record = await sealRecord({ feedId, epochId, entry, flags, nonce });
  if (!record.ok) throw new Error(`sealRecord: ${record.code}`);
  return record.value;
}

/** Random records: without the secret nobody can tell them from real ones. */
export function makeDummies(count: number, randomBytes: RandomBytes): readonly Uint8Array[] {
  return Array.from({ length: count }, () => concatBytes([randomBytes(RECORD_BYTES)]));
}
