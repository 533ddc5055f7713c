import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { syncFeed } from '../../utils/background/sync-feed.ts';
import { utf8 } from '../../utils/domain/bytes.ts';
import type { Policy } from '../../utils/domain/policy.ts';
import { fail } from '../../utils/domain/result.ts';
import { buildPolicy, NOW, serveFiles } from '../support/feed-fixture.ts';
import { openScene, type Scene } from '../support/feed-scene.ts';
import { openMemoryStore } from '../support/open-memory-store.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

beforeEach(() => fakeBrowser.reset());

describe('an honest repository', () => {
  test('a first run stores flags, configuration and metadata', async () => {
    const scene = await openScene('fresh');
    expect(await scene.sync()).toMatchObject({ ok: true, value: { outcome: 'updated' } });
    const head = { count: 1, version: 1, rootVersion: 1, verifiedAtMs: NOW, generation: 1 };
    expect(await scene.store.read()).toMatchObject({ ok: true, value: { head } });
  });

  test('a run that finds nothing new verifies the same data again', async () => {
    const scene = await openScene('current');
    const later = NOW + HOUR_MS;
    expect(await scene.sync({ now: later })).toMatchObject({ value: { outcome: 'renewed' } });
    expect(await scene.head()).toMatchObject({ verifiedAtMs: later, version: 1 });
  });

  test('a run that finds only a newer timestamp downloads no target and renews', async () => {
    const scene = await openScene('current');
    scene.repository.publishTimestamp();
    scene.asked.length = 0;
    expect(await scene.sync({ now: NOW + HOUR_MS })).toMatchObject({
      value: { outcome: 'renewed' },
    });
    expect(scene.asked).toEqual(['2.root.json', 'timestamp.json']);
    expect(await scene.head()).toMatchObject({ verifiedAtMs: NOW + HOUR_MS });
  });

  test('new flags replace the old ones and the same configuration is not loaded again', async () => {
    const scene = await openScene('current');
    await scene.publish({ version: 2, flagged: [] });
    scene.asked.length = 0;
    expect(await scene.sync()).toMatchObject({ value: { outcome: 'updated' } });
    expect(await scene.head()).toMatchObject({ count: 0, version: 2 });
    expect(scene.asked.filter((name) => name.endsWith('config.json'))).toEqual([]);
  });

  test('a chain of 40 roots is followed in two runs of at most 32 steps', async () => {
    const scene = await openScene('current');
    for (let version = 2; version <= 41; version += 1) scene.rotateRoot();
    await scene.publish({ version: 2 });
    await scene.sync();
    const kept = await scene.store.readTrust();
    const root = kept.ok ? new TextDecoder().decode(kept.value.root) : '';
    expect(root).toContain('"version":33');
    expect(await scene.sync()).toMatchObject({ ok: true });
    expect(await scene.head()).toMatchObject({ rootVersion: 41 });
  });
});

describe('the policy', () => {
  const FOREIGN: readonly (readonly [string, Parameters<Scene['publish']>[0]])[] = [
    ['another feed', { feedId: 'other-feed' }],
    ['another municipality', { municipality: '990002' }],
    ['a training feed on a production PC', { environment: 'training' }],
  ];
  test.each(FOREIGN)('%s is refused and the old data stays', async (_name, options) => {
    const scene = await openScene('current');
    const before = await scene.head();
    await scene.publish(options);
    expect(await scene.sync()).toMatchObject({ ok: false, code: 'feed-foreign' });
    expect(await scene.head()).toEqual(before);
  });

  test('an epoch without a key is waited for without loading its flags', async () => {
    const scene = await openScene('current');
    const before = await scene.head();
    await scene.publish({ epochId: 'e2' });
    scene.asked.length = 0;
    expect(await scene.sync()).toMatchObject({ ok: false, code: 'key-missing' });
    expect(scene.asked.some((name) => name.startsWith('targets/'))).toBe(false);
    expect(await scene.head()).toEqual(before);
  });

  test('a key past its last day counts as missing', async () => {
    const scene = await openScene('fresh');
    const [secret] = scene.policy.feedSecrets;
    const feedSecrets = secret ? [{ ...secret, notAfterMs: NOW }] : [];
    const report = await scene.sync({ policy: { ...scene.policy, feedSecrets } });
    expect(report).toMatchObject({ ok: false, code: 'key-missing' });
  });

  test('a new pinned root of a repository set up anew takes over', async () => {
    const old = await openScene('current');
    await old.publish({ version: 2 });
    await old.sync();
    const anew = await openScene('fresh', old.store);
    expect(await anew.sync()).toMatchObject({ ok: true, value: { outcome: 'updated' } });
    expect(await anew.head()).toMatchObject({ version: 1 });
  });
});

