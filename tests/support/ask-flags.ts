import { loadFlagData, sourceOf } from '../../utils/background/flag-data.ts';
import type { Identifier } from '../../utils/domain/identifier.ts';
import type { Policy } from '../../utils/domain/policy.ts';
import type { Verdict } from '../../utils/domain/verdict.ts';
import type { FlagStore } from '../../utils/storage/flag-store.ts';

/** What the extension would say of identifiers now: the whole way from the cache to the verdict. */
export async function askFlags(
  parts: { readonly store: FlagStore; readonly policy: Policy; readonly nowMs: number },
  identifiers: readonly Identifier[],
): Promise<readonly Verdict[]> {
  const { store, nowMs } = parts;
  const policy = { status: 'ready', policy: parts.policy } as const;
  const configCopy = { read: async () => undefined, write: async () => undefined };
  const data = await loadFlagData({ store, configCopy, policy, nowMs });
  const source = sourceOf({ data, policy, nowMs, faults: [] });
  return (await source.lookUp(identifiers)).map(({ verdict }) => verdict);
}
