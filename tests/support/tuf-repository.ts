import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { canonicalize } from '@tufjs/canonical-json';
import { type Bytes, utf8 } from '../../utils/domain/bytes.ts';
import { TRUST_ROLES, type TrustRole } from '../../utils/domain/trust/metadata.ts';
import { targetPath } from '../../utils/domain/trust/target-path.ts';

/** A real Ed25519 key with the id that TUF gives it. */
export type Signer = { readonly keyId: string; readonly key: Json; readonly secret: KeyObject };
type Json = { [name: string]: unknown };
type Signed = Json & { version: number; expires: string };

const DAY_MS = 24 * 60 * 60_000;

/** Makes a fresh key. */
export function createSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex');
  const key = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: raw } };
  return { keyId: sha256(utf8(canonicalize(key))), key, secret: privateKey };
}

/** Signs a metadata body with real keys, as any TUF repository does. */
export function signMetadata(signed: Json, signers: readonly Signer[]): Bytes {
  const signatures = signers.map((signer) => signatureOf(signed, signer));
  return utf8(JSON.stringify({ signatures, signed }));
}

/** One signature entry of a metadata file. */
export function signatureOf(signed: Json, { keyId, secret }: Signer) {
  return { keyid: keyId, sig: sign(null, utf8(canonicalize(signed)), secret).toString('hex') };
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A date as TUF writes it. */
export function expiry(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** A repository whose bodies and keys a test may bend before it publishes. */
export type TufRepository = {
  readonly files: Map<string, Bytes>;
  readonly signers: Record<TrustRole, Signer[]>;
  readonly bodies: Record<TrustRole, Signed & Json>;
  /** Signs and files the root under its version; raise `bodies.root.version` before. */
  publishRoot(signers?: readonly Signer[]): void;
  /** Raises targets, snapshot and timestamp and files everything, with the given target files. */
  publish(targets: readonly TargetInput[]): void;
  /**
   * Files the bodies as they stand, from targets up, with hashes bound; versions do not change.
   * A given file takes the place of the signed one, and the roles above vouch for it.
   */
  fileAll(given?: Partial<Record<TrustRole, Bytes>>): void;
  /** Raises and files the timestamp alone. */
  publishTimestamp(): void;
  /** Writes keys and roles of `signers` into the root body. */
  writeKeys(thresholds?: Partial<Record<TrustRole, number>>): void;
};

export type TargetInput = { readonly name: string; readonly bytes: Bytes; readonly custom?: Json };

/** Makes a repository with one key for each role and publishes its first root. */
export function createRepository(nowMs: number): TufRepository {
  const files = new Map<string, Bytes>();
  const signers = Object.fromEntries(
    TRUST_ROLES.map((role) => [role, [createSigner()]]),
  ) as unknown as Record<TrustRole, Signer[]>;
  const body = (role: TrustRole, days: number, rest: Json) => ({
    _type: role,
    spec_version: '1.0.31',
    version: 0,
    expires: expiry(nowMs + days * DAY_MS),
    ...rest,
  });
  const bodies = {
    root: body('root', 365, { consistent_snapshot: true, keys: {}, roles: {} }),
    timestamp: body('timestamp', 3, { meta: {} }),
    snapshot: body('snapshot', 30, { meta: {} }),
    targets: body('targets', 90, { targets: {} }),
  };
  const repository: TufRepository = {
    files,
    signers,
    bodies,
    publishRoot: (by = signers.root) => {
      files.set(`${bodies.root.version}.root.json`, signMetadata(bodies.root, by));
    },
    publish: (targets) => {
      for (const role of ['targets', 'snapshot', 'timestamp'] as const) bodies[role].version += 1;
      (bodies.targets as Json).targets = fileTargets(files, targets);
      repository.fileAll();
    },
    fileAll: (given = {}) => {
      const targets = given.targets ?? signMetadata(bodies.targets, signers.targets);
      files.set(`${bodies.targets.version}.targets.json`, targets);
      (bodies.snapshot as Json).meta = {
        'targets.json': describe(targets, bodies.targets.version),
      };
      const snapshot = given.snapshot ?? signMetadata(bodies.snapshot, signers.snapshot);
      files.set(`${bodies.snapshot.version}.snapshot.json`, snapshot);
      (bodies.timestamp as Json).meta = {
        'snapshot.json': describe(snapshot, bodies.snapshot.version),
      };
      files.set(
        'timestamp.json',
        given.timestamp ?? signMetadata(bodies.timestamp, signers.timestamp),
      );
    },
    publishTimestamp: () => {
      bodies.timestamp.version += 1;
      files.set('timestamp.json', signMetadata(bodies.timestamp, signers.timestamp));
    },
    writeKeys: (thresholds = {}) => {
      const all = TRUST_ROLES.flatMap((role) => signers[role]);
      Object.assign(bodies.root, {
        keys: Object.fromEntries(all.map(({ keyId, key }) => [keyId, key])),
        roles: Object.fromEntries(
          TRUST_ROLES.map((role) => [
            role,
            { keyids: signers[role].map(({ keyId }) => keyId), threshold: thresholds[role] ?? 1 },
          ]),
        ),
      });
    },
  };
  repository.writeKeys();
  bodies.root.version = 1;
  repository.publishRoot();
  return repository;
}

function describe(bytes: Bytes, version: number): Json {
  return { version, length: bytes.length, hashes: { sha256: sha256(bytes) } };
}

function fileTargets(files: Map<string, Bytes>, targets: readonly TargetInput[]): Json {
  return Object.fromEntries(
    targets.map(({ name, bytes, custom }) => {
      const hash = sha256(bytes);
      files.set(targetPath(name, hash), bytes);
      return [name, { length: bytes.length, hashes: { sha256: hash }, ...(custom && { custom }) }];
    }),
  );
}
