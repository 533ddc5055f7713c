import { expect, test } from 'vitest';
import { openConformance } from '../../support/conformance-scene.ts';
import { NOW } from '../../support/feed-fixture.ts';
import { expiry } from '../../support/tuf-repository.ts';

/** `test_expiration.py` of the public TUF conformance suite, case by case under its names. */
const DAY_MS = 24 * 60 * 60_000;

test('test_root_expired: the expired root is kept and nothing below it is updated', async () => {
  const scene = await openConformance();
  await scene.refresh();
  scene.publish(['root']);
  await scene.refresh();
  scene.repository.bodies.root.expires = expiry(NOW - DAY_MS);
  scene.publish(['root', 'targets', 'snapshot', 'timestamp']);
  expect(await scene.refresh()).toBe('feed-expired');
  expect(await scene.trusted()).toEqual({ root: 3, timestamp: 1, snapshot: 1, targets: 1 });
});

test('test_timestamp_expired', async () => {
  const scene = await openConformance();
  await scene.refresh();
  scene.repository.bodies.timestamp.expires = expiry(NOW - 5 * DAY_MS);
  scene.publish(['timestamp']);
  expect(await scene.refresh()).toBe('feed-expired');
  expect(await scene.trusted()).toMatchObject({ timestamp: 1 });
});

test('test_snapshot_expired', async () => {
  const scene = await openConformance();
  await scene.refresh();
  scene.repository.bodies.snapshot.expires = expiry(NOW - 5 * DAY_MS);
  scene.publish(['snapshot', 'timestamp']);
  expect(await scene.refresh()).toBe('feed-expired');
  expect(await scene.trusted()).toMatchObject({ snapshot: 1 });
});

test('test_targets_expired', async () => {
  const scene = await openConformance();
  await scene.refresh();
  scene.repository.bodies.targets.expires = expiry(NOW - 5 * DAY_MS);
  scene.publish(['targets', 'snapshot', 'timestamp']);
  expect(await scene.refresh()).toBe('feed-expired');
  expect(await scene.trusted()).toMatchObject({ targets: 1 });
});

test('test_expired_metadata: what has expired here still protects from a rollback', async () => {
  const scene = await openConformance();
  const { bodies } = scene.repository;
  bodies.timestamp.expires = expiry(NOW + 7 * DAY_MS);
  scene.publish(['timestamp'], { bumpVersion: false });
  expect(await scene.refresh()).toBe('ok');
  bodies.timestamp.expires = expiry(NOW + 21 * DAY_MS);
  scene.publish(['targets', 'snapshot', 'timestamp']);
  scene.publish(['timestamp']);
  expect(await scene.refresh(NOW + 18 * DAY_MS)).toBe('ok');
  expect(await scene.trusted()).toMatchObject({ timestamp: 3, snapshot: 2, targets: 2 });
});
