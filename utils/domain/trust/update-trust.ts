import type { Bytes } from '../bytes.ts';
import type { FailureCode } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import {
  type Metadata,
  type MetaFile,
  parseMetadata,
  type TargetFile,
  type TrustRole,
} from './metadata.ts';
import { sha256Hex } from './sha256-hex.ts';
import { isSignedByThreshold } from './verify-threshold.ts';

/**
 * The client workflow of the TUF specification 1.0.x, step by step, as pure functions of trusted
 * metadata and new bytes. Step numbers are those of its chapter 5. Time is an argument that the
 * caller froze once (5.1).
 *
 * Guarantee: what these functions return as `ok` was signed by a threshold of the role's keys and
 * is not older than what was trusted before.
 */

/**
 * 5.2: loads the root that is trusted from the start (pinned by policy, or kept from an earlier
 * run). It may be expired: that is judged on the final root (5.3.10).
 */
export async function loadTrustedRoot(
  bytes: Bytes,
): Promise<Result<Metadata<'root'>, FailureCode>> {
  const root = parseMetadata(bytes, 'root');
  if (!root.ok) return fail('feed-root-invalid', `trusted root: ${root.detail ?? root.code}`);
  if (!(await isSignedByThreshold(root.value.signed, root.value))) {
    return fail('feed-root-invalid', 'trusted root: not signed by its own keys');
  }
  return root;
}

/** 5.3.4–5.3.7: takes one step of the root chain. Expiry of an intermediate root does not matter. */
export async function updateRoot(
  trusted: Metadata<'root'>,
  bytes: Bytes,
): Promise<Result<Metadata<'root'>, FailureCode>> {
  const next = parseMetadata(bytes, 'root');
  if (!next.ok) return next;
  // 5.3.4: signed by a threshold of the trusted root's keys and of its own (arbitrary software).
  if (!(await isSignedByThreshold(trusted.signed, next.value))) {
    return fail('feed-root-invalid', 'root: not signed by the trusted root keys');
  }
  if (!(await isSignedByThreshold(next.value.signed, next.value))) {
    return fail('feed-root-invalid', 'root: not signed by its own keys');
  }
  // 5.3.5: exactly the next version (rollback).
  const expected = trusted.signed.version + 1;
  if (next.value.signed.version !== expected) {
    return fail('feed-root-invalid', `root: version ${expected} expected`);
  }
  return next;
}

/** 5.3.10, 5.4.4, 5.5.6, 5.6.5: expired metadata means a freeze attack or a dead publisher. */
export function checkExpiry(
  metadata: Metadata<TrustRole>,
  referenceMs: number,
): Result<null, FailureCode> {
  return referenceMs < metadata.signed.expires
    ? ok(null)
    : fail('feed-expired', `${metadata.role} expired`);
}

/**
 * 5.3.11: metadata that the final root's keys no longer vouch for is forgotten, which is how a
 * repository recovers from a fast-forward attack. Broken bytes are forgotten too.
 */
export async function loadKept<R extends 'timestamp' | 'snapshot'>(
  root: Metadata<'root'>,
  role: R,
  bytes: Bytes | undefined,
): Promise<Metadata<R> | undefined> {
  const kept = bytes === undefined ? undefined : parseMetadata(bytes, role);
  if (!kept?.ok) return undefined;
  return (await isSignedByThreshold(root.signed, kept.value)) ? kept.value : undefined;
}

/**
 * 5.4.2–5.4.4: judges a downloaded timestamp. When its version equals the trusted one, the trusted
 * one is returned and nothing is new (5.4.3.1).
 */
export async function updateTimestamp(
  trust: { readonly root: Metadata<'root'>; readonly timestamp: Metadata<'timestamp'> | undefined },
  bytes: Bytes,
  referenceMs: number,
): Promise<Result<Metadata<'timestamp'>, FailureCode>> {
  const next = parseMetadata(bytes, 'timestamp');
  if (!next.ok) return next;
  // 5.4.2: arbitrary software.
  if (!(await isSignedByThreshold(trust.root.signed, next.value))) {
    return fail('feed-signature-invalid', 'timestamp');
  }
  const accepted = pickTimestamp(trust.timestamp, next.value);
  if (!accepted.ok) return accepted;
  // 5.4.4: freeze.
  const expiry = checkExpiry(accepted.value, referenceMs);
  return expiry.ok ? accepted : expiry;
}

