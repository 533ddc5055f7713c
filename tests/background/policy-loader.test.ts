import { beforeEach, describe, expect, test, vi } from 'vitest';
import browser from 'webextension-polyfill';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { knownValues, loadPolicy, POLICY_GRACE_MS } from '../../utils/background/policy-loader.ts';
import { withoutSecrets } from '../../utils/domain/policy.ts';
import { openPolicyStore } from '../../utils/storage/policy-store.ts';
import { buildPolicy, NOW } from '../support/feed-fixture.ts';
import { createRepository } from '../support/tuf-repository.ts';

const POLICY = buildPolicy(createRepository(NOW));
const START = { sinceStartMs: 0, sinceSessionMs: 0 };
const WOKEN = { sinceStartMs: 0, sinceSessionMs: 60 * 60_000 };
const LATE = { sinceStartMs: POLICY_GRACE_MS, sinceSessionMs: POLICY_GRACE_MS };

const store = openPolicyStore();

beforeEach(() => fakeBrowser.reset());

async function workEarlier(): Promise<void> {
  await browser.storage.managed.set({ ...POLICY });
  await loadPolicy(store, START);
  await browser.storage.managed.clear();
}

describe('live values', () => {
  test('count at once and are kept for later', async () => {
    await browser.storage.managed.set({ ...POLICY });
    expect(await loadPolicy(store, LATE)).toEqual({ status: 'ready', policy: POLICY });
    expect(await store.readSession()).toEqual(POLICY);
    expect(await store.readLastKnownGood()).toEqual(withoutSecrets(POLICY));
  });

  test('count on a disk that is full', async () => {
    await browser.storage.managed.set({ ...POLICY });
    vi.spyOn(browser.storage.local, 'set').mockRejectedValueOnce(new Error('no room'));
    expect(await loadPolicy(store, START)).toEqual({ status: 'ready', policy: POLICY });
  });

  test('with a mistake are named, and no older ones take their place', async () => {
    await workEarlier();
    await browser.storage.managed.set({ ...POLICY, feedUrl: 'ftp://feed/' });
    const state = await loadPolicy(store, START);
    expect(state).toMatchObject({ status: 'policy-invalid' });
    expect(state).not.toHaveProperty('policy');
    expect('detail' in state && state.detail).toContain('feedUrl');
  });
});

describe('values that have not arrived', () => {
  test('are waited for at the start of the browser', async () => {
    expect(await loadPolicy(store, START)).toEqual({ status: 'policy-pending' });
  });

  test('are missed when their time is over', async () => {
    expect(await loadPolicy(store, LATE)).toEqual({ status: 'policy-missing' });
  });

  test('are missed by a woken worker too, when the session has none', async () => {
    expect(await loadPolicy(store, WOKEN)).toEqual({ status: 'policy-missing' });
  });

  test('are taken from the session by a woken worker', async () => {
    await workEarlier();
    expect(await loadPolicy(store, WOKEN)).toEqual({ status: 'ready', policy: POLICY });
  });

  test('are not taken from the session once their time is over', async () => {
    await workEarlier();
    expect(await loadPolicy(store, LATE)).toMatchObject({ status: 'policy-missing' });
  });

  test('leave labels and limits of an earlier session, and never a key', async () => {
    await workEarlier();
    await browser.storage.session.clear();
    const state = await loadPolicy(store, START);
    expect(state.status).toBe('policy-pending');
    expect(knownValues(state)).toEqual(withoutSecrets(POLICY));
    expect(JSON.stringify(state)).not.toContain(POLICY.feedSecrets[0]?.k);
  });
});
