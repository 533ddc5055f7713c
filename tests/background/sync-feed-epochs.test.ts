import { beforeEach, describe, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { deriveEntry, deriveLookupKey, openRecord } from '../../utils/domain/feed-record.ts';
import { findRecord } from '../../utils/domain/feed-snapshot.ts';
import type { Policy } from '../../utils/domain/policy.ts';
import { atena, buildSnapshot, MUNICIPALITY, NOW, SECRET } from '../support/feed-fixture.ts';
import { openScene, type Scene } from '../support/feed-scene.ts';
import { configTarget, deltaFile, flagsTarget } from '../support/feed-targets.ts';
import type { TargetInput } from '../support/tuf-repository.ts';

const NUMBER = atena('000000000000101');
const HOUR_MS = 60 * 60_000;
const K = Buffer.from(SECRET).toString('base64');

beforeEach(() => fakeBrowser.reset());

function flagsOf(epochId: string, version = 2) {
  return buildSnapshot({ epochId, version, flagged: [NUMBER] });
}

function withKeys(scene: Scene, ...epochs: readonly string[]): Policy {
  return { ...scene.policy, feedSecrets: epochs.map((id) => ({ id, k: K })) };
}

/** A feed in the change-over: `current` in its usual place, `beside` in a folder of its own. */
async function changeOver(current: string, beside: string): Promise<readonly TargetInput[]> {
  const [first, second] = [await flagsOf(current), await flagsOf(beside)];
  return [
    await flagsTarget(first),
    await flagsTarget(second, { folder: `epochs/${beside}/` }),
    configTarget(first),
  ];
}

describe('two epochs side by side', () => {
  const CASES: readonly (readonly [string, readonly string[], string, string | undefined])[] = [
    ['a PC with both keys takes the current epoch', ['e1', 'e2'], 'e2', undefined],
    ['a PC with the new key alone takes the current epoch', ['e2'], 'e2', undefined],
    ['a PC with the old key alone goes on with the old epoch', ['e1'], 'e1', 'e2'],
  ];
  test.each(CASES)('%s', async (_name, keys, epochId, waitingFor) => {
    const scene = await openScene('current');
    scene.repository.publish(await changeOver('e2', 'e1'));
    const report = await scene.sync({ policy: withKeys(scene, ...keys) });
    expect(report.ok && report.value).toMatchObject({ head: { epochId } });
    expect(report.ok && report.value.waitingFor).toBe(waitingFor);
    expect(await scene.head()).toMatchObject({ epochId, version: 2 });
  });

  test('the flags of the new epoch open with its key and those of the old one are gone', async () => {
    const scene = await openScene('current');
    scene.repository.publish(await changeOver('e2', 'e1'));
    await scene.sync({ policy: withKeys(scene, 'e1', 'e2') });
    expect(await opens(scene, 'e2')).toBe(true);
    expect(await opens(scene, 'e1')).toBe(false);
    const stored = await scene.store.read();
    expect(stored.ok && stored.value.snapshot.records.length).toBe(300);
  });

  test('the flags of the epoch that is not read are not loaded', async () => {
    const scene = await openScene('current');
    scene.repository.publish(await changeOver('e2', 'e1'));
    scene.asked.length = 0;
    await scene.sync({ policy: withKeys(scene, 'e1') });
    const flags = scene.asked.filter((name) => name.endsWith('flags.bin'));
    expect(flags).toEqual([
      expect.stringMatching(/^targets\/epochs\/e1\/[0-9a-f]{64}\.flags\.bin$/),
    ]);
  });

  test('an old epoch that is still published stays verified', async () => {
    const scene = await openScene('current');
    scene.repository.publish(await changeOver('e2', 'e1'));
    const policy = withKeys(scene, 'e1');
    await scene.sync({ policy });
    expect(await scene.sync({ policy, now: NOW + HOUR_MS })).toMatchObject({
      value: { outcome: 'renewed', waitingFor: 'e2' },
    });
    expect(await scene.head()).toMatchObject({ verifiedAtMs: NOW + HOUR_MS });
  });

  test('the key arrives and the next run switches', async () => {
    const scene = await openScene('current');
    scene.repository.publish(await changeOver('e2', 'e1'));
    await scene.sync({ policy: withKeys(scene, 'e1') });
    const report = await scene.sync({ policy: withKeys(scene, 'e1', 'e2') });
    expect(report).toMatchObject({ ok: true, value: { outcome: 'updated' } });
    expect(await scene.head()).toMatchObject({ epochId: 'e2' });
  });

  test('an epoch beside the current one has deltas of its own', async () => {
    const scene = await openScene('current');
    const policy = withKeys(scene, 'e1');
    scene.repository.publish(await changeOver('e2', 'e1'));
    await scene.sync({ policy });
    const folder = 'epochs/e1/';
    const after = await buildSnapshot({ version: 3, flagged: [NUMBER, atena('000000000000102')] });
    const delta = await deltaFile(await flagsOf('e1'), after, { folder });
    const [current, , config] = await changeOver('e2', 'e1');
    if (!current || !config) throw new Error('three targets expected');
    scene.repository.publish([current, await flagsTarget(after, { folder }), config, delta]);
    scene.asked.length = 0;
    await scene.sync({ policy });
    expect(scene.asked.filter((name) => name.startsWith('targets/'))).toEqual([
      expect.stringMatching(/^targets\/epochs\/e1\/deltas\/[0-9a-f]{64}\.2-3\.bin$/),
    ]);
    expect(await scene.head()).toMatchObject({ count: 2, version: 3 });
  });

  test('an epoch becomes the current one without being loaded again', async () => {
    const scene = await openScene('current');
    const policy = withKeys(scene, 'e1', 'e2');
    scene.repository.publish(await changeOver('e2', 'e1'));
    await scene.sync({ policy });
    const flags = await flagsOf('e2');
    scene.repository.publish([await flagsTarget(flags), configTarget(flags)]);
    scene.asked.length = 0;
    expect(await scene.sync({ policy })).toMatchObject({ value: { outcome: 'renewed' } });
    expect(scene.asked.some((name) => name.startsWith('targets/'))).toBe(false);
  });
});

describe('a change-over that is not as it should be', () => {
  const KEYS = ['e1', 'e2', 'e3'];
  const WRONG: readonly (readonly [string, string, () => Promise<readonly TargetInput[]>])[] = [
    [
      'without the current epoch',
      'feed-malformed',
      async () => (await changeOver('e2', 'e1')).slice(1),
    ],
    ['with an epoch of another feed', 'feed-foreign', () => besides({ feedId: 'other-feed' })],
    ['with an epoch of training', 'feed-foreign', () => besides({ environment: 'training' })],
    ['with an epoch in the folder of another', 'feed-malformed', () => besides({ epochId: 'e3' })],
    ['with an epoch without description', 'feed-malformed', () => besides({ stateHash: '' })],
  ];
  test.each(WRONG)('%s is refused and the old data stays', async (_name, code, targets) => {
    const scene = await openScene('current');
    const before = await scene.head();
    scene.repository.publish(await targets());
    const report = await scene.sync({ policy: withKeys(scene, ...KEYS) });
    expect(report).toMatchObject({ ok: false, code });
    expect(await scene.head()).toEqual(before);
  });

  async function besides(custom: object): Promise<readonly TargetInput[]> {
    const [current, , config] = await changeOver('e2', 'e1');
    const beside = await flagsTarget(await flagsOf('e1'), { folder: 'epochs/e1/', custom });
    return current && config ? [current, beside, config] : [];
  }

  test('flags with the header of the other epoch are refused', async () => {
    const scene = await openScene('current');
    const lie = { ...(await flagsTarget(await flagsOf('e2'))), name: 'epochs/e1/flags.bin' };
    const flags = await flagsOf('e2');
    const custom = { ...lie.custom, epochId: 'e1' };
    scene.repository.publish([await flagsTarget(flags), { ...lie, custom }, configTarget(flags)]);
    const report = await scene.sync({ policy: withKeys(scene, 'e1') });
    expect(report).toMatchObject({ ok: false, code: 'feed-foreign' });
  });

  test('without a key for any epoch the newest one is waited for', async () => {
    const scene = await openScene('current');
    scene.repository.publish(await changeOver('e2', 'e3'));
    const report = await scene.sync({ policy: withKeys(scene, 'e1') });
    expect(report).toMatchObject({ ok: false, code: 'key-missing', detail: 'epoch e2' });
    expect(await scene.head()).toMatchObject({ epochId: 'e1', verifiedAtMs: NOW });
  });
});

/** True when the cache holds a record of the number that opens with the key of the epoch. */
async function opens({ store }: Scene, epochId: string): Promise<boolean> {
  const stored = await store.read();
  if (!stored.ok) return false;
  const { feedId } = stored.value.head;
  const key = await deriveLookupKey({ feedId, epochId, secret: SECRET });
  const entry = await deriveEntry(key, MUNICIPALITY, NUMBER);
  const record = findRecord(stored.value.snapshot.records, entry.tag);
  return record !== undefined && (await openRecord({ feedId, epochId, entry, record })).ok;
}
