import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { finishEpoch, rotateEpoch } from '../../publisher/rotate-epoch.ts';
import { openFetchBytes } from '../../utils/background/fetch-bytes.ts';
import { openLookUp } from '../../utils/background/look-up.ts';
import { syncFeed } from '../../utils/background/sync-feed.ts';
import { shownForms } from '../../utils/domain/canonical-form.ts';
import { parsePolicy } from '../../utils/domain/policy.ts';
import { readConfig } from '../../utils/domain/read-config.ts';
import {
  type KakuuFeed,
  LOCALITY,
  NOW_MS,
  openKakuuFeed,
  unwrap,
} from '../publisher/kakuu-feed.ts';
import { applicationsCsv, joinCsv, PERSON } from '../publisher/kakuu-rows.ts';
import { openMemoryStore } from '../support/open-memory-store.ts';
import { serveFolder } from '../support/serve-folder.ts';

beforeEach(() => fakeBrowser.reset());

function readSecret(feed: KakuuFeed): { readonly id: string; readonly k: string } {
  const { secrets } = JSON.parse(readFileSync(join(feed.keys, 'secrets.json'), 'utf8'));
  return { id: secrets[0].id, k: secrets[0].k };
}

async function openPublished() {
  const feed = openKakuuFeed();
  const joinText = joinCsv([['K1', '相手方', '宛名番号', '7654321']]);
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]), join: joinText }));
  const site = await serveFolder(feed.out);
  onTestFinished(() => site.close());
  const policy = parsePolicy({
    feedUrl: site.url(),
    feedId: 'kakuu',
    municipalityCode: LOCALITY.municipalityCode,
    pinnedRoot: feed.pinnedRoot.toString(),
    feedSecrets: [readSecret(feed)],
  });
  if (!policy.ok) throw new Error(policy.detail);
  return { feed, policy: policy.value, requests: site.requests };
}

test('what the publisher builds from CSV is found by the extension over http', async () => {
  const { policy, feed } = await openPublished();
  const store = openMemoryStore();
  const fetchBytes = openFetchBytes((input, init) => fetch(input, init));
  expect(await syncFeed({ store, fetchBytes }, policy, NOW_MS)).toMatchObject({ ok: true });

  const stored = await store.read();
  if (!stored.ok) throw new Error(stored.detail);
  expect(readConfig(stored.value.config)).toMatchObject({ ok: true });
  const secret = new Uint8Array(Buffer.from(readSecret(feed).k, 'base64'));
  const lookUp = await openLookUp({ snapshot: stored.value.snapshot, secret });
  const roles = async (number: string) => {
    const verdicts = await lookUp.lookUp(shownForms('atena', number, LOCALITY), 'fresh');
    return verdicts.flatMap(({ verdict }) =>
      verdict.status === 'flagged' ? verdict.flags.map(({ role }) => role) : [],
    );
  };
  expect(await roles('１２３４５６７')).toEqual(['protected']);
  expect(await roles('7654321')).toEqual(['counterpart']);
  expect(await roles('1111111')).toEqual([]);
});

test('a new publication reaches the extension with its next run', async () => {
  const { policy, feed } = await openPublished();
  const store = openMemoryStore();
  const ports = { store, fetchBytes: openFetchBytes((input, init) => fetch(input, init)) };
  await syncFeed(ports, policy, NOW_MS);
  const joinText = joinCsv([['K1', '関係', '宛名番号', '3333333']]);
  unwrap(await feed.build({ moushide: applicationsCsv([PERSON]), join: joinText }));
  expect(await syncFeed(ports, policy, NOW_MS)).toMatchObject({ value: { outcome: 'updated' } });
  expect(await store.read()).toMatchObject({ value: { head: { version: 2 } } });
});

test('an update of the publisher comes as its delta and leaves the file of the publisher', async () => {
  const { policy, feed, requests } = await openPublished();
  const store = openMemoryStore();
  const ports = { store, fetchBytes: openFetchBytes((input, init) => fetch(input, init)) };
  await syncFeed(ports, policy, NOW_MS);
  const more = applicationsCsv([
    PERSON,
    { ...PERSON, 宛名番号: '2222222', 支援措置管理番号: 'K2' },
  ]);
  unwrap(await feed.update({ moushide: more }));
  expect(await syncFeed(ports, policy, NOW_MS)).toMatchObject({ value: { outcome: 'updated' } });
  expect(requests.filter((name) => name.endsWith('flags.bin'))).toHaveLength(1);
  expect(requests.filter((name) => name.endsWith('.1-2.bin'))).toHaveLength(1);
  const stored = await store.read();
  const [published] = (await feed.read()).epochs;
  expect(stored.ok && stored.value.snapshot.records).toEqual(published?.records);
});

test('through a change of epochs a PC reads what it has the secret for', async () => {
  const { policy, feed } = await openPublished();
  const store = openMemoryStore();
  const ports = { store, fetchBytes: openFetchBytes((input, init) => fetch(input, init)) };
  await syncFeed(ports, policy, NOW_MS);
  const { id: oldEpoch } = readSecret(feed);
  unwrap(await rotateEpoch(feed.write({ moushide: applicationsCsv([PERSON]) })));
  const { id: newEpoch } = readSecret(feed);
  expect(await syncFeed(ports, policy, NOW_MS)).toMatchObject({
    value: { head: { epochId: oldEpoch }, waitingFor: newEpoch },
  });

  const both = { ...policy, feedSecrets: [...policy.feedSecrets, readSecret(feed)] };
  expect(await syncFeed(ports, both, NOW_MS)).toMatchObject({
    value: { head: { epochId: newEpoch }, outcome: 'updated' },
  });
  unwrap(await finishEpoch({ keys: feed.keys, feed: feed.out, nowMs: NOW_MS }));
  expect(await syncFeed(ports, both, NOW_MS)).toMatchObject({ value: { outcome: 'renewed' } });
  expect(await syncFeed(ports, policy, NOW_MS)).toMatchObject({ code: 'key-missing' });
});
