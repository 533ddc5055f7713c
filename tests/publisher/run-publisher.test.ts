import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runPublisher } from '../../publisher/run-publisher.ts';
import { parsePolicy } from '../../utils/domain/policy.ts';
import { NOW_MS, openKakuuFeed, unwrap } from './kakuu-feed.ts';
import { applicationsCsv, joinCsv, PERSON } from './kakuu-rows.ts';

const EXTENSION_ID = 'abcdefghijklmnopabcdefghijklmnop';

function call(...args: readonly string[]) {
  return runPublisher(args, { nowMs: NOW_MS, randomBytes });
}

async function published() {
  const feed = openKakuuFeed();
  const files = {
    moushide: applicationsCsv([PERSON]),
    join: joinCsv([['K1', '相手方', '宛名番号', '7654321']]),
  };
  unwrap(await feed.build(files));
  return feed;
}

test('init, build, verify, inspect and timestamp work one after the other', async () => {
  const feed = openKakuuFeed();
  const [keys, out, moushide] = ['k', 'f', 'm.csv'].map((name) => join(feed.dir, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(moushide, applicationsCsv([PERSON]));
  const config = join(feed.dir, 'config.json');
  const steps = [
    ['init', '--keys', keys, '--feed', out, '--feed-id', 'kakuu', '--municipality', '990001'],
    ['build', '--moushide', moushide, '--config', config, '--keys', keys, '--out', out],
    [
      'verify',
      '--feed',
      out,
      '--root',
      join(keys, '1.root.json'),
      '--keys',
      keys,
      '--source',
      moushide,
    ],
    ['inspect', '--keys', keys, '--feed', out],
    ['timestamp', '--keys', keys, '--feed', out, '--timestamp-hours', '24'],
    ['verify', '--feed', out, '--root', join(keys, '1.root.json')],
  ];
  for (const step of steps) {
    const run = await call(...step);
    expect(run.exitCode, run.err).toBe(0);
  }
});

test.each([
  [[], 2],
  [['nothing'], 2],
  [['build'], 2],
  [['build', '--nonsense'], 2],
  [
    [
      'build',
      '--moushide',
      'a',
      '--config',
      'b',
      '--keys',
      'c',
      '--out',
      'd',
      '--timestamp-hours',
      '73',
    ],
    2,
  ],
  [['build', '--moushide', 'a', '--config', 'b', '--keys', 'missing-folder', '--out', 'd'], 1],
  [['verify', '--feed', 'missing-folder', '--root', 'missing-file'], 1],
  [['--help'], 0],
  [['init', '--help'], 0],
  [['policy', '--help'], 0],
])('%j ends with exit code %i', async (args, exitCode) => {
  expect((await call(...args)).exitCode).toBe(exitCode);
});

test('a refusal is machine-readable with --json', async () => {
  const feed = openKakuuFeed();
  const moushide = join(feed.dir, 'm.csv');
  writeFileSync(moushide, applicationsCsv([{ ...PERSON, 最新フラグ: '9' }]));
  const run = await call(
    'build',
    '--json',
    '--moushide',
    moushide,
    '--config',
    join(feed.dir, 'config.json'),
    '--keys',
    feed.keys,
    '--out',
    feed.out,
  );
  expect(run.exitCode).toBe(1);
  expect(JSON.parse(run.out)).toMatchObject({
    ok: false,
    problems: [{ code: 'value-domain', file: 'm.csv', row: 2, column: '最新フラグ' }],
  });
});

test('inspect reports counts by role and state and no identifier', async () => {
  const feed = await published();
  const run = await call('inspect', '--json', '--keys', feed.keys, '--feed', feed.out);
  const { value } = JSON.parse(run.out);
  expect(value.personCount).toBe(1);
  expect(value.flagCounts.counterpart.active).toBe(2); // 宛名番号 and the address.
  expect(value.nextEnd).toBe('2027-03-31');
  expect(run.out).not.toMatch(/1234567|7654321|中央町|K1/);
});

test('the JSON policy is what the extension reads', async () => {
  const feed = await published();
  const run = await call(
    'policy',
    '--keys',
    feed.keys,
    '--feed-url',
    'http://feed.kakuu.example/',
    '--extension-id',
    EXTENSION_ID,
  );
  const values = JSON.parse(run.out)['3rdparty'].extensions[EXTENSION_ID];
  expect(parsePolicy(values)).toMatchObject({
    ok: true,
    value: { feedId: 'kakuu', municipalityCode: '990001', environment: 'production' },
  });
});

test('the registry policy holds the same values for Chrome and Edge', async () => {
  const feed = await published();
  const args = [
    'policy',
    '--keys',
    feed.keys,
    '--feed-url',
    'http://feed.kakuu.example/',
    '--extension-id',
    EXTENSION_ID,
  ];
  const json = JSON.parse((await call(...args)).out)['3rdparty'].extensions[EXTENSION_ID];
  const sections = (await call(...args, '--format', 'reg')).out
    .split('[HKEY_LOCAL_MACHINE')
    .slice(1);
  expect(sections.map((text) => /Google\\Chrome|Microsoft\\Edge/.exec(text)?.[0])).toEqual([
    'Google\\Chrome',
    'Microsoft\\Edge',
  ]);
  for (const section of sections) {
    const pairs = [...section.matchAll(/^"(\w+)"="(.*)"\r?$/gm)].map(([, name = '', text = '']) => {
      const value = text.replace(/\\(["\\])/g, '$1');
      return [name, name === 'feedSecrets' ? JSON.parse(value) : value];
    });
    expect(Object.fromEntries(pairs)).toEqual(json);
  }
});

test.each([
  [
    'a feed URL without a slash at the end',
    ['--feed-url', 'http://feed.kakuu.example', '--extension-id', EXTENSION_ID],
  ],
  [
    'an extension id that is none',
    ['--feed-url', 'http://feed.kakuu.example/', '--extension-id', 'x'],
  ],
])('policy refuses %s', async (_name, args) => {
  const feed = openKakuuFeed();
  expect((await call('policy', '--keys', feed.keys, ...args)).exitCode).toBe(1);
});

test('init refuses a key folder inside the feed folder and one that is in use', async () => {
  const feed = openKakuuFeed();
  const common = ['--feed-id', 'kakuu', '--municipality', '990001'];
  const inside = await call(
    'init',
    '--keys',
    join(feed.out, 'keys'),
    '--feed',
    feed.out,
    ...common,
  );
  const inUse = await call('init', '--keys', feed.keys, '--feed', feed.out, ...common);
  expect([inside.exitCode, inUse.exitCode]).toEqual([1, 1]);
});