/** 5.4.3: rollback of the timestamp itself (1) and of the snapshot version in it (2). */
function pickTimestamp(
  old: Metadata<'timestamp'> | undefined,
  next: Metadata<'timestamp'>,
): Result<Metadata<'timestamp'>, FailureCode> {
  if (old === undefined) return ok(next);
  if (next.signed.version < old.signed.version) {
    return fail('feed-rolled-back', `timestamp: at least ${old.signed.version} expected`);
  }
  if (next.signed.version === old.signed.version) return ok(old);
  const seen = old.signed.meta['snapshot.json'].version;
  return next.signed.meta['snapshot.json'].version < seen
    ? fail('feed-rolled-back', `timestamp: snapshot at least ${seen} expected`)
    : ok(next);
}

/** 5.5.2–5.5.6: judges a downloaded or kept snapshot against the trusted timestamp. */
export async function updateSnapshot(
  trust: {
    readonly root: Metadata<'root'>;
    readonly timestamp: Metadata<'timestamp'>;
    readonly snapshot: Metadata<'snapshot'> | undefined;
  },
  bytes: Bytes,
  referenceMs: number,
): Promise<Result<Metadata<'snapshot'>, FailureCode>> {
  const declared = trust.timestamp.signed.meta['snapshot.json'];
  // 5.5.2–5.5.4.
  const next = await verifyDeclared(trust.root, { role: 'snapshot', bytes, declared });
  if (!next.ok) return next;
  // 5.5.5: no metadata file may vanish or go back.
  const rollback = checkSnapshotRollback(trust.snapshot, next.value);
  if (!rollback.ok) return rollback;
  // 5.5.6: freeze.
  const expiry = checkExpiry(next.value, referenceMs);
  return expiry.ok ? next : expiry;
}

function checkSnapshotRollback(
  old: Metadata<'snapshot'> | undefined,
  next: Metadata<'snapshot'>,
): Result<null, FailureCode> {
  const lost = Object.entries(old?.signed.meta ?? {}).find(([name, file]) => {
    const now = Object.hasOwn(next.signed.meta, name) ? next.signed.meta[name] : undefined;
    return now === undefined || now.version < file.version;
  });
  return lost === undefined
    ? ok(null)
    : fail('feed-rolled-back', `snapshot: ${lost[0]} at least ${lost[1].version} expected`);
}

/** 5.6.2–5.6.5: judges a downloaded or kept targets file against the trusted snapshot. */
export async function updateTargets(
  trust: { readonly root: Metadata<'root'>; readonly snapshot: Metadata<'snapshot'> },
  bytes: Bytes,
  referenceMs: number,
): Promise<Result<Metadata<'targets'>, FailureCode>> {
  const declared = trust.snapshot.signed.meta['targets.json'];
  // 5.6.2–5.6.4.
  const next = await verifyDeclared(trust.root, { role: 'targets', bytes, declared });
  if (!next.ok) return next;
  // 5.6.5: freeze.
  const expiry = checkExpiry(next.value, referenceMs);
  return expiry.ok ? next : expiry;
}

/** Hash and length (x.2), signatures (x.3), and the declared version (x.4, mix-and-match). */
async function verifyDeclared<R extends 'snapshot' | 'targets'>(
  root: Metadata<'root'>,
  file: { readonly role: R; readonly bytes: Bytes; readonly declared: MetaFile },
): Promise<Result<Metadata<R>, FailureCode>> {
  const matches = await checkFile(file.bytes, file.declared, file.role);
  if (!matches.ok) return matches;
  const next = parseMetadata(file.bytes, file.role);
  if (!next.ok) return next;
  if (!(await isSignedByThreshold(root.signed, next.value))) {
    return fail('feed-signature-invalid', file.role);
  }
  return next.value.signed.version === file.declared.version
    ? next
    : fail('feed-rolled-back', `${file.role}: version ${file.declared.version} expected`);
}

/** 5.7.2: checks a target file against the length and hash that the trusted targets declare. */
export function verifyTargetFile(
  bytes: Bytes,
  declared: TargetFile,
  name: string,
): Promise<Result<null, FailureCode>> {
  return checkFile(bytes, declared, name);
}

async function checkFile(
  bytes: Bytes,
  declared: {
    readonly length?: number | undefined;
    readonly hashes?: { sha256: string } | undefined;
  },
  name: string,
): Promise<Result<null, FailureCode>> {
  const { length, hashes } = declared;
  if (length !== undefined && bytes.byteLength !== length) {
    return fail('feed-hash-mismatch', `${name}: ${length} bytes expected, got ${bytes.byteLength}`);
  }
  if (hashes !== undefined && (await sha256Hex(bytes)) !== hashes.sha256) {
    return fail('feed-hash-mismatch', `${name}: other hash than declared`);
  }
  return ok(null);
}
