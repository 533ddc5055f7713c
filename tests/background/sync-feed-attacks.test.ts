import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { utf8 } from '../../utils/domain/bytes.ts';
import { TRUST_ROLES, type TrustRole } from '../../utils/domain/trust/metadata.ts';
import { buildTargets, NOW } from '../support/feed-fixture.ts';
import { openScene, type Scene } from '../support/feed-scene.ts';
import { METADATA_ATTACKS } from '../support/metadata-attacks.ts';
import { createSigner, expiry, signMetadata } from '../support/tuf-repository.ts';

type Client = 'fresh' | 'current';
const CLIENTS: readonly Client[] = ['fresh', 'current'];

beforeEach(() => fakeBrowser.reset());

/** Runs the client and holds the cache against what it was: nothing accepted, nothing lost. */
async function expectRefused(scene: Scene): Promise<void> {
  const before = await scene.store.read();
  const report = await scene.sync();
  expect(report.ok).toBe(false);
  expect(await scene.store.read()).toEqual(before);
  expect(({} as Record<string, unknown>).a).toBeUndefined();
}

describe.each(CLIENTS)('a %s client', (client) => {
  const cases = TRUST_ROLES.flatMap((role) =>
    Object.keys(METADATA_ATTACKS)
      // Step 5.3.6: an expired root is only refused as the last of the chain; tested below.
      .map((attack) => [role, attack] as const),
  );
  test.each(cases)('refuses %s metadata with %s', async (role, attack) => {
    const scene = await openScene(client);
    await attackRole(scene, role, attack);
    await expectRefused(scene);
  });

  test.each(TRUST_ROLES)('refuses %s metadata signed by one key under two ids', async (role) => {
    const scene = await openScene(client);
    const { repository } = scene;
    const [signer] = repository.signers[role];
    if (!signer) throw new Error('no signer');
    const twin = { ...signer, keyId: 'a'.repeat(64) };
    scene.rotateRoot(() => repository.signers[role].push(twin));
    setThreshold(scene, role, 2);
    await scene.publish({ version: 2 });
    await expectRefused(scene);
  });

  test.each(TRUST_ROLES)('refuses %s metadata below the threshold', async (role) => {
    const scene = await openScene(client);
    const { repository } = scene;
    const [first] = repository.signers[role];
    if (!first) throw new Error('no signer');
    scene.rotateRoot(() => repository.signers[role].push(createSigner()));
    setThreshold(scene, role, 2);
    repository.signers[role].pop();
    await scene.publish({ version: 2 });
    if (role === 'root') signRoot(scene, [first]);
    await expectRefused(scene);
  });

  test('refuses a root that skips a version', async () => {
    const scene = await openScene(client);
    scene.repository.bodies.root.version = 3;
    const file = signMetadata(scene.repository.bodies.root, scene.repository.signers.root);
    scene.repository.files.set('2.root.json', file);
    await expectRefused(scene);
  });

  test('refuses a new root that only the new keys signed', async () => {
    const scene = await openScene(client);
    scene.repository.signers.root = [createSigner()];
    scene.repository.writeKeys();
    scene.repository.bodies.root.version = 2;
    scene.repository.publishRoot();
    await expectRefused(scene);
  });

  test('refuses a root without consistent snapshots', async () => {
    const scene = await openScene(client);
    scene.rotateRoot(() =>
      Object.assign(scene.repository.bodies.root, { consistent_snapshot: false }),
    );
    await expectRefused(scene);
  });

  test('refuses the files of another release under a good timestamp (mix-and-match)', async () => {
    const scene = await openScene(client);
    const old = scene.repository.files.get('1.snapshot.json') ?? new Uint8Array();
    await scene.publish({ version: 2 });
    scene.repository.files.set('2.snapshot.json', old);
    await expectRefused(scene);
  });

  test('refuses a snapshot whose version differs from the declared one', async () => {
    const scene = await openScene(client);
    const { bodies, signers } = scene.repository;
    await scene.publish({ version: 2 });
    const other = signMetadata({ ...bodies.snapshot, version: 1 }, signers.snapshot);
    scene.repository.fileAll({ snapshot: other });
    await expectRefused(scene);
  });

  test.each([
    ['a longer file', (bytes: Uint8Array) => Uint8Array.of(...bytes, 0)],
    ['a shorter file', (bytes: Uint8Array) => bytes.slice(0, -1)],
    [
      'a changed byte',
      (bytes: Uint8Array) => bytes.map((b, i) => (i === 900 % bytes.length ? b ^ 1 : b)),
    ],
    ['an empty file', () => new Uint8Array()],
  ])('refuses targets that are %s', async (_name, bend) => {
    for (const target of ['flags.bin', 'config.json']) {
      const scene = await openScene(client);
      scene.repository.publish(
        (await buildTargets({ version: 2, flagged: [] })).map((file) =>
          file.name === 'config.json' ? { ...file, bytes: Uint8Array.of(...file.bytes, 32) } : file,
        ),
      );
      for (const [name, bytes] of scene.repository.files) {
        if (name.endsWith(target)) scene.repository.files.set(name, new Uint8Array(bend(bytes)));
      }
      await expectRefused(scene);
    }
  });

  test('refuses a configuration that was altered and still reads well', async () => {
    const scene = await openScene('fresh');
    for (const [name, bytes] of scene.repository.files) {
      const text = new TextDecoder().decode(bytes).replace('"0999"', '"0998"');
      if (name.endsWith('config.json')) scene.repository.files.set(name, utf8(text));
    }
    expect(await scene.sync()).toMatchObject({ ok: false, code: 'feed-hash-mismatch' });
  });

  test.each([
    ['hash', { hashes: { sha256: '0'.repeat(64) } }],
    ['length', { length: 5_000 }],
  ])('refuses a snapshot of another %s than the timestamp declares', async (_name, change) => {
    const scene = await openScene(client);
    const { bodies, signers, files } = scene.repository;
    await scene.publish({ version: 2 });
    const meta = { 'snapshot.json': { version: 2, ...change } };
    files.set('timestamp.json', signMetadata({ ...bodies.timestamp, meta }, signers.timestamp));
    await expectCode(scene, 'feed-hash-mismatch');
  });

  test.each([
    ['another state hash', { stateHash: '0'.repeat(64) }],
    ['another count', { count: 7 }],
    ['no description', undefined],
  ])('refuses flags signed with %s', async (_name, change) => {
    const scene = await openScene(client);
    const [flags, config] = await buildTargets();
    if (!flags || !config) throw new Error('no targets');
    const { custom: _custom, ...bare } = flags;
    const described = change ? { ...flags, custom: { ...flags.custom, ...change } } : bare;
    scene.repository.publish([described, config]);
    await expectRefused(scene);
  });
});

