import { toHex } from '../utils/domain/bytes.ts';
import { japaneseDay, type Role } from '../utils/domain/case.ts';
import type { Identifier } from '../utils/domain/identifier.ts';
import { deriveEntries, type RandomBytes } from './flags/compose-records.ts';
import { prepareEpoch } from './flags/prepare-epoch.ts';
import { type InputPaths, readInputs } from './input/read-inputs.ts';
import { openKeyFolder } from './keys/key-folder.ts';
import { readState } from './keys/publisher-state.ts';
import type { Outcome } from './problem.ts';

export type ResolveOptions = InputPaths & {
  readonly keys: string;
  /** Tags as they stand in operation records: 32 hex digits. */
  readonly tags: readonly string[];
  readonly nowMs: number;
  readonly randomBytes: RandomBytes;
};

/** What a tag stands for; `identifier` is absent when the source does not hold it. */
export type ResolvedTag = {
  readonly tag: string;
  readonly identifier?: Identifier;
  readonly roles: readonly Role[];
  readonly managementNumbers: readonly string[];
};

/**
 * Resolves tags of operation records for an auditor who holds the source files: derives the tags of
 * all identifiers anew, because nothing readable was kept.
 */
export async function resolveTags(
  options: ResolveOptions,
): Promise<Outcome<readonly ResolvedTag[]>> {
  const folder = openKeyFolder(options.keys);
  if (!folder.ok) return folder;
  const { identity, secret } = folder.value;
  const state = readState(options.keys, identity.epochId);
  if (!state.ok) return state;
  const today = japaneseDay(options.nowMs);
  const inputs = readInputs(options, { municipalityCode: identity.municipalityCode, today });
  if (!inputs.ok) return inputs;
  const prepared = await prepareEpoch(inputs.value, {
    context: { ...identity, secret, randomBytes: options.randomBytes },
    state: state.value,
    droppedProvisionals: [],
  });
  if (!prepared.ok) return prepared;

  const items = [...prepared.value.keyed.values()];
  const entries = await deriveEntries(items, {
    ...identity,
    secret,
    randomBytes: options.randomBytes,
  });
  const byTag = new Map(entries.map(({ entry }, index) => [toHex(entry.tag), items[index]]));
  const numbers = new Map(
    Object.entries(prepared.value.caseRefs).map(([number, ref]) => [ref, number]),
  );
  const resolved = options.tags.map((tag): ResolvedTag => {
    const item = byTag.get(tag);
    if (!item) return { tag, roles: [], managementNumbers: [] };
    return {
      tag,
      identifier: item.identifier,
      roles: item.flags.map((flag) => flag.role),
      managementNumbers: item.flags.flatMap((flag) => numbers.get(flag.caseRef) ?? []),
    };
  });
  return { ok: true, value: resolved };
}
