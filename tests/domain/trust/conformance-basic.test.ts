import { describe, expect, test } from 'vitest';
import type { TrustRole } from '../../../utils/domain/trust/metadata.ts';
import { openConformance, withSignatures } from '../../support/conformance-scene.ts';
import { NOW } from '../../support/feed-fixture.ts';
import { createSigner, expiry, sha256, signMetadata } from '../../support/tuf-repository.ts';

/**
 * `test_basic.py` of the public TUF conformance suite (theupdateframework/tuf-conformance), case by
 * case under the suite's names. Where the suite looks at half of a refused update, this client has
 * kept none of it but the root: everything else is swapped at once (CONFORMANCE.md).
 */
const DAY_MS = 24 * 60 * 60_000;
const BELOW_ROOT: readonly TrustRole[] = ['targets', 'snapshot', 'timestamp'];
const ALL: readonly TrustRole[] = ['root', ...BELOW_ROOT];
const FIRST = { root: 1, timestamp: 1, snapshot: 1, targets: 1 };
const FIRST_REQUESTS = ['2.root.json', 'timestamp.json', '1.snapshot.json', '1.targets.json'];
const OTHER_HASH = '46419349341cfb2d95f6ae3d4cd5c3d3dd7f4673985dad42a45130be5e0531a0';

describe('the first refresh', () => {
  test('test_basic_refresh_requests: asks for the four roles in order', async () => {
    const scene = await openConformance();
    expect(await scene.refresh()).toBe('ok');
    expect(scene.asked.slice(0, 4)).toEqual(FIRST_REQUESTS);
  });

  test('test_basic_refresh_trusted_data, test_metadata_bytes_match: keeps the bytes as served', async () => {
    const scene = await openConformance();
    const { files } = scene.repository;
    const unusual = Uint8Array.of(...(files.get('timestamp.json') ?? []), 0x20);
    files.set('timestamp.json', unusual);
    expect(await scene.refresh()).toBe('ok');
    expect(await scene.keptFile('timestamp')).toEqual(unusual);
    expect(await scene.keptFile('root')).toEqual(files.get('1.root.json'));
    expect(await scene.keptFile('snapshot')).toEqual(files.get('1.snapshot.json'));
    expect(await scene.keptFile('targets')).toEqual(files.get('1.targets.json'));
  });

  test('test_implicit_refresh: metadata comes before any target file', async () => {
    const scene = await openConformance();
    await scene.refresh();
    expect(scene.asked.slice(4).every((name) => name.startsWith('targets/'))).toBe(true);
    expect(await scene.trusted()).toEqual(FIRST);
  });

  test('test_invalid_initial_root: nothing is asked for', async () => {
    const scene = await openConformance();
    const root = JSON.parse(scene.policy.pinnedRoot) as { signed: { version?: number } };
    delete root.signed.version;
    scene.policy = { ...scene.policy, pinnedRoot: JSON.stringify(root) };
    expect(await scene.refresh()).toBe('feed-root-invalid');
    expect(scene.asked).toEqual([]);
  });

  test('test_unsigned_initial_root: nothing is asked for', async () => {
    const scene = await openConformance();
    const bytes = scene.repository.files.get('1.root.json');
    const forged = withSignatures(bytes, (list) =>
      list.map(({ keyid }) => ({ keyid, sig: '30'.repeat(71) })),
    );
    scene.policy = { ...scene.policy, pinnedRoot: new TextDecoder().decode(forged) };
    expect(await scene.refresh()).toBe('feed-root-invalid');
    expect(scene.asked).toEqual([]);
  });

  test('test_max_root_rotations: the chain is followed in bounded steps', async () => {
    const scene = await openConformance();
    scene.publish(Array.from({ length: 40 }, () => 'root'));
    await scene.refresh();
    expect(await scene.trusted()).toMatchObject({ root: 33 });
    expect(scene.asked.filter((name) => name.endsWith('root.json'))).toHaveLength(32);
    await scene.refresh();
    expect(await scene.trusted()).toMatchObject({ root: 41 });
  });
});

