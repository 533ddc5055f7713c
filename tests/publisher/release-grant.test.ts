import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addProvisional } from '../../publisher/add-provisional.ts';
import { changeSigner } from '../../publisher/add-signer.ts';
import { createKey } from '../../publisher/keys/create-key.ts';
import type { PublishOptions } from '../../publisher/publish-inputs.ts';
import { approveRelease, requestRelease } from '../../publisher/release-grant.ts';
import { contentOf } from './content-of.ts';
import { type InputFiles, type KakuuFeed, NOW_MS, openKakuuFeed, unwrap } from './kakuu-feed.ts';
import { applicationsCsv, joinCsv, PERSON, type Row } from './kakuu-rows.ts';
import { LINK, type LinkRow, linksCsv } from './register-rows.ts';

const CHILD: Row = { ...PERSON, 宛名番号: '1234568', 対象者区分: '2' };
const FILES: InputFiles = {
  moushide: applicationsCsv([PERSON]),
  join: joinCsv([['K1', '相手方', '宛名番号', '7654321']]),
};

type Release = {
  readonly number?: string;
  readonly signer?: string;
  readonly key?: string;
  readonly version?: number;
};

/** A published feed of two people who may sign. */
async function open(files = FILES) {
  const feed = openKakuuFeed();
  unwrap(await feed.build(files));
  for (const name of ['sato', 'suzuki']) {
    const keyOut = join(feed.dir, `${name}.pem`);
    unwrap(await changeSigner({ keys: feed.keys, name, keyOut, rootKeys: [] }));
  }
  return { feed, ...actsOn(feed) };
}

function actsOn(feed: KakuuFeed) {
  const request = join(feed.dir, 'request.json');
  const signerOf = ({ signer = 'sato', key = signer }: Release) => {
    return { name: signer, keyFile: join(feed.dir, `${key}.pem`) };
  };
  const ask = (files: InputFiles, release: Release & { readonly person?: string } = {}) =>
    requestRelease({
      ...feed.write(files),
      managementNumber: release.number ?? 'K1',
      version: release.version ?? 1,
      person: release.person,
      signer: signerOf(release),
      request,
    });
  const approve = (
    files: InputFiles,
    release: Release = {},
    options: Partial<PublishOptions> = {},
  ) =>
    approveRelease({
      ...feed.write(files),
      ...options,
      approve: request,
      signer: signerOf({ signer: 'suzuki', ...release }),
    });
  return { request, ask, approve };
}

test('two signers end a case: every flag of it is published as ended', async () => {
  const { feed, ask, approve } = await open();
  unwrap(await ask(FILES));
  expect(await feed.flagsOf('atena', '1234567')).toMatchObject([{ state: 'active' }]);
  unwrap(await approve(FILES));
  for (const number of ['1234567', '7654321']) {
    expect(await feed.flagsOf('atena', number)).toMatchObject([{ state: 'ended', version: 1 }]);
  }
});

test('later updates keep the end until the register catches up, then nothing is left of it', async () => {
  const { feed, ask, approve } = await open();
  unwrap(await ask(FILES));
  unwrap(await approve(FILES));
  unwrap(await feed.update(FILES));
  unwrap(await feed.build(FILES));
  expect(await feed.flagsOf('atena', '1234567')).toMatchObject([{ state: 'ended' }]);
  const ended = { ...PERSON, 支援措置履歴番号: '2', 削除フラグ: '1', 操作年月日: '20260410' };
  unwrap(await feed.update({ ...FILES, moushide: applicationsCsv([ended]) }));
  expect(await feed.flagsOf('atena', '1234567')).toEqual([]);
});

test('目黒: a later application of the same case is another grant and is flagged again', async () => {
  const { feed, ask, approve } = await open();
  unwrap(await ask(FILES));
  unwrap(await approve(FILES));
  const again = { ...PERSON, 支援措置履歴番号: '2', 操作年月日: '20260410' };
  const updated = unwrap(await feed.update({ ...FILES, moushide: applicationsCsv([again]) }));
  expect(await feed.flagsOf('atena', '1234567')).toMatchObject([{ state: 'active', version: 2 }]);
  expect(updated.cautions).toMatchObject([{ code: 'release-overtaken' }]);
});

