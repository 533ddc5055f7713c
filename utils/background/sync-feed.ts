import { utf8 } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { FeedHead } from '../domain/feed-head.ts';
import { CLOCK_TOLERANCE_MS, isPurgeDue } from '../domain/freshness.ts';
import type { Policy } from '../domain/policy.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { sha256Hex } from '../domain/trust/sha256-hex.ts';
import { loadTrustedRoot } from '../domain/trust/update-trust.ts';
import type { FlagStore } from '../storage/flag-store.ts';
import type { KeptTrust, StoredFeed } from '../storage/read-feed.ts';
import type { FetchBytes } from './fetch-bytes.ts';
import { fetchTargets, type StagedTargets } from './fetch-targets.ts';
import { type Download, openDownload } from './open-download.ts';
import { refreshTrust, type Trust } from './refresh-trust.ts';

export type SyncPorts = { readonly fetchBytes: FetchBytes; readonly store: FlagStore };

export type SyncReport = {
  /**
   * `updated`: flags or configuration changed, pages must ask again. `renewed`: same data, verified
   * again. `unchanged`: same data, and the clock is too doubtful to call it verified again.
   */
  readonly outcome: 'updated' | 'renewed' | 'unchanged';
  readonly head: FeedHead;
  /** A newer epoch that this PC has no key for yet; an older one serves (SECURITY.md T23). */
  readonly waitingFor?: string | undefined;
};

export type SyncOutcome = Result<SyncReport, FailureCode> & {
  /** How long the host asked to be left alone. */
  readonly retryAfterMs?: number | undefined;
};

/** Everything that one run starts from. */
type Run = {
  readonly ports: SyncPorts;
  readonly policy: Policy;
  readonly now: number;
  readonly pinHash: string;
  readonly kept: KeptTrust;
  readonly stored: StoredFeed | undefined;
};

/**
 * Brings the cache up to date with the feed: verify, stage, one atomic swap, and only then the
 * second head (PEERS.md lesson 17). On any failure the old data keeps serving.
 *
 * @param now the fixed update start time, epoch ms (TUF 5.1).
 */
export async function syncFeed(
  ports: SyncPorts,
  policy: Policy,
  now: number,
): Promise<SyncOutcome> {
  await ports.store.noteTime(now);
  const kept = await ports.store.readTrust();
  if (!kept.ok) return kept;
  const stored = await ports.store.read();
  const run: Run = {
    ports,
    policy,
    now,
    pinHash: await sha256Hex(utf8(policy.pinnedRoot)),
    kept: kept.value,
    stored: stored.ok ? stored.value : undefined,
  };
  const download = openDownload(ports.fetchBytes, policy.feedUrl);
  const report = await update(run, download);
  const outcome = report.ok ? report : await giveUp(run, report);
  const retryAfterMs = download.retryAfterMs();
  return retryAfterMs === undefined ? outcome : { ...outcome, retryAfterMs };
}

async function update(run: Run, download: Download): Promise<Result<SyncReport, FailureCode>> {
  const trust = await refreshTrust({
    download,
    trustedRoot: await chooseRoot(run),
    kept: run.kept,
    referenceMs: Math.max(run.now, run.stored?.head.verifiedAtMs ?? 0),
    saveRoot: (root) => run.ports.store.saveRoot(root, run.pinHash),
  });
  if (!trust.ok) return trust;
  const floor = checkFloor(run, trust.value);
  if (!floor.ok) return floor;
  const staged = await fetchTargets(trust.value.targets.signed, {
    download,
    policy: run.policy,
    now: run.now,
    have: run.stored,
  });
  return staged.ok ? commit(run, trust.value, staged.value) : staged;
}

/**
 * 5.2: the root that earlier runs reached from the pinned one. A new pin in the policy is a decision
 * of the IT section and starts the chain anew; so does a kept root that no longer verifies.
 */
async function chooseRoot({ kept, pinHash, policy }: Run) {
  const isSamePin = kept.root !== undefined && kept.pinHash === pinHash;
  return isSamePin && (await loadTrustedRoot(kept.root)).ok ? kept.root : utf8(policy.pinnedRoot);
}

/**
 * Rollback protection when the trusted metadata was lost with the database (SECURITY.md T04): the
 * second head still knows the version. A newer root may have lowered it on purpose (TUF 5.3.11).
 */
function checkFloor({ kept, pinHash }: Run, trust: Trust): Result<null, FailureCode> {
  const floor = kept.copy;
  if (trust.hadMemory || floor?.pinHash !== pinHash) return ok(null);
  if (trust.root.signed.version > floor.rootVersion) return ok(null);
  return trust.targets.signed.version < floor.version
    ? fail('feed-rolled-back', `targets: at least ${floor.version} expected`)
    : ok(null);
}

async function commit(
  run: Run,
  trust: Trust,
  staged: StagedTargets,
): Promise<Result<SyncReport, FailureCode>> {
  const isSame = run.stored !== undefined && !staged.flags && !staged.config;
  const { waitingFor } = staged;
  if (run.stored && isSame && !trust.isNewer && isClockDoubtful(run.stored, run.now)) {
    return ok({ outcome: 'unchanged', head: run.stored.head, waitingFor });
  }
  const head = await run.ports.store.commit({
    basedOn: run.kept.generation,
    head: {
      ...staged.identity,
      feedId: run.policy.feedId,
      version: trust.targets.signed.version,
      rootVersion: trust.root.signed.version,
      pinHash: run.pinHash,
      verifiedAtMs: trust.isNewer ? run.now : Math.max(run.now, latestTime(run.stored)),
      timestampExpiresMs: trust.timestamp.signed.expires,
    },
    files: {
      root: trust.root.bytes,
      timestamp: trust.timestamp.bytes,
      snapshot: trust.snapshot.bytes,
      targets: trust.targets.bytes,
    },
    flags: staged.flags,
    config: staged.config,
  });
  const outcome = isSame ? 'renewed' : 'updated';
  return head.ok ? ok({ outcome, head: head.value, waitingFor }) : head;
}

/**
 * A clock that went back would keep an old timestamp alive for ever; then only a timestamp never
 * seen before proves that the feed lives (SECURITY.md T19).
 */
function isClockDoubtful(stored: StoredFeed, now: number): boolean {
  return now < latestTime(stored) - CLOCK_TOLERANCE_MS;
}

/** Where this PC's time has got to; a contact that proves nothing new does not set it back. */
function latestTime(stored: StoredFeed | undefined): number {
  return stored ? Math.max(stored.head.verifiedAtMs, stored.timeFloorMs) : 0;
}

/** Without any contact for too long the flags are deleted; a bad answer is contact enough. */
async function giveUp(
  { ports, policy, stored, now }: Run,
  failure: Result<never, FailureCode> & { readonly ok: false },
): Promise<Result<never, FailureCode>> {
  const age = { verifiedAtMs: stored?.head.verifiedAtMs, nowMs: now };
  if (failure.code !== 'feed-unreachable' || !isPurgeDue(age, policy)) return failure;
  const purged = await ports.store.purge();
  return purged.ok ? failure : purged;
}
