import { beforeEach, expect, test } from 'vitest';
import browser from 'webextension-polyfill';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadFlagData, sourceOf } from '../../../utils/background/flag-data.ts';
import { atena, NOW } from '../../support/feed-fixture.ts';
import { openScene } from '../../support/feed-scene.ts';

/** What is left of configuration and verdicts when one of the places is lost (SECURITY.md F1). */
beforeEach(() => fakeBrowser.reset());

async function loadAfter(lose: () => Promise<void>) {
  const scene = await openScene('current');
  // A second contact: from here on a missing second head is a loss, not a first start.
  await scene.sync({ now: NOW + 60_000 });
  await lose();
  const policy = { status: 'ready', policy: scene.policy } as const;
  const configCopy = { read: async () => undefined, write: async () => undefined };
  const data = await loadFlagData({ store: scene.store, configCopy, policy, nowMs: NOW });
  return { data, source: sourceOf({ data, policy, nowMs: NOW, faults: [] }) };
}

test('without the second head nothing is called clear', async () => {
  const { source } = await loadAfter(() => browser.storage.local.clear());
  const verdicts = await source.lookUp([atena('000000000000101'), atena('000000000000999')]);
  expect(verdicts.map(({ verdict }) => verdict.status)).toEqual(['unknown', 'unknown']);
});

/** No site would be armed otherwise on a PC whose browser also forgot the registered scripts. */
test('without the second head the sites stay known', async () => {
  const { data } = await loadAfter(() => browser.storage.local.clear());
  expect(data.config).toBeDefined();
});
