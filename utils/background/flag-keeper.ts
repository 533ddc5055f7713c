import type { FailureCode } from '../domain/failure.ts';
import type { FlagStore } from '../storage/flag-store.ts';
import type { PolicyStore } from '../storage/policy-store.ts';
import type { StorageCell } from '../storage/storage-cell.ts';
import type { FetchBytes } from './fetch-bytes.ts';
import { type FlagData, loadFlagData, NO_FLAG_DATA, sourceOf } from './flag-data.ts';
import { knownValues, loadPolicy, POLICY_PENDING, type PolicyState } from './policy-loader.ts';
import type { FlagSource } from './ports.ts';
import { syncFeed } from './sync-feed.ts';
import { makeTurns } from './turns.ts';

export type FlagKeeperParts = {
  readonly now: () => number;
  readonly policyStore: PolicyStore;
  readonly flagStore: FlagStore;
  readonly configCopy: StorageCell<string>;
  readonly fetchBytes: FetchBytes;
};

/** The last contact with the feed, for the status page. */
export type SyncAttempt = {
  readonly atMs: number;
  readonly code?: FailureCode | undefined;
  readonly detail?: string | undefined;
};

/** Keeps policy, cache and feed together and answers from them. */
export type FlagKeeper = {
  source(faults: readonly FailureCode[]): FlagSource;
  policy(): PolicyState;
  data(): FlagData;
  attempt(): SyncAttempt | undefined;
  /** Reads policy and cache again. */
  reload(sinceStartMs: number): Promise<void>;
  /** Asks the feed once; false when there is no policy to do it with. */
  sync(): Promise<boolean>;
  /** True when the policy's poll interval has passed since the last attempt. */
  isSyncDue(): boolean;
};

/** Makes the keeper; nothing is read before the first `reload`. */
export function makeFlagKeeper(parts: FlagKeeperParts): FlagKeeper {
  let policy: PolicyState = POLICY_PENDING;
  let data: FlagData = NO_FLAG_DATA;
  let attempt: SyncAttempt | undefined;
  const inTurn = makeTurns();

  async function readCache(): Promise<void> {
    const { flagStore: store, configCopy, now } = parts;
    data = await loadFlagData({ store, configCopy, policy, nowMs: now() });
  }

  async function syncOnce(): Promise<boolean> {
    if (!('policy' in policy)) return false;
    const report = await syncFeed(
      { fetchBytes: parts.fetchBytes, store: parts.flagStore },
      policy.policy,
      parts.now(),
    );
    attempt = {
      atMs: parts.now(),
      ...(report.ok ? {} : { code: report.code, detail: report.detail }),
    };
    await readCache();
    return true;
  }

  return {
    source: (faults) => sourceOf({ data, policy, nowMs: parts.now(), faults }),
    policy: () => policy,
    data: () => data,
    attempt: () => attempt,
    reload: (sinceStartMs) =>
      inTurn('feed', async () => {
        policy = await loadPolicy(parts.policyStore, sinceStartMs);
        await readCache();
      }),
    sync: () => inTurn('feed', syncOnce),
    isSyncDue: () => {
      const intervalMs = knownValues(policy)?.pollIntervalMs;
      if (intervalMs === undefined) return false;
      const lastMs = attempt?.atMs ?? verifiedAt(data) ?? 0;
      return Math.abs(parts.now() - lastMs) >= intervalMs;
    },
  };
}

function verifiedAt(data: FlagData): number | undefined {
  return data.feed.ok ? data.feed.value.head.verifiedAtMs : undefined;
}
