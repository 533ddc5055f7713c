import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Updater } from 'tuf-js';
import { expect, onTestFinished, test } from 'vitest';
import { addProvisional } from '../../publisher/add-provisional.ts';
import { changeSigner } from '../../publisher/add-signer.ts';
import { refreshTimestamp } from '../../publisher/refresh-timestamp.ts';
import { approveRelease, requestRelease } from '../../publisher/release-grant.ts';
import { renderPolicy } from '../../publisher/render-policy.ts';
import { finishEpoch, rotateEpoch } from '../../publisher/rotate-epoch.ts';
import { type RotateOptions, rotateKeys } from '../../publisher/rotate-keys.ts';
import { verifyFeed } from '../../publisher/verify-feed.ts';
import { FLAGS_TARGET } from '../../utils/domain/feed-snapshot.ts';
import { serveFolder } from '../support/serve-folder.ts';
import { contentOf } from './content-of.ts';
import { type InputFiles, type KakuuFeed, NOW_MS, openKakuuFeed, unwrap } from './kakuu-feed.ts';
import { applicationsCsv, joinCsv, PERSON } from './kakuu-rows.ts';

const OLD = 'e20260410';
const NEW = 'e20260410.2';
const FILES: InputFiles = {
  moushide: applicationsCsv([PERSON]),
  join: joinCsv([['K1', '相手方', '宛名番号', '7654321']]),
};

async function published(): Promise<KakuuFeed> {
  const feed = openKakuuFeed();
  unwrap(await feed.build(FILES));
  return feed;
}

function rotate(feed: KakuuFeed, role: RotateOptions['role'], rootKeys: readonly string[] = []) {
  return rotateKeys({ keys: feed.keys, feed: feed.out, role, rootKeys, nowMs: NOW_MS });
}

/** Moves the root keys away, as after the key ceremony, and says where they are. */
function lockAway(feed: KakuuFeed): readonly string[] {
  const safe = mkdtempSync(join(feed.dir, 'safe-'));
  const names = readdirSync(feed.keys).filter((name) => /^root-.*\.pem$/.test(name));
  for (const name of names) renameSync(join(feed.keys, name), join(safe, name));
  return names.map((name) => join(safe, name));
}

function add(feed: KakuuFeed) {
  const claims = [{ 役割: '対象者', 識別子種別: '宛名番号', 値: '8000001' }];
  const common = { keys: feed.keys, feed: feed.out, nowMs: NOW_MS, randomBytes };
  return addProvisional({ ...common, managementNumber: 'KARI-1', claims });
}

test.each(['root', 'targets', 'snapshot', 'timestamp'] as const)(
  'after the key of %s was replaced, a client with the first root still follows the feed',
  async (role) => {
    const feed = await published();
    const rotated = unwrap(await rotate(feed, role));
    expect(rotated.rootVersion).toBe(2);
    unwrap(await feed.update(FILES));
    const { repository } = await feed.read();
    expect(repository.rootVersion).toBe(2);
    expect(await feed.flagsOf('atena', '7654321')).toHaveLength(1);
  },
);

test('an old role key is gone from the key folder and signs nothing any more', async () => {
  const feed = await published();
  const before = readFileSync(join(feed.keys, 'timestamp-1.pem'));
  unwrap(await rotate(feed, 'timestamp'));
  expect(readdirSync(feed.keys)).not.toContain('timestamp-1.pem');
  writeFileSync(join(feed.keys, 'timestamp-1.pem'), before);
  unwrap(await refreshTimestamp({ keys: feed.keys, feed: feed.out, nowMs: NOW_MS }));
  expect((await feed.read()).repository.rootVersion).toBe(2);
});

test('a client of the TUF reference family follows two rotations from the pinned root', async () => {
  const feed = await published();
  unwrap(await rotate(feed, 'root'));
  unwrap(await rotate(feed, 'targets', lockAway(feed)));
  // The oracle has no clock argument: the feed must be fresh by the clock of this machine.
  unwrap(await feed.build(FILES, { nowMs: Date.now() }));
  const server = await serveFolder(feed.out);
  onTestFinished(() => server.close());
  const dir = mkdtempSync(join(tmpdir(), 'matta-tuf-'));
  writeFileSync(join(dir, 'root.json'), feed.pinnedRoot);
  const updater = new Updater({
    metadataDir: dir,
    metadataBaseUrl: server.url(),
    targetDir: dir,
    targetBaseUrl: `${server.url()}targets`,
  });
  expect((await updater.getTargetInfo(FLAGS_TARGET))?.custom).toMatchObject({ epochId: OLD });
});

