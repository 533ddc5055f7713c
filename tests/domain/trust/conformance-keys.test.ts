import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openConformance, withSignatures } from '../../support/conformance-scene.ts';
import { createSigner, type Signer, signatureOf } from '../../support/tuf-repository.ts';

/** `test_keys.py` of the public TUF conformance suite, case by case under its names. */
const BELOW_ROOT = ['targets', 'snapshot', 'timestamp'] as const;

test('test_snapshot_does_not_meet_threshold: two of three signatures', async () => {
  const scene = await openConformance();
  const { signers } = scene.repository;
  signers.snapshot.push(createSigner(), createSigner());
  scene.repository.writeKeys({ snapshot: 3 });
  scene.publish(['root', ...BELOW_ROOT]);
  expect(await scene.refresh()).toBe('ok');
  signers.snapshot.pop();
  scene.publish(BELOW_ROOT);
  expect(await scene.refresh()).toBe('feed-signature-invalid');
  expect(await scene.trusted()).toMatchObject({ snapshot: 2 });
});

test('test_snapshot_has_too_few_keys, test_snapshot_threshold: six wanted of five', async () => {
  const scene = await openConformance();
  scene.repository.signers.snapshot.push(...Array.from({ length: 4 }, createSigner));
  scene.repository.writeKeys({ snapshot: 6 });
  scene.publish(['root', 'snapshot', 'timestamp']);
  expect(await scene.refresh()).toBe('feed-signature-invalid');
  expect(await scene.trusted()).toEqual({ root: 2 });
});

test('test_root_has_keys_but_not_snapshot: a key id without a key does not count', async () => {
  const scene = await openConformance();
  const { signers, bodies } = scene.repository;
  signers.snapshot.push(createSigner(), createSigner(), createSigner());
  scene.repository.writeKeys({ snapshot: 4 });
  scene.publish(['root', 'snapshot', 'timestamp']);
  expect(await scene.refresh()).toBe('ok');
  scene.repository.writeKeys({ snapshot: 5 });
  const { roles } = bodies.root as unknown as { roles: { snapshot: { keyids: string[] } } };
  roles.snapshot.keyids.push(createSigner().keyId);
  scene.publish(['root', 'snapshot', 'timestamp']);
  expect(await scene.refresh()).toBe('feed-signature-invalid');
  expect(await scene.trusted()).toMatchObject({ root: 3, snapshot: 2 });
});

describe('one key that wants to count as many', () => {
  test('test_duplicate_keys: under one key id, in role and signatures', async () => {
    const scene = await openConformance();
    const { signers, bodies, files } = scene.repository;
    const signer = createSigner();
    signers.snapshot = [signer];
    scene.repository.writeKeys({ snapshot: 6 });
    const { roles } = bodies.root as unknown as { roles: { snapshot: { keyids: string[] } } };
    roles.snapshot.keyids = Array.from({ length: 9 }, () => signer.keyId);
    scene.publish(['root', 'snapshot', 'timestamp']);
    const bytes = files.get('2.snapshot.json');
    files.set(
      '2.snapshot.json',
      withSignatures(bytes, (list) => Array.from({ length: 9 }, () => list).flat()),
    );
    expect(await scene.refresh()).toBe('feed-malformed');
    expect(await scene.trusted()).toEqual({});
  });

  test('test_duplicate_keys_root: under ten key ids', async () => {
    const scene = await openConformance();
    const signer = createSigner();
    scene.repository.signers.snapshot = Array.from({ length: 10 }, (_, index) => ({
      ...signer,
      keyId: `${index}`.padStart(64, '0'),
    }));
    scene.repository.writeKeys({ snapshot: 6 });
    scene.publish(['root', 'snapshot', 'timestamp']);
    expect(await scene.refresh()).toBe('feed-signature-invalid');
    expect(await scene.trusted()).toEqual({ root: 2 });
  });

  test('test_duplicate_sig_keyids: one signature twice, though one is enough', async () => {
    const scene = await openConformance();
    const { files } = scene.repository;
    const bytes = files.get('1.snapshot.json');
    files.set(
      '1.snapshot.json',
      withSignatures(bytes, (list) => [...list, ...list]),
    );
    expect(await scene.refresh()).toBe('feed-malformed');
    expect(await scene.trusted()).toEqual({});
  });
});

describe('kinds of keys', () => {
  test('test_keytype_and_scheme[ed25519/ed25519]', async () => {
    const scene = await openConformance();
    const { signers, files } = scene.repository;
    const second = createSigner();
    signers.root.push(second);
    scene.repository.writeKeys({ root: 2 });
    scene.publish(['root']);
    expect(await scene.refresh()).toBe('ok');
    scene.publish(['root']);
    const forged = withSignatures(files.get('3.root.json'), (list) =>
      list.map((entry) =>
        entry.keyid === second.keyId ? { ...entry, sig: 'b6'.repeat(64) } : entry,
      ),
    );
    files.set('3.root.json', forged);
    expect(await scene.refresh()).toBe('feed-root-invalid');
    expect(await scene.trusted()).toMatchObject({ root: 2 });
  });

  test.each([
    ['rsa', 'rsassa-pss-sha256'],
    ['ecdsa', 'ecdsa-sha2-nistp256'],
  ])('test_keytype_and_scheme[%s/%s]: never counts, by design', async (keytype, scheme) => {
    const scene = await openConformance();
    const other = createOtherSigner(keytype, scheme);
    scene.repository.signers.root.push(other);
    scene.repository.writeKeys({ root: 2 });
    scene.publish(['root']);
    expect(await scene.refresh()).toBe('feed-root-invalid');
  });

  /** A key of the given type in the root; whatever it signs is not looked at. */
  function createOtherSigner(keytype: string, scheme: string): Signer {
    const pair =
      keytype === 'rsa'
        ? generateKeyPairSync('rsa', { modulusLength: 2_048 })
        : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const text = pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const key = { keytype, scheme, keyval: { public: text } };
    return { ...createSigner(), key };
  }
});

test('test_invalid_sig_in_valid_metadata: a bad signature beside enough good ones', async () => {
  const scene = await openConformance();
  const { signers, bodies, files } = scene.repository;
  const [first] = signers.timestamp;
  if (!first) throw new Error('a timestamp key expected');
  signers.timestamp.push(createSigner());
  scene.repository.writeKeys();
  scene.publish(['root']);
  for (const sig of [signatureOf({ other: 1 }, first).sig, '']) {
    scene.publish(['timestamp']);
    const bent = withSignatures(files.get('timestamp.json'), (list) =>
      list.map((entry) => (entry.keyid === first.keyId ? { ...entry, sig } : entry)),
    );
    files.set('timestamp.json', bent);
    expect(await scene.refresh()).toBe('ok');
    expect(await scene.trusted()).toMatchObject({ timestamp: bodies.timestamp.version });
  }
});