test('one person can leave a case whose others stay protected, also at a shared address', async () => {
  const files = { ...FILES, moushide: applicationsCsv([PERSON, CHILD]) };
  const { feed, ask, approve } = await open(files);
  unwrap(await ask(files, { person: '1234568' }));
  unwrap(await approve(files));
  expect(await feed.flagsOf('atena', '1234568')).toMatchObject([{ state: 'ended' }]);
  expect(await feed.flagsOf('atena', '1234567')).toMatchObject([{ state: 'active' }]);
  expect(await feed.flagsOf('address', '中央町1-2-3')).toMatchObject([{ state: 'active' }]);
  expect(await feed.flagsOf('atena', '7654321')).toMatchObject([{ state: 'active' }]);
});

const renewed: Row = { ...PERSON, 支援措置履歴番号: '2', 操作年月日: '20260409' };
const otherCase: Row = { ...PERSON, 支援措置管理番号: 'K2', 操作年月日: '20260407' };
const REFUSED: readonly (readonly [string, readonly Row[], number, string])[] = [
  ['a newer application of the same case', [renewed], 1, 'stale-release'],
  ['a newer application of the same person', [PERSON, otherCase], 1, 'stale-release'],
  ['a version that does not exist', [PERSON], 4, 'value-domain'],
  ['a case that is ended already', [{ ...renewed, 削除フラグ: '1' }], 1, 'case-unknown'],
];

test.each(REFUSED)(
  '%s in the newest inputs refuses the request, names the case and writes nothing',
  async (_name, rows, version, code) => {
    const { feed, ask } = await open();
    const before = contentOf(feed.keys);
    const asked = await ask({ ...FILES, moushide: applicationsCsv(rows) }, { version });
    if (asked.ok) throw new Error('requested');
    expect(asked.problems).toMatchObject([{ code, cause: expect.stringContaining('K1') }]);
    expect(contentOf(feed.keys)).toEqual(before);
  },
);

test('目黒: what became newer between request and approval refuses the approval', async () => {
  const { feed, ask, approve } = await open();
  unwrap(await ask(FILES));
  const approved = await approve({ ...FILES, moushide: applicationsCsv([PERSON, otherCase]) });
  expect(approved).toMatchObject({ ok: false, problems: [{ code: 'stale-release' }] });
  expect(await feed.flagsOf('atena', '1234567')).toMatchObject([{ state: 'active' }]);
});

test('an old export cannot release what was published newer than it', async () => {
  const { ask } = await open({ ...FILES, moushide: applicationsCsv([renewed]) });
  expect(await ask(FILES)).toMatchObject({ ok: false, problems: [{ code: 'stale-release' }] });
});

test('a provisional flag of the same person refuses the release', async () => {
  const { feed, ask } = await open();
  const claims = [{ 役割: '対象者', 識別子種別: '宛名番号', 値: '1234567' }];
  const common = { keys: feed.keys, feed: feed.out, nowMs: NOW_MS, randomBytes };
  unwrap(await addProvisional({ ...common, managementNumber: 'KARI-1', claims }));
  expect(await ask(FILES)).toMatchObject({ ok: false, problems: [{ code: 'stale-release' }] });
});

/** The protected person of case K1 in 001o009. */
const KNOWN: LinkRow = { ...LINK, 宛名番号: '000000001234567' };
const KNOWN_LATER: LinkRow = { ...KNOWN, 支援措置開始年月日: '20260408', 操作年月日: '20260408' };

test('a newer row of 001o009 refuses the release', async () => {
  const { ask } = await open();
  expect(await ask({ ...FILES, renkei: linksCsv([KNOWN_LATER]) })).toMatchObject({
    ok: false,
    problems: [{ code: 'stale-release' }],
  });
});

test('目黒: the row of 001o009 that was there does not bring an ended flag back, a later one does', async () => {
  const files = { ...FILES, renkei: linksCsv([KNOWN]) };
  const { feed, ask, approve } = await open(files);
  unwrap(await ask(files));
  unwrap(await approve(files));
  const statesOf = async () => (await feed.flagsOf('atena', '1234567')).map(({ state }) => state);
  expect(await statesOf()).toEqual(['ended']);
  unwrap(await feed.update({ ...files, renkei: linksCsv([KNOWN, KNOWN_LATER]) }));
  expect((await statesOf()).sort()).toEqual(['active', 'ended']);
});

