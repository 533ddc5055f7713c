import { fakeBrowser } from 'wxt/testing/fake-browser';
import { syncFeed } from '../../utils/background/sync-feed.ts';
import type { Bytes } from '../../utils/domain/bytes.ts';
import type { FailureCode } from '../../utils/domain/failure.ts';
import type { Policy } from '../../utils/domain/policy.ts';
import { TRUST_ROLES, type TrustRole } from '../../utils/domain/trust/metadata.ts';
import type { FlagStore } from '../../utils/storage/flag-store.ts';
import type { TrustedFiles } from '../../utils/storage/read-feed.ts';
import { buildPolicy, buildTargets, NOW, serveFiles } from './feed-fixture.ts';
import { openMemoryStore } from './open-memory-store.ts';
import { createRepository, sha256, signMetadata, type TufRepository } from './tuf-repository.ts';

export type PublishOptions = {
  /** True binds length and hash of lower metadata, as our publisher does. */
  readonly hashes?: boolean;
  /** False files the version as the body has it. */
  readonly bumpVersion?: boolean;
};

/** The repository simulator and the client runner of the TUF conformance suite, for our client. */
export type ConformanceScene = {
  readonly repository: TufRepository;
  readonly store: FlagStore;
  /** Names asked for by the last refresh. */
  readonly asked: readonly string[];
  policy: Policy;
  /** Raises, signs and files the given roles, in the given order; upper bodies name the lower. */
  publish(roles: readonly TrustRole[], options?: PublishOptions): void;
  /** 'ok', or the code with which the client refused. */
  refresh(nowMs?: number): Promise<'ok' | FailureCode>;
  /** Versions that the client trusts. */
  trusted(): Promise<Partial<Record<TrustRole, number>>>;
  /** A metadata file as the client keeps it. */
  keptFile(role: TrustRole): Promise<Bytes | undefined>;
};

/** A repository with every role at version 1 (lower metadata unhashed) and a client that knows the root. */
export async function openConformance(): Promise<ConformanceScene> {
  fakeBrowser.reset();
  const repository = createRepository(NOW);
  repository.publish(await buildTargets());
  for (const role of ['targets', 'snapshot', 'timestamp'] as const) {
    publishRole(repository, role, { bumpVersion: false });
  }
  const store = openMemoryStore();
  let asked: string[] = [];
  const scene: ConformanceScene = {
    repository,
    store,
    policy: buildPolicy(repository),
    get asked() {
      return asked;
    },
    publish: (roles, options = {}) => {
      for (const role of roles) publishRole(repository, role, options);
    },
    refresh: async (nowMs = NOW) => {
      asked = [];
      const ports = { store, fetchBytes: serveFiles(repository.files, asked) };
      const report = await syncFeed(ports, scene.policy, nowMs);
      return report.ok ? 'ok' : report.code;
    },
    trusted: async () => versionsOf(await keptFiles(store)),
    keptFile: async (role) => (await keptFiles(store))[role],
  };
  return scene;
}

/** Signs a body as it stands and files it; the body above learns of it. */
function publishRole(
  { bodies, signers, files }: TufRepository,
  role: TrustRole,
  { hashes = false, bumpVersion = true }: PublishOptions,
): void {
  const body = bodies[role];
  if (bumpVersion) body.version += 1;
  const bytes = signMetadata(body, signers[role]);
  const { version } = body;
  files.set(role === 'timestamp' ? 'timestamp.json' : `${version}.${role}.json`, bytes);
  const bound = hashes ? { length: bytes.length, hashes: { sha256: sha256(bytes) } } : {};
  const meta = { [`${role}.json`]: { version, ...bound } };
  if (role === 'targets') Object.assign(bodies.snapshot, { meta });
  if (role === 'snapshot') Object.assign(bodies.timestamp, { meta });
}

async function keptFiles(store: FlagStore): Promise<Partial<TrustedFiles>> {
  const kept = await store.readTrust();
  return kept.ok ? kept.value : {};
}

function versionsOf(files: Partial<TrustedFiles>): Partial<Record<TrustRole, number>> {
  const found = TRUST_ROLES.flatMap((role) => {
    const bytes = files[role];
    return bytes ? [[role, versionIn(bytes)] as const] : [];
  });
  return Object.fromEntries(found);
}

function versionIn(bytes: Bytes): number {
  const { signed } = JSON.parse(new TextDecoder().decode(bytes)) as { signed: { version: number } };
  return signed.version;
}

/** A signed file with other signatures; the body stays. */
export function withSignatures(
  bytes: Bytes | undefined,
  change: (signatures: readonly Signature[]) => readonly Signature[],
): Bytes {
  const file = JSON.parse(new TextDecoder().decode(bytes)) as { signatures: Signature[] };
  return new TextEncoder().encode(JSON.stringify({ ...file, signatures: change(file.signatures) }));
}

export type Signature = { readonly keyid: string; readonly sig: string };