describe('trouble on the way', () => {
  test('an unreachable host leaves the old data', async () => {
    const scene = await openScene('current');
    const before = await scene.head();
    expect(await scene.sync({ offline: true })).toMatchObject({ code: 'feed-unreachable' });
    expect(await scene.head()).toEqual(before);
  });

  test('a missing file below the timestamp is an outage, not an end of the root chain', async () => {
    const scene = await openScene('current');
    await scene.publish({ version: 2 });
    scene.repository.files.delete('2.snapshot.json');
    expect(await scene.sync()).toMatchObject({ code: 'feed-unreachable' });
  });

  test('the cache is deleted after the policy limit without contact', async () => {
    const scene = await openScene('current');
    await scene.sync({ offline: true, now: NOW + 29 * DAY_MS });
    expect(await scene.head()).toBeDefined();
    await scene.sync({ offline: true, now: NOW + 30 * DAY_MS });
    expect(await scene.store.read()).toMatchObject({ ok: false, code: 'cache-empty' });
  });

  test('a clock ten years ahead deletes nothing while the feed answers', async () => {
    const scene = await openScene('current');
    expect(await scene.sync({ now: NOW + 3_650 * DAY_MS })).toMatchObject({ code: 'feed-expired' });
    expect(await scene.head()).toBeDefined();
  });

  test('after a purge an older feed is still a rollback', async () => {
    const scene = await openScene('current');
    const old = new Map(scene.repository.files);
    await scene.publish({ version: 2 });
    await scene.sync();
    await scene.store.purge();
    const fetchBytes = serveFiles(old);
    const report = await syncFeed({ store: scene.store, fetchBytes }, scene.policy, NOW);
    expect(report).toMatchObject({ ok: false, code: 'feed-rolled-back' });
  });

  test('after the database was lost an older feed is still a rollback', async () => {
    const scene = await openScene('current');
    const old = new Map(scene.repository.files);
    await scene.publish({ version: 2 });
    await scene.sync();
    const store = openMemoryStore();
    const ports = { store, fetchBytes: serveFiles(old) };
    expect(await syncFeed(ports, scene.policy, NOW)).toMatchObject({ code: 'feed-rolled-back' });
    const now = { store, fetchBytes: serveFiles(scene.repository.files) };
    expect(await syncFeed(now, scene.policy, NOW)).toMatchObject({ ok: true });
    expect(await store.read()).toMatchObject({ ok: true, value: { head: { version: 2 } } });
  });

  test('a kept root that was damaged is reached again from the pinned one', async () => {
    const scene = await openScene('current');
    const kept = await scene.store.readTrust();
    const pinHash = kept.ok ? (kept.value.pinHash ?? '') : '';
    await scene.store.saveRoot(utf8('{}'), pinHash);
    expect(await scene.sync()).toMatchObject({ ok: true });
  });

  test('a run may not read more than 64 MB even when signed lengths say so', async () => {
    const scene = await openScene('fresh');
    const { targets } = scene.repository.bodies.targets as unknown as {
      targets: { [name: string]: { length: number } };
    };
    Object.assign(targets['flags.bin'] ?? {}, { length: 65 * 1024 * 1024 });
    scene.repository.fileAll();
    expect(await scene.sync()).toMatchObject({ ok: false, code: 'feed-too-large' });
    expect(scene.asked.some((name) => name.endsWith('flags.bin'))).toBe(false);
  });
});

describe('a clock that went back', () => {
  test('the same timestamp is no proof that the feed lives', async () => {
    const scene = await openScene('current');
    const report = await scene.sync({ now: NOW - DAY_MS });
    expect(report).toMatchObject({ ok: true, value: { outcome: 'unchanged' } });
    expect(await scene.head()).toMatchObject({ verifiedAtMs: NOW });
  });

  test('a small step back does not make the last contact older than it was', async () => {
    const scene = await openScene('current');
    expect(await scene.sync({ now: NOW - 4 * 60_000 })).toMatchObject({ ok: true });
    expect(await scene.head()).toMatchObject({ verifiedAtMs: NOW });
  });

  test('a timestamp never seen before is', async () => {
    const scene = await openScene('current');
    scene.repository.publishTimestamp();
    await scene.sync({ now: NOW - DAY_MS });
    expect(await scene.head()).toMatchObject({ verifiedAtMs: NOW - DAY_MS });
  });

  test('metadata that had expired at the last contact does not come back to life', async () => {
    const scene = await openScene('current');
    scene.repository.bodies.timestamp.expires = '2026-11-20T12:00:00Z';
    scene.repository.publishTimestamp();
    const report = await scene.sync({ now: NOW - DAY_MS });
    expect(report).toMatchObject({ ok: false, code: 'feed-expired' });
  });
});

test('two runs at once leave one whole cache', async () => {
  const scene = await openScene('current');
  await scene.publish({ version: 2, flagged: [] });
  await Promise.all([scene.sync(), scene.sync()]);
  expect(await scene.store.read()).toMatchObject({ ok: true, value: { head: { version: 2 } } });
});

test('a store that cannot be read ends the run with a code', async () => {
  const scene = await openScene('fresh');
  const broken = { ...scene.store, readTrust: async () => fail('cache-corrupt' as const) };
  const policy: Policy = buildPolicy(scene.repository);
  const ports = { store: broken, fetchBytes: serveFiles(scene.repository.files) };
  expect(await syncFeed(ports, policy, NOW)).toMatchObject({ code: 'cache-corrupt' });
});
