import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { syncFeed } from '../../utils/background/sync-feed.ts';
import { atena, buildPolicy, buildTargets, NOW, serveFiles } from '../support/feed-fixture.ts';
import { openMemoryStore } from '../support/open-memory-store.ts';
import { createRepository } from '../support/tuf-repository.ts';

beforeEach(() => fakeBrowser.reset());

describe('a first run', () => {
  test('stores what the repository publishes', async () => {
    const repository = createRepository(NOW);
    repository.publish(await buildTargets());
    const store = openMemoryStore();
    const ports = { store, fetchBytes: serveFiles(repository.files) };
    const report = await syncFeed(ports, buildPolicy(repository), NOW);
    expect(report).toMatchObject({ ok: true, value: { outcome: 'updated' } });
    expect(await store.read()).toMatchObject({ ok: true, value: { head: { count: 1 } } });
  });
});
