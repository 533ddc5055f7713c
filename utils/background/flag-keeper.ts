import type { FailureCode } from '../domain/failure.ts';
import type { Policy } from '../domain/policy.ts';
import type { PollPlan } from '../domain/poll-plan.ts';
import type { FlagStore } from '../storage/flag-store.ts';
import type { PolicyStore } from '../storage/policy-store.ts';
import type { StorageCell } from '../storage/storage-cell.ts';
import type { FetchBytes } from './fetch-bytes.ts';
import { type FlagData, loadFlagData, NO_FLAG_DATA, sourceOf } from './flag-data.ts';
import { type PollResult, planFirstPoll, planNextPoll, timeToPoll } from './plan-poll.ts';
import { loadPolicy, POLICY_PENDING, type PolicyState } from './policy-loader.ts';
import type { FlagSource } from './ports.ts';
import { type SyncOutcome, syncFeed } from './sync-feed.ts';
import { makeTurns } from './turns.ts';

const MINUTE_MS = 60_000;

export type FlagKeeperParts = {
  readonly now: () => number;
  readonly policyStore: PolicyStore;
  readonly flagStore: FlagStore;
  readonly configCopy: StorageCell<string>;
  readonly fetchBytes: FetchBytes;
  /** Keeps the plan of the next contact while the worker sleeps. */
  readonly pollCell: StorageCell<PollPlan>;
  /** At least 0 and less than 1. */
  readonly random: () => number;
};

/**
 * The last contact with the feed, for the status page. `key-missing` also when an older epoch was
 * read because the key of the newest one has not arrived.
 */
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
  /** Reads policy and cache again; the times as `loadPolicy` counts them. */
  reload(sinceStartMs: number, sinceSessionMs?: number): Promise<void>;
  /** Asks the feed once; false when there is no policy to do it with. */
  sync(): Promise<boolean>;
  /** Time left to the next contact; undefined while there is no policy to make it with. */
  timeToSync(): number | undefined;
};

/** Makes the keeper; nothing is read before the first `reload`. */
export function makeFlagKeeper(parts: FlagKeeperParts): FlagKeeper {
  let policy: PolicyState = POLICY_PENDING;
  let data: FlagData = NO_FLAG_DATA;
  let attempt: SyncAttempt | undefined;
  let plan: PollPlan | undefined;
  const inTurn = makeTurns();

  async function readCache(): Promise<void> {
    const { flagStore: store, configCopy, now } = parts;
    data = await loadFlagData({ store, configCopy, policy, nowMs: now() });
  }

  /** A plan that was made before the cache was lost does not make it wait. */
  async function planFirst(): Promise<void> {
    if (plan !== undefined || !('policy' in policy)) return;
    const nowMs = parts.now();
    const kept = await parts.pollCell.read();
    const isCacheFresh = sourceOf({ data, policy, nowMs, faults: [] }).doubts.length === 0;
    const first = planFirstPoll({ nowMs, isCacheFresh, random: parts.random() });
    plan = kept && (data.feed.ok || kept.failureCount > 0) ? kept : first;
    await parts.pollCell.write(plan);
  }

  async function syncOnce(): Promise<boolean> {
    if (!('policy' in policy)) return false;
    const { fetchBytes, flagStore: store } = parts;
    const outcome = await syncFeed({ fetchBytes, store }, policy.policy, parts.now());
    const nowMs = parts.now();
    attempt = { atMs: nowMs, ...troubleOf(outcome) };
    await readCache();
    const waits = waitsOf(policy.policy, data);
    plan = planNextPoll(plan, resultOf(outcome), { ...waits, nowMs, random: parts.random() });
    await parts.pollCell.write(plan);
    return true;
  }

  return {
    source: (faults) => sourceOf({ data, policy, nowMs: parts.now(), faults }),
    policy: () => policy,
    data: () => data,
    attempt: () => attempt,
    reload: (sinceStartMs, sinceSessionMs = sinceStartMs) =>
      inTurn('feed', async () => {
        policy = await loadPolicy(parts.policyStore, { sinceStartMs, sinceSessionMs });
        await readCache();
        await planFirst();
      }),
    sync: () => inTurn('feed', syncOnce),
    timeToSync: () => (plan && 'policy' in policy ? timeToPoll(plan, parts.now()) : undefined),
  };
}

/** What the status page shows of a contact beside its time. */
function troubleOf(outcome: SyncOutcome): Pick<SyncAttempt, 'code' | 'detail'> {
  if (!outcome.ok) return { code: outcome.code, detail: outcome.detail };
  const { waitingFor } = outcome.value;
  return waitingFor === undefined ? {} : { code: 'key-missing', detail: `epoch ${waitingFor}` };
}

function waitsOf({ pollIntervalMs }: Policy, { config }: FlagData) {
  return { intervalMs: pollIntervalMs, minWaitMs: (config?.minWaitMinutes ?? 0) * MINUTE_MS };
}

/** A key that has not arrived is no fault of the host, and its arrival should be noticed soon. */
function resultOf(outcome: SyncOutcome): PollResult {
  return {
    isFailure: !outcome.ok && outcome.code !== 'key-missing',
    retryAfterMs: outcome.retryAfterMs,
  };
}