describe('metadata that is not what it should be', () => {
  test.each(ALL)('test_unsigned_metadata[%s]', async (role) => {
    const scene = await openConformance();
    scene.repository.signers[role] = [];
    scene.publish(ALL);
    const code = role === 'root' ? 'feed-root-invalid' : 'feed-signature-invalid';
    expect(await scene.refresh()).toBe(code);
    expect(await scene.trusted()).toEqual(role === 'root' ? {} : { root: 2 });
  });

  test.each([
    ['root', 'feed-root-invalid', {}],
    ['snapshot', 'feed-rolled-back', { root: 2 }],
    ['targets', 'feed-rolled-back', { root: 2 }],
  ] as const)('test_url_and_metadata_version_mismatch[%s]', async (role, code, trusted) => {
    const scene = await openConformance();
    const { bodies, signers, files } = scene.repository;
    scene.publish(ALL);
    const other = signMetadata({ ...bodies[role], version: 3 }, signers[role]);
    files.set(`2.${role}.json`, other);
    expect(await scene.refresh()).toBe(code);
    expect(await scene.trusted()).toEqual(trusted);
  });

  test('test_incorrect_metadata_type: a snapshot in the place of a timestamp', async () => {
    const scene = await openConformance();
    const { bodies, signers, files } = scene.repository;
    const [both] = signers.timestamp;
    if (both) signers.snapshot.push(both);
    scene.repository.writeKeys();
    scene.publish(['root']);
    const meta = { 'snapshot.json': { version: 1 }, 'targets.json': { version: 1 } };
    const body = { ...bodies.snapshot, version: 2, meta };
    files.set('timestamp.json', signMetadata(body, signers.snapshot));
    expect(await scene.refresh()).toBe('feed-malformed');
    expect(await scene.trusted()).toEqual({ root: 2 });
  });

  test('test_basic_metadata_hash_support: a wrong hash in the snapshot', async () => {
    const scene = await openConformance();
    scene.publish(BELOW_ROOT, { hashes: true });
    expect(await scene.refresh()).toBe('ok');
    scene.publish(['targets'], { hashes: true });
    const meta = { 'targets.json': { version: 3, hashes: { sha256: OTHER_HASH } } };
    Object.assign(scene.repository.bodies.snapshot, { meta });
    scene.publish(['snapshot', 'timestamp'], { hashes: true });
    expect(await scene.refresh()).toBe('feed-hash-mismatch');
    expect(await scene.trusted()).toMatchObject({ targets: 2 });
  });

  test('test_new_targets_hash_mismatch: targets changed under an old hash', async () => {
    const scene = await openConformance();
    scene.publish(BELOW_ROOT, { hashes: true });
    await scene.refresh();
    const { snapshot } = scene.repository.bodies;
    const listed = (snapshot as unknown as { meta: { [name: string]: object } }).meta;
    const stale = { 'targets.json': { ...listed['targets.json'], version: 3 } };
    scene.publish(['targets']);
    Object.assign(snapshot, { meta: stale });
    scene.publish(['snapshot', 'timestamp']);
    expect(await scene.refresh()).toBe('feed-hash-mismatch');
    expect(await scene.trusted()).toMatchObject({ snapshot: 2, targets: 2 });
  });
});

describe('metadata that the role above does not name', () => {
  test('test_new_targets_version_mismatch: new targets outside the snapshot are not asked for', async () => {
    const scene = await openConformance();
    await scene.refresh();
    scene.publish(['targets']);
    expect(await scene.refresh()).toBe('ok');
    expect(scene.asked.at(-1)).toBe('timestamp.json');
    expect(await scene.trusted()).toMatchObject({ targets: 1 });
  });

  test('test_timestamp_content_changes, test_timestamp_eq_versions_check: the kept timestamp stays', async () => {
    const scene = await openConformance();
    await scene.refresh();
    const before = await scene.keptFile('timestamp');
    const meta = { 'snapshot.json': { version: 100 } };
    Object.assign(scene.repository.bodies.timestamp, { meta });
    scene.publish(['timestamp'], { bumpVersion: false });
    expect(await scene.refresh()).toBe('ok');
    expect(scene.asked.at(-1)).toBe('timestamp.json');
    expect(await scene.keptFile('timestamp')).toEqual(before);
  });
});

describe('files that are not there', () => {
  test('test_snapshot_404', async () => {
    const scene = await openConformance();
    await scene.refresh();
    Object.assign(scene.repository.bodies.timestamp, { meta: { 'snapshot.json': { version: 2 } } });
    scene.publish(['timestamp']);
    expect(await scene.refresh()).toBe('feed-unreachable');
    expect(scene.asked.at(-1)).toBe('2.snapshot.json');
    expect(await scene.trusted()).toEqual(FIRST);
  });

  test('test_targets_404', async () => {
    const scene = await openConformance();
    await scene.refresh();
    Object.assign(scene.repository.bodies.snapshot, { meta: { 'targets.json': { version: 2 } } });
    scene.publish(['snapshot', 'timestamp']);
    expect(await scene.refresh()).toBe('feed-unreachable');
    expect(scene.asked.at(-1)).toBe('2.targets.json');
    expect(await scene.trusted()).toEqual(FIRST);
  });

  test('test_timestamp_404', async () => {
    const scene = await openConformance();
    await scene.refresh();
    scene.repository.files.delete('timestamp.json');
    expect(await scene.refresh()).toBe('feed-unreachable');
    expect(scene.asked.at(-1)).toBe('timestamp.json');
  });
});

describe('fields that the specification does not know', () => {
  test('test_custom_fields: stay under the signature and do no harm', async () => {
    const scene = await openConformance();
    await scene.refresh();
    const key = { ...createSigner().key, 'extra-field': { a: 1, b: 2 } };
    const { bodies } = scene.repository;
    const root = bodies.root as unknown as { keys: object; roles: { root: object } };
    Object.assign(root, { 'custom-field': 'value' });
    Object.assign(root.keys, { [sha256(new Uint8Array(1))]: key });
    Object.assign(root.roles.root, { 'another-field': 'value' });
    scene.publish(['root']);
    expect(await scene.refresh()).toBe('ok');
    expect(await scene.trusted()).toMatchObject({ root: 2 });
  });

  test('test_deprecated_keyid_hash_algorithms, test_wrong_hashing_algorithm: are not asked', async () => {
    const scene = await openConformance();
    const signer = createSigner();
    Object.assign(signer.key, { keyid_hash_algorithms: 'md5' });
    scene.repository.signers.snapshot = [signer];
    scene.repository.writeKeys();
    scene.publish(['root', 'snapshot', 'timestamp']);
    expect(await scene.refresh()).toBe('ok');
    expect(await scene.trusted()).toMatchObject({ root: 2, snapshot: 2 });
  });
});

test('test_faketime: the time of the run is what expiry is held against', async () => {
  const scene = await openConformance();
  scene.repository.bodies.root.expires = expiry(NOW + 7 * DAY_MS);
  scene.publish(['root']);
  expect(await scene.refresh()).toBe('ok');
  expect(await scene.refresh(NOW + 8 * DAY_MS)).toBe('feed-expired');
});
