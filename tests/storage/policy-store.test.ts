import { beforeEach, describe, expect, test, vi } from 'vitest';
import browser from 'webextension-polyfill';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { withoutSecrets } from '../../utils/domain/policy.ts';
import { openPolicyStore } from '../../utils/storage/policy-store.ts';
import { buildPolicy, NOW } from '../support/feed-fixture.ts';
import { createRepository } from '../support/tuf-repository.ts';

const POLICY = buildPolicy(createRepository(NOW));
const [SECRET] = POLICY.feedSecrets;

const store = openPolicyStore();

beforeEach(() => fakeBrowser.reset());

describe('the managed area', () => {
  test('is handed over as it stands', async () => {
    await browser.storage.managed.set({ feedId: 7 });
    expect(await store.readManaged()).toEqual({ feedId: 7 });
  });

  test('counts as empty when it does not answer in time', async () => {
    const late = vi
      .spyOn(browser.storage.managed, 'get')
      .mockReturnValue(Promise.withResolvers<never>().promise);
    expect(await store.readManaged()).toEqual({});
    late.mockRestore();
  });
});

describe('a policy that is kept', () => {
  test('stays whole in memory', async () => {
    await store.keep(POLICY);
    expect(await store.readSession()).toEqual(POLICY);
  });

  test('is on disk without its keys', async () => {
    await store.keep(POLICY);
    expect(await store.readLastKnownGood()).toEqual(withoutSecrets(POLICY));
    const disk = JSON.stringify(await browser.storage.local.get(null));
    expect(disk).toContain(POLICY.feedUrl);
    expect(disk).not.toContain(SECRET?.k);
    expect(disk).not.toContain('feedSecrets');
  });

  test('is nothing before, and nothing when it does not parse any more', async () => {
    expect(await store.readSession()).toBeUndefined();
    expect(await store.readLastKnownGood()).toBeUndefined();
    await browser.storage.session.set({ policy: { ...POLICY, feedUrl: 'ftp://x/' } });
    await browser.storage.local.set({ lastKnownGoodPolicy: 'text' });
    expect(await store.readSession()).toBeUndefined();
    expect(await store.readLastKnownGood()).toBeUndefined();
  });
});
