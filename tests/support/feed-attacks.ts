import { type Bytes, utf8 } from '../../utils/domain/bytes.ts';
import { TRUST_ROLES, type TrustRole } from '../../utils/domain/trust/metadata.ts';
import { type AttackedClient, serveEndless } from './attacked-client.ts';
import { METADATA_ATTACKS } from './metadata-attacks.ts';
import { type FeedAttack, publishEmpty, TARGET_ATTACKS } from './target-attacks.ts';
import { createSigner, sha256, signMetadata, type TufRepository } from './tuf-repository.ts';

const MAX = Number.MAX_SAFE_INTEGER;
type Keyids = { readonly keyids: string[] };
const LOWER = ['timestamp', 'snapshot', 'targets'] as const;

/** Every attack. What the attacker wants to publish is a feed without flags. */
export const FEED_ATTACKS: readonly FeedAttack[] = [
  ...TRUST_ROLES.flatMap(metadataAttacks),
  ...TRUST_ROLES.flatMap(keyAttacks),
  ...rootAttacks(),
  ...LOWER.flatMap(versionAttacks),
  ...(['snapshot', 'targets'] as const).flatMap(declarationAttacks),
  ...TARGET_ATTACKS,
];

/** A file crafted to be wrong, in the place of the role's next version. */
function metadataAttacks(role: TrustRole): FeedAttack[] {
  return Object.entries(METADATA_ATTACKS).map(([name, craft]) => ({
    role,
    name,
    mount: async ({ repository, nowMs }) => {
      await publishEmpty(repository);
      const body = repository.bodies[role];
      if (role === 'root') body.version += 1;
      replace(repository, role, craft({ body, signers: repository.signers[role], nowMs }));
    },
  }));
}

function keyAttacks(role: TrustRole): FeedAttack[] {
  const withOther =
    (body: object) =>
    async ({ repository }: AttackedClient) => {
      await publishEmpty(repository);
      if (role === 'root') repository.bodies.root.version += 1;
      const bent = { ...repository.bodies[role], ...body };
      replace(repository, role, signMetadata(bent, repository.signers[role]));
    };
  const forged = async (client: AttackedClient) => {
    client.repository.signers[role] = [createSigner()];
    if (role === 'root') client.repository.bodies.root.version += 1;
    await publishEmpty(client.repository);
    if (role === 'root') client.repository.publishRoot();
  };
  return [
    { role, name: 'a stolen host without the key', mount: forged },
    { role, name: 'version beyond 2^53', mount: withOther({ version: MAX + 1 }) },
    { role, name: 'a version below zero', mount: withOther({ version: -1 }) },
    { role, name: 'a specification version in words', mount: withOther({ spec_version: 'one' }) },
    { role, name: 'the type of another role', mount: withOther({ _type: other(role) }) },
    {
      role,
      name: 'a file without end',
      mount: async (client) => {
        await publishEmpty(client.repository);
        serveEndless(client, (path) => path.endsWith(`${role}.json`));
      },
    },
  ];
}

function rootAttacks(): FeedAttack[] {
  const file =
    (name: string, version: number) =>
    ({ repository }: AttackedClient) => {
      const body = { ...repository.bodies.root, version };
      repository.files.set(name, signMetadata(body, repository.signers.root));
    };
  return [
    { role: 'root', name: 'a gap in the chain', mount: file('2.root.json', 3) },
    { role: 'root', name: 'the old root again', mount: file('2.root.json', 1) },
    { role: 'root', name: 'fast-forward to the largest version', mount: file('2.root.json', MAX) },
    {
      role: 'root',
      name: 'a chain of 40 whose 20th step only the new keys signed',
      mount: ({ repository }) => {
        for (let version = 2; version <= 40; version += 1) {
          if (version === 20) repository.signers.root = [createSigner()];
          repository.writeKeys();
          repository.bodies.root.version = version;
          repository.publishRoot();
        }
      },
    },
    {
      role: 'root',
      name: 'no consistent snapshots',
      mount: ({ repository }) => {
        Object.assign(repository.bodies.root, { consistent_snapshot: false, version: 2 });
        repository.publishRoot();
      },
    },
    {
      role: 'root',
      name: 'one key id twice in a role',
      mount: ({ repository }) => {
        const { roles } = repository.bodies.root as unknown as { roles: { [r: string]: Keyids } };
        roles.snapshot?.keyids.push(...roles.snapshot.keyids);
        repository.bodies.root.version = 2;
        repository.publishRoot();
      },
    },
    {
      role: 'root',
      name: 'a threshold of zero',
      mount: ({ repository }) => {
        repository.writeKeys({ timestamp: 0 });
        repository.bodies.root.version = 2;
        repository.publishRoot();
      },
    },
  ];
}

/** Needs the keys of the role; whoever stole them still meets what the roles above say. */
function versionAttacks(role: (typeof LOWER)[number]): FeedAttack[] {
  const unnamed =
    (version: number) =>
    async ({ repository }: AttackedClient) => {
      const { bodies, signers } = repository;
      await publishEmpty(repository);
      const fileVersion = bodies[role].version;
      const bytes = signMetadata({ ...bodies[role], version }, signers[role]);
      repository.files.set(nameOf(role, fileVersion), bytes);
    };
  if (role === 'timestamp') return [];
  return [
    { role, name: 'rolled back behind the role above', mount: unnamed(1) },
    { role, name: 'fast-forward behind the role above', mount: unnamed(MAX) },
    {
      role,
      name: 'of the release before (mix-and-match)',
      mount: async ({ repository, oldFiles }) => {
        const old = oldFiles.get(`1.${role}.json`) ?? new Uint8Array();
        await publishEmpty(repository);
        repository.files.set(nameOf(role, repository.bodies[role].version), old);
      },
    },
  ];
}

/** The role above, honestly signed, names another file than the one that is served. */
function declarationAttacks(role: 'snapshot' | 'targets'): FeedAttack[] {
  const above = role === 'snapshot' ? 'timestamp' : 'snapshot';
  const declare =
    (change: object) =>
    async ({ repository }: AttackedClient) => {
      const { bodies } = repository;
      await publishEmpty(repository);
      const listed = (bodies[above] as unknown as { meta: { [name: string]: object } }).meta;
      const meta = { ...listed, [`${role}.json`]: { ...listed[`${role}.json`], ...change } };
      repository.fileAll({
        [above]: signMetadata({ ...bodies[above], meta }, repository.signers[above]),
      });
    };
  return [
    {
      role,
      name: 'another hash than declared',
      mount: declare({ hashes: { sha256: sha256(utf8('x')) } }),
    },
    { role, name: 'shorter than declared', mount: declare({ length: 50_000 }) },
    { role, name: 'longer than declared', mount: declare({ length: 10 }) },
    { role, name: 'declared longer than any may be', mount: declare({ length: MAX }) },
    { role, name: 'another version than declared', mount: declare({ version: 999 }) },
    { role, name: 'a declared length below zero', mount: declare({ length: -1 }) },
  ];
}

/** Files crafted bytes as a role; the roles above vouch for them. */
function replace(repository: TufRepository, role: TrustRole, bytes: Bytes): void {
  if (role === 'root') repository.files.set('2.root.json', bytes);
  else repository.fileAll({ [role]: bytes });
}

function nameOf(role: TrustRole, version: number): string {
  return role === 'timestamp' ? 'timestamp.json' : `${version}.${role}.json`;
}

function other(role: TrustRole): TrustRole {
  return TRUST_ROLES[(TRUST_ROLES.indexOf(role) + 1) % TRUST_ROLES.length] ?? 'root';
}
