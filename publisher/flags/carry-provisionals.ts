import { compareBytes, fromHex, toHex } from '../../utils/domain/bytes.ts';
import { MAX_FLAGS_PER_RECORD } from '../../utils/domain/feed-payload.ts';
import type { Provisional, PublisherState } from '../keys/publisher-state.ts';
import type { Problem } from '../problem.ts';
import type { TaggedGrant } from './check-removals.ts';
import type { FlaggedEntry } from './compose-records.ts';

export type CarriedProvisionals = {
  readonly kept: readonly Provisional[];
  /** Persons who applied but whom the register export does not know yet (scenario 14). */
  readonly cautions: readonly Problem[];
};

/**
 * Keeps provisional flags until the register export knows their case: by its management number, or
 * because a row made on the same day or later is about the same person.
 */
export function carryProvisionals(
  state: PublisherState,
  grants: readonly TaggedGrant[],
): CarriedProvisionals {
  const numbers = new Set(grants.map((grant) => grant.managementNumber));
  const covered = new Set(
    state.provisionals
      .filter((provisional) =>
        grants.some(
          (grant) =>
            !grant.isDeleted &&
            grant.tag === provisional.tag &&
            grant.operatedDay >= provisional.addedDay,
        ),
      )
      .map((provisional) => provisional.managementNumber),
  );
  const kept = state.provisionals.filter(
    ({ managementNumber }) => !numbers.has(managementNumber) && !covered.has(managementNumber),
  );
  return { kept, cautions: [...new Set(kept.map((p) => p.managementNumber))].map(keptCaution) };
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
    cause: `管理番号${managementNumber}：仮登録済みですが、まだ抽出に含まれていません。`,
    remedy: '注意表示は続けています。住民記録システムへの入力を確認してください。',
  };
}
