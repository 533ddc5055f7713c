import type { Bytes } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { MAX_METADATA_BYTES, type Metadata } from '../domain/trust/metadata.ts';
import {
  checkExpiry,
  loadKept,
  loadTrustedRoot,
  updateRoot,
  updateSnapshot,
  updateTargets,
  updateTimestamp,
} from '../domain/trust/update-trust.ts';
import type { FetchFailure } from './fetch-bytes.ts';
import type { Download } from './open-download.ts';

/** Roots that one run follows (SECURITY.md T13). A longer chain goes on in the next run. */
const MAX_ROOT_STEPS = 32;

/** The verified metadata of one run. */
export type Trust = {
  readonly root: Metadata<'root'>;
  readonly timestamp: Metadata<'timestamp'>;
  readonly snapshot: Metadata<'snapshot'>;
  readonly targets: Metadata<'targets'>;
  /** True when the timestamp is newer than the kept one, or none was kept. */
  readonly isNewer: boolean;
  /** True when earlier metadata protected this run from a rollback. */
  readonly hadMemory: boolean;
};

export type TrustInput = {
  readonly download: Download;
  readonly trustedRoot: Bytes;
  readonly kept: {
    readonly timestamp?: Bytes | undefined;
    readonly snapshot?: Bytes | undefined;
    readonly targets?: Bytes | undefined;
  };
  /** 5.1: the fixed update start time, epoch ms. */
  readonly referenceMs: number;
  readonly saveRoot: (root: Bytes) => Promise<Result<null, FailureCode>>;
};

/** Runs steps 5.2 to 5.6 of the TUF client workflow. Only verified roots are kept on the way. */
export async function refreshTrust(input: TrustInput): Promise<Result<Trust, FailureCode>> {
  const root = await refreshRoot(input);
  if (!root.ok) return root;
  // 5.3.11: what the final root does not vouch for is forgotten.
  const old = {
    timestamp: await loadKept(root.value, 'timestamp', input.kept.timestamp),
    snapshot: await loadKept(root.value, 'snapshot', input.kept.snapshot),
  };
  const timestamp = await refreshTimestamp(input, { root: root.value, timestamp: old.timestamp });
  if (!timestamp.ok) return timestamp;
  const base = { root: root.value, timestamp: timestamp.value };
  const snapshot = await refreshSnapshot(input, { ...base, snapshot: old.snapshot });
  if (!snapshot.ok) return snapshot;
  const targets = await refreshTargets(input, { ...base, snapshot: snapshot.value });
  if (!targets.ok) return targets;
  return ok({
    ...base,
    snapshot: snapshot.value,
    targets: targets.value,
    isNewer: timestamp.value.signed.version !== old.timestamp?.signed.version,
    hadMemory: old.snapshot !== undefined,
  });
}

/** 5.2 and 5.3: follows the root chain one version at a time, then asks for its expiry. */
async function refreshRoot(input: TrustInput): Promise<Result<Metadata<'root'>, FailureCode>> {
  let root = await loadTrustedRoot(input.trustedRoot);
  for (let step = 0; step < MAX_ROOT_STEPS && root.ok; step += 1) {
    // 5.3.3: the next version, or this is the newest one.
    const name = `${root.value.signed.version + 1}.root.json`;
    const file = await input.download(name, MAX_METADATA_BYTES.root);
    if (!file.ok && file.code === 'file-missing') break;
    if (!file.ok) return asFailure(file);
    // 5.3.4–5.3.7.
    root = await updateRoot(root.value, file.value);
    if (!root.ok) return root;
    // 5.3.8.
    const saved = await input.saveRoot(root.value.bytes);
    if (!saved.ok) return saved;
  }
  if (!root.ok) return root;
  // 5.3.10: freeze.
  const expiry = checkExpiry(root.value, input.referenceMs);
  return expiry.ok ? root : expiry;
}

/** 5.4. */
async function refreshTimestamp(
  input: TrustInput,
  trust: { readonly root: Metadata<'root'>; readonly timestamp: Metadata<'timestamp'> | undefined },
): Promise<Result<Metadata<'timestamp'>, FailureCode>> {
  const file = await input.download('timestamp.json', MAX_METADATA_BYTES.timestamp);
  return file.ok ? updateTimestamp(trust, file.value, input.referenceMs) : asFailure(file);
}

/** 5.5: the kept snapshot serves when it is the declared one, else the declared one is fetched. */
async function refreshSnapshot(
  input: TrustInput,
  trust: Pick<Trust, 'root' | 'timestamp'> & {
    readonly snapshot: Metadata<'snapshot'> | undefined;
  },
): Promise<Result<Metadata<'snapshot'>, FailureCode>> {
  const declared = trust.timestamp.signed.meta['snapshot.json'];
  if (input.kept.snapshot && trust.snapshot?.signed.version === declared.version) {
    const kept = await updateSnapshot(trust, input.kept.snapshot, input.referenceMs);
    if (kept.ok) return kept;
  }
  const maxBytes = Math.min(
    declared.length ?? Number.POSITIVE_INFINITY,
    MAX_METADATA_BYTES.snapshot,
  );
  const file = await input.download(`${declared.version}.snapshot.json`, maxBytes);
  return file.ok ? updateSnapshot(trust, file.value, input.referenceMs) : asFailure(file);
}

/** 5.6: as for the snapshot. */
async function refreshTargets(
  input: TrustInput,
  trust: Pick<Trust, 'root' | 'snapshot'>,
): Promise<Result<Metadata<'targets'>, FailureCode>> {
  const declared = trust.snapshot.signed.meta['targets.json'];
  if (input.kept.targets) {
    const kept = await updateTargets(trust, input.kept.targets, input.referenceMs);
    if (kept.ok) return kept;
  }
  const maxBytes = Math.min(
    declared.length ?? Number.POSITIVE_INFINITY,
    MAX_METADATA_BYTES.targets,
  );
  const file = await input.download(`${declared.version}.targets.json`, maxBytes);
  return file.ok ? updateTargets(trust, file.value, input.referenceMs) : asFailure(file);
}

/** A missing file is an outage everywhere but at the end of the root chain. */
export function asFailure(failure: {
  readonly code: FetchFailure;
  readonly detail?: string;
}): Result<never, FailureCode> {
  const code = failure.code === 'file-missing' ? 'feed-unreachable' : failure.code;
  return fail(code, failure.detail);
}