describe('a current client is not rolled back', () => {
  test('to an older timestamp', async () => {
    const scene = await advancedScene();
    scene.repository.bodies.timestamp.version = 2;
    scene.repository.fileAll();
    await expectCode(scene, 'feed-rolled-back');
  });

  test('to an older snapshot under a newer timestamp', async () => {
    const scene = await advancedScene();
    scene.repository.bodies.snapshot.version = 2;
    scene.repository.bodies.timestamp.version += 1;
    scene.repository.fileAll();
    await expectCode(scene, 'feed-rolled-back');
  });

  test('to older targets under a newer snapshot', async () => {
    const scene = await advancedScene();
    const { bodies } = scene.repository;
    bodies.targets.version = 2;
    bodies.snapshot.version += 1;
    bodies.timestamp.version += 1;
    scene.repository.fileAll();
    await expectCode(scene, 'feed-rolled-back');
  });

  test('when the snapshot forgets a file that it listed before', async () => {
    const scene = await openScene('current');
    const { bodies, signers } = scene.repository;
    await scene.publish({ version: 2 });
    const listed = bodies.snapshot as unknown as { meta: { [name: string]: object } };
    const meta = { ...listed.meta, 'other.json': { version: 1 } };
    const snapshot = signMetadata({ ...bodies.snapshot, meta }, signers.snapshot);
    scene.repository.fileAll({ snapshot });
    await scene.sync();
    await scene.publish({ version: 3 });
    await expectCode(scene, 'feed-rolled-back');
  });

  test('when a stolen timestamp key is all the attacker has', async () => {
    const scene = await advancedScene();
    const { repository } = scene;
    const stolen = repository.signers.timestamp;
    repository.signers.snapshot = [createSigner()];
    repository.signers.targets = [createSigner()];
    await scene.publish({ version: 9, flagged: [] });
    expect(stolen).toHaveLength(1);
    await expectCode(scene, 'feed-signature-invalid');
  });
});

