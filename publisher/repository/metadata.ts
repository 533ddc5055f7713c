import { createHash } from 'node:crypto';
import {
  type Key,
  Metadata,
  MetaFile,
  Root,
  Snapshot,
  TargetFile,
  Targets,
  Timestamp,
} from '@tufjs/models';
import type { Signer } from '../keys/signer.ts';

/** A file of the repository: name below the feed folder, and bytes. */
export type RepositoryFile = { readonly name: string; readonly bytes: Buffer };

const SPEC_VERSION = '1.0.31';

type Terms = { readonly version: number; readonly expiresAtMs: number };

type TargetCustom = NonNullable<
  NonNullable<ConstructorParameters<typeof TargetFile>[0]['unrecognizedFields']>[string]
>;

/** A target as it goes out, with what the targets role says of it. */
export type Target = {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly custom: TargetCustom;
};

/** Root keys are used once in a while and by hand: their metadata must outlive that. */
export const ROOT_LIFE_MS = 3 * 365 * 86_400_000;

/**
 * Makes root metadata: the keys of all roles, with a threshold for root. A rotated root is signed
 * by the old root keys and by the new ones (TUF specification 6.1).
 */
export function makeRoot(
  terms: Terms,
  keys: Readonly<Record<'root' | 'targets' | 'snapshot' | 'timestamp', readonly Key[]>>,
  {
    rootThreshold,
    signers,
  }: { readonly rootThreshold: number; readonly signers: readonly Signer[] },
): RepositoryFile {
  const root = Root.fromJSON({
    _type: 'root',
    spec_version: SPEC_VERSION,
    version: terms.version,
    expires: expiresText(terms.expiresAtMs),
    consistent_snapshot: true,
    keys: Object.fromEntries(
      Object.values(keys)
        .flat()
        .map((key) => [key.keyID, key.toJSON()]),
    ),
    roles: Object.fromEntries(
      Object.entries(keys).map(([role, roleKeys]) => [
        role,
        {
          keyids: roleKeys.map((key) => key.keyID),
          threshold: role === 'root' ? rootThreshold : 1,
        },
      ]),
    ),
  });
  const metadata = new Metadata(root);
  for (const signer of signers) metadata.sign(signer.sign);
  return { name: `${terms.version}.root.json`, bytes: bytesOf(metadata) };
}

/** Makes targets metadata over all target files. */
export function makeTargets(
  terms: Terms,
  signer: Signer,
  targets: readonly Target[],
): RepositoryFile {
  const files = targets.map((target) => [target.name, targetFileOf(target)] as const);
  const signed = new Targets({ ...commonOf(terms), targets: Object.fromEntries(files) });
  const metadata = new Metadata(signed);
  metadata.sign(signer.sign);
  return { name: `${terms.version}.targets.json`, bytes: bytesOf(metadata) };
}

/** Makes snapshot metadata that names one targets file. */
export function makeSnapshot(
  terms: Terms,
  signer: Signer,
  targets: { readonly version: number; readonly bytes: Buffer },
): RepositoryFile {
  const metadata = new Metadata(
    new Snapshot({ ...commonOf(terms), meta: { 'targets.json': metaFileOf(targets) } }),
  );
  metadata.sign(signer.sign);
  return { name: `${terms.version}.snapshot.json`, bytes: bytesOf(metadata) };
}

/** Makes timestamp metadata that names one snapshot file. Publishing it is the switch. */
export function makeTimestamp(
  terms: Terms,
  signer: Signer,
  snapshot: { readonly version: number; readonly bytes: Buffer },
): RepositoryFile {
  const metadata = new Metadata(
    new Timestamp({ ...commonOf(terms), snapshotMeta: metaFileOf(snapshot) }),
  );
  metadata.sign(signer.sign);
  return { name: 'timestamp.json', bytes: bytesOf(metadata) };
}

/** SHA-256 of a file, lower-case hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function targetFileOf(target: Target): TargetFile {
  return new TargetFile({
    path: target.name,
    length: target.bytes.length,
    hashes: { sha256: sha256Of(target.bytes) },
    unrecognizedFields: { custom: target.custom },
  });
}

function metaFileOf(file: { readonly version: number; readonly bytes: Buffer }): MetaFile {
  const { version, bytes } = file;
  return new MetaFile({ version, length: bytes.length, hashes: { sha256: sha256Of(bytes) } });
}

function commonOf({ version, expiresAtMs }: Terms) {
  return { version, expires: expiresText(expiresAtMs), specVersion: SPEC_VERSION };
}

/** The specification has seconds, no fractions (TUF 4.2.1). */
function expiresText(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function bytesOf(metadata: { toJSON(): unknown }): Buffer {
  return Buffer.from(`${JSON.stringify(metadata.toJSON(), undefined, 1)}\n`);
}
