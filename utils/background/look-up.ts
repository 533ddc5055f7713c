import { type Bytes, toHex } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import { deriveEntry, deriveLookupKey, openRecord } from '../domain/feed-record.ts';
import { findRecord, type Snapshot } from '../domain/feed-snapshot.ts';
import type { Identifier } from '../domain/identifier.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { TaggedVerdict } from './ports.ts';

/** Answers for one snapshot of the flags. */
export type LookUp = {
  /**
   * Verdicts in the order of the identifiers. `freshness` decides about the absence of a flag only;
   * a flag counts at any age.
   */
  lookUp(
    identifiers: readonly Identifier[],
    freshness: 'fresh' | FailureCode,
  ): Promise<readonly TaggedVerdict[]>;
  /** The tag under which the feed files an identifier: 32 hex digits, for the operation record. */
  tagOf(identifier: Identifier): Promise<string>;
};

/** What the feed says of an identifier, before freshness is asked. */
type Finding = { readonly tag: string; readonly verdict: Verdict };

/**
 * A screen shows some hundred identifiers and reports them again and again. More is not kept, so
 * that the memory never becomes a list of the city.
 */
const MEMO_SIZE = 1_000;

/** Opens the look-up of one snapshot. The key is derived here and lives in memory only (F7). */
export async function openLookUp(input: {
  readonly snapshot: Snapshot;
  readonly secret: Bytes;
}): Promise<LookUp> {
  const { header } = input.snapshot;
  const key = await deriveLookupKey({ ...header, secret: input.secret });
  const memo = new Map<string, Promise<Finding>>();

  function find(identifier: Identifier): Promise<Finding> {
    const name = `${identifier.kind} ${identifier.value}`;
    const known = memo.get(name);
    if (known !== undefined) return known;
    const [oldest] = memo.keys();
    if (oldest !== undefined && memo.size >= MEMO_SIZE) memo.delete(oldest);
    const finding = findFlags(input.snapshot, key, identifier);
    memo.set(name, finding);
    return finding;
  }

  return {
    lookUp: async (identifiers, freshness) => {
      const findings = await Promise.all(identifiers.map(find));
      return findings.map(({ tag, verdict }) => ({ tag, verdict: weigh(verdict, freshness) }));
    },
    tagOf: async (identifier) => (await find(identifier)).tag,
  };
}

async function findFlags(
  { header, records }: Snapshot,
  key: CryptoKey,
  identifier: Identifier,
): Promise<Finding> {
  const entry = await deriveEntry(key, header.municipalityCode, identifier);
  const tag = toHex(entry.tag);
  const record = findRecord(records, entry.tag);
  if (record === undefined) return { tag, verdict: { status: 'clear' } };
  const flags = await openRecord({ ...header, record, entry });
  // The tag is filed, so the identifier touches a case: a record that does not open is no "clear".
  return flags.ok
    ? { tag, verdict: { status: 'flagged', flags: flags.value } }
    : { tag, verdict: { status: 'unknown', reason: flags.code } };
}

function weigh(verdict: Verdict, freshness: 'fresh' | FailureCode): Verdict {
  const isSayable = verdict.status !== 'clear' || freshness === 'fresh';
  return isSayable ? verdict : { status: 'unknown', reason: freshness };
}
