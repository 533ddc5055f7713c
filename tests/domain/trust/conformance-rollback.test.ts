import { describe, expect, test } from 'vitest';
import { type ConformanceScene, openConformance } from '../../support/conformance-scene.ts';
import { createSigner } from '../../support/tuf-repository.ts';

/** `test_rollback.py` of the public TUF conformance suite, case by case under its names. */
const BELOW_ROOT = ['targets', 'snapshot', 'timestamp'] as const;

function rotateKeys({ repository }: ConformanceScene, ...roles: (typeof BELOW_ROOT)[number][]) {
  for (const role of roles) repository.signers[role] = [createSigner()];
  repository.writeKeys();
}

test('test_simple_snapshot_rollback: the snapshot that the timestamp names is here already', async () => {
  const scene = await openConformance();
  scene.publish(['snapshot', 'timestamp']);
  expect(await scene.refresh()).toBe('ok');
  scene.repository.bodies.snapshot.version = 1;
  scene.publish(['snapshot'], { bumpVersion: false });
  expect(await scene.refresh()).toBe('ok');
  expect(await scene.trusted()).toMatchObject({ snapshot: 2 });
  expect(scene.asked.at(-1)).toBe('timestamp.json');
});

test('test_new_timestamp_version_rollback', async () => {
  const scene = await openConformance();
  scene.publish(['timestamp']);
  expect(await scene.refresh()).toBe('ok');
  scene.repository.bodies.timestamp.version = 1;
  scene.publish(['timestamp'], { bumpVersion: false });
  expect(await scene.refresh()).toBe('feed-rolled-back');
  expect(await scene.trusted()).toMatchObject({ timestamp: 2 });
  expect(scene.asked.at(-1)).toBe('timestamp.json');
});

describe.each([
  ['basic', false],
  ['with hashes', true],
])('%s', (_name, hashes) => {
  test('test_snapshot_rollback', async () => {
    const scene = await openConformance();
    scene.publish(['snapshot', 'timestamp'], { hashes });
    expect(await scene.refresh()).toBe('ok');
    scene.repository.bodies.snapshot.version = 1;
    scene.publish(['snapshot'], { hashes, bumpVersion: false });
    scene.publish(['timestamp'], { hashes });
    expect(await scene.refresh()).toBe('feed-rolled-back');
    expect(await scene.trusted()).toMatchObject({ timestamp: 2, snapshot: 2 });
    expect(scene.asked.at(-1)).toBe('timestamp.json');
  });

  test('test_targets_rollback', async () => {
    const scene = await openConformance();
    scene.publish(['targets'], { hashes });
    scene.publish(BELOW_ROOT, { hashes });
    expect(await scene.refresh()).toBe('ok');
    scene.repository.bodies.targets.version = 1;
    scene.publish(BELOW_ROOT, { hashes });
    expect(await scene.refresh()).toBe('feed-rolled-back');
    expect(await scene.trusted()).toMatchObject({ targets: 3 });
  });
});

test('test_new_snapshot_version_mismatch: the timestamp names a snapshot of another version', async () => {
  const scene = await openConformance();
  scene.repository.bodies.snapshot.version += 1;
  const { bodies, files } = scene.repository;
  scene.publish(['snapshot'], { bumpVersion: false });
  files.set('1.snapshot.json', files.get('2.snapshot.json') ?? new Uint8Array());
  Object.assign(bodies.timestamp, { meta: { 'snapshot.json': { version: 1 } } });
  scene.publish(['timestamp']);
  expect(await scene.refresh()).toBe('feed-rolled-back');
  expect(scene.asked.at(-1)).toBe('1.snapshot.json');
});

describe('recovery from a fast-forward by new keys', () => {
  test('test_new_timestamp_fast_forward_recovery', async () => {
    const scene = await openConformance();
    scene.publish(Array.from({ length: 99 }, () => 'timestamp'));
    expect(await scene.refresh()).toBe('ok');
    expect(await scene.trusted()).toMatchObject({ timestamp: 100 });
    rotateKeys(scene, 'timestamp');
    scene.publish(['root']);
    scene.repository.bodies.timestamp.version = 1;
    scene.publish(['timestamp'], { bumpVersion: false });
    expect(await scene.refresh()).toBe('ok');
    expect(await scene.trusted()).toMatchObject({ timestamp: 1 });
  });

  test('test_new_snapshot_fast_forward_recovery', async () => {
    const scene = await openConformance();
    scene.repository.bodies.snapshot.version = 99_998;
    scene.publish(BELOW_ROOT);
    expect(await scene.refresh()).toBe('ok');
    expect(await scene.trusted()).toMatchObject({ snapshot: 99_999 });
    rotateKeys(scene, 'snapshot', 'timestamp');
    scene.publish(['root']);
    scene.repository.bodies.snapshot.version = 0;
    scene.publish(BELOW_ROOT);
    expect(await scene.refresh()).toBe('ok');
    expect(await scene.trusted()).toMatchObject({ snapshot: 1 });
  });

  test('test_new_targets_fast_forward_recovery', async () => {
    const scene = await openConformance();
    scene.publish(Array.from({ length: 99 }, () => 'targets'));
    scene.publish(['snapshot', 'timestamp']);
    expect(await scene.refresh()).toBe('ok');
    expect(await scene.trusted()).toMatchObject({ targets: 100 });
    rotateKeys(scene, 'snapshot');
    scene.publish(['root']);
    scene.repository.bodies.targets.version = 1;
    scene.publish(BELOW_ROOT);
    expect(await scene.refresh()).toBe('ok');
    expect(await scene.trusted()).toMatchObject({ targets: 2 });
  });
});
