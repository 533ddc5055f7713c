import { compareBytes, fromHex, toHex } from '../../utils/domain/bytes.ts';
import { MAX_FLAGS_PER_RECORD } from '../../utils/domain/feed-payload.ts';
import type { EpochState, Provisional } from '../keys/publisher-state.ts';
import type { Problem } from '../problem.ts';
import type { TaggedGrant } from './check-removals.ts';
import type { FlaggedEntry } from './compose-records.ts';

export type CarriedProvisionals = {
  readonly kept: readonly Provisional[];
  /** Persons who applied but whom the register export does not know yet (scenario 14). */
  readonly cautions: readonly Problem[];
};

/** What the register export and the flag owner say about provisional flags. */
export type Coverage = {
  readonly grants: readonly TaggedGrant[];
  /** Tags (hex) that the inputs flag. */
  readonly flaggedTags: ReadonlySet<string>;
  /** Management numbers whose provisional flags the flag owner ends. */
  readonly dropped: readonly string[];
};

/**
 * Keeps each provisional flag until the inputs flag the same identifier for the same case (known by
 * its management number, or by a row of the same person made on that day or later), the register
 * ends the case, or the flag owner drops it. What the inputs do not cover stays, with a caution.
 */
export function carryProvisionals(state: EpochState, coverage: Coverage): CarriedProvisionals {
  const live = coverage.grants.filter((grant) => !grant.isDeleted);
  const liveNumbers = new Set(live.map((grant) => grant.managementNumber));
  const endedNumbers = new Set(
    coverage.grants.map((grant) => grant.managementNumber).filter((n) => !liveNumbers.has(n)),
  );
  const covered = new Set(
    state.provisionals
      .filter((provisional) => live.some((grant) => isSamePersonSince(grant, provisional)))
      .map((provisional) => provisional.managementNumber),
  );
  const kept = state.provisionals.filter(({ managementNumber: number, tag }) => {
    const isKnown = liveNumbers.has(number) || covered.has(number);
    const isReplaced = isKnown && coverage.flaggedTags.has(tag);
    return !(isReplaced || endedNumbers.has(number) || coverage.dropped.includes(number));
  });
  return { kept, cautions: [...new Set(kept.map((p) => p.managementNumber))].map(keptCaution) };
}

function isSamePersonSince(grant: TaggedGrant, provisional: Provisional): boolean {
  return grant.tag === provisional.tag && grant.operatedDay >= provisional.addedDay;
}

/** Adds provisional flags to the entries of a publication. */
export function addProvisionals(
  entries: readonly FlaggedEntry[],
  provisionals: readonly Provisional[],
): readonly FlaggedEntry[] {
  const byTag = new Map(entries.map((entry) => [toHex(entry.entry.tag), entry]));
  for (const { tag, entryKey, flag } of provisionals) {
    const found = byTag.get(tag) ?? { entry: entryOf(tag, entryKey), flags: [] };
    // A record that is full is protected already; the oldest flag makes room for the urgent one.
    const flags = [...found.flags, flag].slice(-MAX_FLAGS_PER_RECORD);
    byTag.set(tag, { ...found, flags });
  }
  return [...byTag.values()].sort((a, b) => compareBytes(a.entry.tag, b.entry.tag));
}

function entryOf(tag: string, entryKey: string): FlaggedEntry['entry'] {
  const bytes = { tag: fromHex(tag), entryKey: fromHex(entryKey) };
  if (!bytes.tag || !bytes.entryKey) throw new Error('state: hex expected');
  return { tag: bytes.tag, entryKey: bytes.entryKey };
}

function keptCaution(managementNumber: string): Problem {
  return {
    code: 'provisional-kept',
    file: '支援措置申出書情報',
    cause: `管理番号${managementNumber}：仮登録した番号や住所のうち、入力にまだ含まれていないものがあります。`,
    remedy:
      '仮の注意表示は続けています。住民記録システムと突合ファイルへの入力を確認してください。不要な場合は --drop-provisional に管理番号を指定します。',
  };
}