test('root keys that are not there, or of somebody else, refuse a rotation and leave no trace', async () => {
  const feed = await published();
  const rootKeys = lockAway(feed);
  const before = contentOf(feed.dir);
  for (const given of [[], [join(feed.keys, 'targets-1.pem')], ['missing.pem']]) {
    const rotated = await rotate(feed, 'targets', given);
    expect(rotated).toMatchObject({ ok: false, problems: [{ code: 'signature' }] });
  }
  expect(contentOf(feed.dir)).toEqual(before);
  expect((await rotate(feed, 'targets', rootKeys)).ok).toBe(true);
});

test('the old root keys do not rotate again after they were replaced', async () => {
  const feed = await published();
  const old = lockAway(feed);
  unwrap(await rotate(feed, 'root', old));
  lockAway(feed);
  expect(await rotate(feed, 'targets', old)).toMatchObject({ ok: false });
});

test('a rotation of a feed folder that was written to is refused and takes its keys back', async () => {
  const feed = await published();
  writeFileSync(join(feed.out, 'timestamp.json'), '{}');
  const before = contentOf(feed.keys);
  expect((await rotate(feed, 'targets')).ok).toBe(false);
  expect(contentOf(feed.keys)).toEqual(before);
});

test('signers of releases stay named when the root keys are replaced', async () => {
  const feed = await published();
  const keyOut = join(feed.dir, 'sato.pem');
  unwrap(await changeSigner({ keys: feed.keys, name: 'sato', keyOut, rootKeys: [] }));
  const old = lockAway(feed);
  unwrap(await rotate(feed, 'root', old));
  const again = join(feed.dir, 'suzuki.pem');
  const names = unwrap(
    await changeSigner({ keys: feed.keys, name: 'suzuki', keyOut: again, rootKeys: [] }),
  );
  expect(names).toEqual(['sato', 'suzuki']);
});

test('during a change-over PCs with the old secret and with the new one find the same flags', async () => {
  const feed = await published();
  unwrap(await rotateEpoch(feed.write(FILES)));
  const names = [...(await feed.read()).repository.targets.keys()];
  expect(names).toEqual(expect.arrayContaining(['flags.bin', `epochs/${OLD}/flags.bin`]));
  for (const epochId of [OLD, NEW]) {
    expect(await feed.flagsOf('atena', '1234567', epochId)).toMatchObject([{ role: 'protected' }]);
    expect(await feed.flagsOf('atena', '7654321', epochId)).toMatchObject([
      { role: 'counterpart' },
    ]);
  }
  const [old] = await feed.flagsOf('atena', '1234567', OLD);
  const [fresh] = await feed.flagsOf('atena', '1234567', NEW);
  expect(fresh?.caseRef).not.toBe(old?.caseRef);
});

test('updates and provisional flags reach both epochs, each with its own delta', async () => {
  const feed = await published();
  unwrap(await rotateEpoch(feed.write(FILES)));
  unwrap(await add(feed));
  unwrap(await feed.update(FILES));
  const { epochs } = await feed.read();
  expect(epochs.map(({ folder, deltas }) => [folder, deltas.length])).toEqual([
    ['', 2],
    [`epochs/${OLD}/`, 2],
  ]);
  for (const epochId of [OLD, NEW]) {
    expect(await feed.flagsOf('atena', '8000001', epochId)).toMatchObject([
      { state: 'provisional' },
    ]);
  }
});

test('the policy carries both secrets during the change-over and one after it', async () => {
  const feed = await published();
  const idsOf = () => {
    const extensionId = 'abcdefghijklmnopabcdefghijklmnop';
    const feedUrl = 'http://feed.kakuu.example/';
    const text = unwrap(renderPolicy({ keys: feed.keys, feedUrl, extensionId }));
    const { feedSecrets } = JSON.parse(text)['3rdparty'].extensions[extensionId];
    return feedSecrets.map(({ id }: { readonly id: string }) => id);
  };
  unwrap(await rotateEpoch(feed.write(FILES)));
  expect(idsOf()).toEqual([NEW, OLD]);
  unwrap(await finishEpoch({ keys: feed.keys, feed: feed.out, nowMs: NOW_MS }));
  expect(idsOf()).toEqual([NEW]);
});

