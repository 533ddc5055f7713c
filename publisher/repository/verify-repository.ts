import { Metadata, MetadataKind, type Root, type TargetFile, type Targets } from '@tufjs/models';
import { targetPath } from '../../utils/domain/trust/target-path.ts';
import { sha256Of } from './metadata.ts';

/** Reads one file of a feed folder by its name; undefined when there is none. */
export type ReadFile = (name: string) => Buffer | undefined;

export type VerifiedRepository = {
  readonly rootVersion: number;
  readonly timestampVersion: number;
  readonly snapshotVersion: number;
  readonly targetsVersion: number;
  readonly timestampExpiresMs: number;
  readonly targets: ReadonlyMap<string, { readonly bytes: Buffer; readonly file: TargetFile }>;
  /** Every file that a client may ask for. */
  readonly names: ReadonlySet<string>;
};

type MetaJson = Parameters<typeof Metadata.fromJSON>[1];
type VersionedFile = { readonly name: string; readonly bytes: Buffer };

/**
 * Verifies a TUF repository as a client that has only the pinned root would (specification 5.3–5.7).
 * Throws an `Error` that names the first file that does not hold.
 */
export function verifyRepository(
  read: ReadFile,
  pinnedRoot: Uint8Array,
  nowMs: number,
  mayBeExpired = false,
): VerifiedRepository {
  const { root, names } = verifyRoots(read, pinnedRoot);
  const timestamp = Metadata.fromJSON(
    MetadataKind.Timestamp,
    parseJson('timestamp.json', need(read, 'timestamp.json')),
  );
  root.verifyDelegate('timestamp', timestamp);
  const snapshotFile = readVersioned(read, 'snapshot', timestamp.signed.snapshotMeta);
  const snapshot = Metadata.fromJSON(
    MetadataKind.Snapshot,
    parseJson(snapshotFile.name, snapshotFile.bytes),
  );
  root.verifyDelegate('snapshot', snapshot);
  const targetsMeta = snapshot.signed.meta['targets.json'];
  if (!targetsMeta) throw new Error(`${snapshotFile.name}: targets.json is not named`);
  const targetsFile = readVersioned(read, 'targets', targetsMeta);
  const targets = Metadata.fromJSON(
    MetadataKind.Targets,
    parseJson(targetsFile.name, targetsFile.bytes),
  );
  root.verifyDelegate('targets', targets);

  for (const { signed } of [root, timestamp, snapshot, targets]) {
    if (!mayBeExpired && signed.isExpired(new Date(nowMs)))
      throw new Error(`${signed.type}: expired ${signed.expires}`);
  }
  requireEqual(snapshotFile.name, snapshot.signed.version, timestamp.signed.snapshotMeta.version);
  requireEqual(targetsFile.name, targets.signed.version, targetsMeta.version);
  const files = readTargets(read, targets.signed);
  return {
    rootVersion: root.signed.version,
    timestampVersion: timestamp.signed.version,
    snapshotVersion: snapshot.signed.version,
    targetsVersion: targets.signed.version,
    timestampExpiresMs: Date.parse(timestamp.signed.expires),
    targets: files.targets,
    names: new Set([
      ...names,
      'timestamp.json',
      snapshotFile.name,
      targetsFile.name,
      ...files.names,
    ]),
  };
}

/** Walks the chain of roots from the pinned one: each signed by the one before and by itself. */
function verifyRoots(read: ReadFile, pinnedRoot: Uint8Array) {
  let root = Metadata.fromJSON(
    MetadataKind.Root,
    parseJson('pinned root', Buffer.from(pinnedRoot)),
  );
  root.verifyDelegate('root', root);
  const names = new Set([`${root.signed.version}.root.json`]);
  for (;;) {
    const name = `${root.signed.version + 1}.root.json`;
    const bytes = read(name);
    if (!bytes) return { root, names };
    const next: Metadata<Root> = Metadata.fromJSON(MetadataKind.Root, parseJson(name, bytes));
    root.verifyDelegate('root', next);
    next.verifyDelegate('root', next);
    requireEqual(name, next.signed.version, root.signed.version + 1);
    names.add(name);
    root = next;
  }
}

function readVersioned(
  read: ReadFile,
  role: 'snapshot' | 'targets',
  meta: { readonly version: number; verify(data: Buffer): void },
): VersionedFile {
  const name = `${meta.version}.${role}.json`;
  const bytes = need(read, name);
  meta.verify(bytes);
  return { name, bytes };
}

function readTargets(read: ReadFile, signed: Targets) {
  const targets = new Map<string, { readonly bytes: Buffer; readonly file: TargetFile }>();
  const names = new Set<string>();
  for (const [path, file] of Object.entries(signed.targets)) {
    const name = targetPath(path, file.hashes.sha256 ?? '');
    const bytes = need(read, name);
    if (bytes.length !== file.length || sha256Of(bytes) !== file.hashes.sha256) {
      throw new Error(`${name}: length or hash`);
    }
    targets.set(path, { bytes, file });
    names.add(name);
  }
  return { targets, names };
}

function need(read: ReadFile, name: string): Buffer {
  const bytes = read(name);
  if (!bytes) throw new Error(`${name}: missing`);
  return bytes;
}

function parseJson(name: string, bytes: Buffer): MetaJson {
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  if (!isJsonObject(value)) throw new Error(`${name}: JSON object expected`);
  return value;
}

function isJsonObject(value: unknown): value is MetaJson {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function requireEqual(name: string, actual: number, expected: number): void {
  if (actual !== expected) throw new Error(`${name}: version ${actual}, expected ${expected}`);
}