describe('a fast-forward attack is undone by rotating keys (TUF 5.3.11)', () => {
  const FAR = Number.MAX_SAFE_INTEGER - 10;
  test.each([
    ['timestamp', ['timestamp']],
    ['snapshot', ['timestamp', 'snapshot']],
    ['targets', ['snapshot']],
  ] as const)('of the %s version', async (role, rotated) => {
    const scene = await openScene('current');
    const { repository } = scene;
    repository.bodies[role].version = FAR;
    await scene.publish({ version: 2 });
    expect(await scene.sync()).toMatchObject({ ok: true });
    repository.bodies[role].version = 1;
    await scene.publish({ version: 3 });
    expect(await scene.sync()).toMatchObject({ code: 'feed-rolled-back' });
    scene.rotateRoot(() => {
      for (const name of rotated) repository.signers[name] = [createSigner()];
    });
    await scene.publish({ version: 4, flagged: [] });
    expect(await scene.sync()).toMatchObject({ ok: true, value: { outcome: 'updated' } });
    expect(await scene.head()).toMatchObject({ count: 0 });
  });
});

describe('a frozen or dying feed', () => {
  test.each(TRUST_ROLES)('%s metadata that has run out ends the run', async (role) => {
    const scene = await openScene('current');
    scene.repository.bodies[role].expires = expiry(NOW + 60_000);
    scene.rotateRoot();
    await scene.publish({ version: 2 });
    expect(await scene.sync()).toMatchObject({ ok: true });
    const report = await scene.sync({ now: NOW + 60_000 });
    expect(report).toMatchObject({ ok: false, code: 'feed-expired' });
    expect(await scene.head()).toMatchObject({ verifiedAtMs: NOW });
  });

  test('an expired root in the middle of the chain does not matter', async () => {
    const scene = await openScene('current');
    const { bodies } = scene.repository;
    const { expires } = bodies.root;
    scene.rotateRoot(() => Object.assign(bodies.root, { expires: '2026-01-01T00:00:00Z' }));
    scene.rotateRoot(() => Object.assign(bodies.root, { expires }));
    expect(await scene.sync()).toMatchObject({ ok: true });
    expect(await scene.head()).toMatchObject({ rootVersion: 3 });
  });
});

async function attackRole(scene: Scene, role: TrustRole, attack: string): Promise<void> {
  const { repository } = scene;
  const craft = METADATA_ATTACKS[attack];
  if (!craft) throw new Error(attack);
  if (role === 'root') {
    repository.bodies.root.version += 1;
    const body = repository.bodies.root;
    repository.files.set(
      '2.root.json',
      craft({ body, signers: repository.signers.root, nowMs: NOW }),
    );
    return;
  }
  await scene.publish({ version: 2, flagged: [] });
  const body = repository.bodies[role];
  repository.fileAll({ [role]: craft({ body, signers: repository.signers[role], nowMs: NOW }) });
}

function setThreshold(scene: Scene, role: TrustRole, threshold: number): void {
  const { repository } = scene;
  repository.writeKeys({ [role]: threshold });
  repository.publishRoot();
}

function signRoot(scene: Scene, signers: Parameters<Scene['repository']['publishRoot']>[0]): void {
  scene.repository.bodies.root.version += 1;
  scene.repository.publishRoot(signers);
}

async function advancedScene(): Promise<Scene> {
  const scene = await openScene('current');
  for (const version of [2, 3, 4]) await scene.publish({ version });
  await scene.sync();
  return scene;
}

async function expectCode(scene: Scene, code: string): Promise<void> {
  const before = await scene.store.read();
  expect(await scene.sync()).toMatchObject({ ok: false, code });
  expect(await scene.store.read()).toEqual(before);
}