test('after the end of the change-over nothing of the old epoch is served', async () => {
  const feed = await published();
  unwrap(await rotateEpoch(feed.write(FILES)));
  unwrap(await finishEpoch({ keys: feed.keys, feed: feed.out, nowMs: NOW_MS }));
  unwrap(await refreshTimestamp({ keys: feed.keys, feed: feed.out, nowMs: NOW_MS }));
  expect((await feed.read()).epochs.map(({ header }) => header.epochId)).toEqual([NEW]);
  expect(Object.keys(contentOf(feed.out)).filter((name) => name.includes('epochs/'))).toEqual([]);
  unwrap(await feed.update(FILES));
  expect(await feed.flagsOf('atena', '7654321')).toHaveLength(1);
  expect((await verifyFeed({ ...feed, feed: feed.out, nowMs: NOW_MS })).ok).toBe(true);
});

test('a release is carried to the new epoch', async () => {
  const child = { ...PERSON, 宛名番号: '1234568', 対象者区分: '2' };
  const files = { ...FILES, moushide: applicationsCsv([PERSON, child]) };
  const feed = openKakuuFeed();
  unwrap(await feed.build(files));
  for (const name of ['sato', 'suzuki']) {
    const keyOut = join(feed.dir, `${name}.pem`);
    unwrap(await changeSigner({ keys: feed.keys, name, keyOut, rootKeys: [] }));
  }
  const signerOf = (name: string) => ({ name, keyFile: join(feed.dir, `${name}.pem`) });
  const request = join(feed.dir, 'request.json');
  const target = { managementNumber: 'K1', version: 1, person: '1234568', request };
  unwrap(await requestRelease({ ...feed.write(files), ...target, signer: signerOf('sato') }));
  const approval = { approve: request, signer: signerOf('suzuki') };
  unwrap(await approveRelease({ ...feed.write(files), ...approval }));
  unwrap(await rotateEpoch(feed.write(files)));
  for (const epochId of [OLD, NEW]) {
    expect(await feed.flagsOf('atena', '1234568', epochId)).toMatchObject([{ state: 'ended' }]);
    expect(await feed.flagsOf('atena', '1234567', epochId)).toMatchObject([{ state: 'active' }]);
  }
});

test.each<readonly [string, (feed: KakuuFeed) => Promise<unknown>]>([
  ['while a change-over is under way', (feed) => rotateEpoch(feed.write(FILES))],
  ['while a provisional flag waits for the register', (feed) => add(feed)],
])('no new epoch begins %s', async (_name, prepare) => {
  const feed = await published();
  await prepare(feed);
  const before = contentOf(feed.out);
  expect(await rotateEpoch(feed.write(FILES))).toMatchObject({ ok: false });
  expect(contentOf(feed.out)).toEqual(before);
});

test('a new epoch is refused by the brakes of the old one and leaves its secret alone', async () => {
  const feed = await published();
  const before = contentOf(feed.keys);
  const other = { ...PERSON, 支援措置管理番号: 'K9', 宛名番号: '9000001' };
  const rotated = await rotateEpoch(feed.write({ moushide: applicationsCsv([other]) }));
  expect(rotated).toMatchObject({ ok: false, problems: [{ code: 'removal' }] });
  expect(contentOf(feed.keys)).toEqual(before);
});

test('an epoch cannot be finished when none is under way', async () => {
  const feed = await published();
  const finished = await finishEpoch({ keys: feed.keys, feed: feed.out, nowMs: NOW_MS });
  expect(finished).toMatchObject({ ok: false, problems: [{ file: '世代' }] });
});

test('a release during a change-over ends the grant in both epochs', async () => {
  const feed = await published();
  for (const name of ['sato', 'suzuki']) {
    const keyOut = join(feed.dir, `${name}.pem`);
    unwrap(await changeSigner({ keys: feed.keys, name, keyOut, rootKeys: [] }));
  }
  unwrap(await rotateEpoch(feed.write(FILES)));
  const signerOf = (name: string) => ({ name, keyFile: join(feed.dir, `${name}.pem`) });
  const request = join(feed.dir, 'request.json');
  const target = { managementNumber: 'K1', version: 1, person: '1234567', request };
  unwrap(await requestRelease({ ...feed.write(FILES), ...target, signer: signerOf('sato') }));
  const approval = { approve: request, signer: signerOf('suzuki') };
  unwrap(await approveRelease({ ...feed.write(FILES), ...approval }));
  for (const epochId of [OLD, NEW]) {
    expect(await feed.flagsOf('atena', '1234567', epochId)).toMatchObject([{ state: 'ended' }]);
  }
});