test('who stands in 001o009 only is ended there, not by a release', async () => {
  const files = { ...FILES, renkei: linksCsv([LINK]) };
  const { feed, ask } = await open(files);
  const { grants } = JSON.parse(readFileSync(join(feed.keys, 'state.json'), 'utf8'));
  const [, register] = grants;
  expect(register.managementNumber).toMatch(/^R-/);
  const { managementNumber: number } = register;
  expect(await ask(files, { number, version: 0 })).toMatchObject({
    ok: false,
    problems: [{ code: 'case-unknown' }],
  });
});

test.each<readonly [string, Release]>([
  ['the same person twice', { signer: 'sato' }],
  ['a name with the key of somebody else', { signer: 'suzuki', key: 'sato' }],
  ['a key that is on no list', { signer: 'suzuki', key: 'stranger' }],
  ['a name that is on no list', { signer: 'tanaka', key: 'stranger' }],
  ['a key file that is not there', { signer: 'suzuki', key: 'lost' }],
])('%s does not make two signers, and the feed stays as it was', async (_name, second) => {
  const { feed, ask, approve } = await open();
  createKey(join(feed.dir, 'stranger.pem'));
  unwrap(await ask(FILES));
  const before = contentOf(feed.out);
  const approved = await approve(FILES, second);
  expect(approved).toMatchObject({ ok: false, problems: [{ code: 'signature' }] });
  expect(contentOf(feed.out)).toEqual(before);
});

test.each([
  ['another case', (text: string) => text.replace('"K1"', '"K2"')],
  ['another version', (text: string) => text.replace('"version": 1', '"version": 2')],
  ['another feed', (text: string) => text.replace('"kakuu"', '"other"')],
  ['nothing', () => '{}'],
])('a request that was changed to name %s is not approved', async (_name, change) => {
  const { feed, ask, approve, request } = await open();
  unwrap(await ask(FILES));
  writeFileSync(request, change(readFileSync(request, 'utf8')));
  expect(await approve(FILES)).toMatchObject({ ok: false, problems: [{ code: 'signature' }] });
  expect(await feed.flagsOf('atena', '1234567')).toMatchObject([{ state: 'active' }]);
});

test('a request that is older than seven days has to be made anew', async () => {
  const { ask, approve } = await open();
  unwrap(await ask(FILES));
  const later = await approve(FILES, {}, { nowMs: NOW_MS + 8 * 86_400_000 });
  expect(later).toMatchObject({ ok: false, problems: [{ code: 'signature' }] });
});

test('whoever has the key folder without the root keys cannot name a second signer', async () => {
  const { feed, ask } = await open();
  const file = join(feed.keys, 'signers.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"suzuki"', '"tanaka"'));
  expect(await ask(FILES)).toMatchObject({ ok: false, problems: [{ code: 'signature' }] });
  writeFileSync(file, text);
  const keyOut = join(feed.dir, 'tanaka.pem');
  const rootKeys = [join(feed.dir, 'sato.pem')];
  const added = await changeSigner({ keys: feed.keys, name: 'tanaka', keyOut, rootKeys });
  expect(added).toMatchObject({ ok: false, problems: [{ code: 'signature' }] });
});

test('a signer who was taken off the list signs nothing any more', async () => {
  const { feed, ask, approve } = await open();
  unwrap(await ask(FILES));
  unwrap(await changeSigner({ keys: feed.keys, name: 'sato', remove: true, rootKeys: [] }));
  expect(await approve(FILES)).toMatchObject({ ok: false, problems: [{ code: 'signature' }] });
});

test('the request and the record of the release name no person', async () => {
  const { feed, ask, approve, request } = await open();
  unwrap(await ask(FILES, { person: '1234567' }));
  expect(readFileSync(request, 'utf8')).not.toMatch(/1234567|花子|中央町/);
  unwrap(await approve(FILES));
  const [record] = Object.entries(contentOf(join(feed.keys, 'releases')));
  expect(JSON.parse(record?.[1] ?? '{}').signatures).toHaveLength(2);
  expect(record?.[1]).not.toMatch(/1234567|花子|中央町/);
});
