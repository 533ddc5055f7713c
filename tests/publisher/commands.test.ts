import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drawProgress } from '../../publisher/draw-progress.ts';
import { runPublisher } from '../../publisher/run-publisher.ts';
import { NOW_MS, openKakuuFeed } from './kakuu-feed.ts';
import { applicationsCsv, joinCsv, PERSON } from './kakuu-rows.ts';

const COMMANDS = [
  'init',
  'build',
  'update',
  'diff',
  'verify',
  'policy',
  'inspect',
  'timestamp',
  'provisional',
  'release',
  'signer',
  'rotate',
  'resolve',
  'records',
];

function call(...args: readonly string[]) {
  return runPublisher(args, { nowMs: NOW_MS, randomBytes });
}

/** Input files of the fictional city, and the words that name them on the command line. */
function open() {
  const feed = openKakuuFeed();
  const { moushide, identifiers, config } = feed.write({
    moushide: applicationsCsv([PERSON]),
    join: joinCsv([['K1', '相手方', '宛名番号', '7654321']]),
  });
  const files = ['--moushide', moushide[0] ?? '', '--identifiers', identifiers ?? ''];
  const inputs = [...files, '--config', config, '--keys', feed.keys];
  return { feed, inputs: [...inputs, '--out', feed.out], diffInputs: inputs };
}

test.each(COMMANDS)(
  '%s explains itself with --help, exit code 0, and stands in the overview',
  async (name) => {
    const help = await call(name, '--help');
    expect(help).toMatchObject({ exitCode: 0, err: '' });
    expect(help.out).toContain(`main.ts ${name}`);
    expect((await call('--help')).out).toContain(`  ${name} `);
  },
);

test.each(COMMANDS)('%s without its options is a wrong use, exit code 2', async (name) => {
  expect((await call(name)).exitCode).toBe(2);
});

test('the year of a flag owner: build, update, release, rotation, each by command and in JSON', async () => {
  const { feed, inputs, diffInputs } = open();
  const at = (name: string) => join(feed.dir, name);
  const folders = ['--keys', feed.keys, '--out', feed.out];
  const steps = [
    ['build', ...inputs],
    ['diff', ...diffInputs],
    ['update', ...inputs],
    ['signer', '--keys', feed.keys, '--name', 'sato', '--key-out', at('sato.pem')],
    ['signer', '--keys', feed.keys, '--name', 'suzuki', '--key-out', at('suzuki.pem')],
    ['rotate', 'role', 'targets', ...folders],
    ['rotate', 'root', ...folders, '--root-keys', '3', '--root-threshold', '2'],
    ['rotate', 'epoch', ...inputs],
    ['rotate', 'epoch', '--finish', ...folders],
    ...[
      [
        '--number',
        'K1',
        '--version',
        '1',
        '--request',
        at('r.json'),
        '--signer',
        'sato',
        '--signer-key',
        at('sato.pem'),
      ],
      ['--approve', at('r.json'), '--signer', 'suzuki', '--signer-key', at('suzuki.pem')],
    ].map((step) => ['release', ...inputs, ...step]),
    ['signer', '--keys', feed.keys, '--name', 'sato', '--remove'],
    ['verify', '--feed', feed.out, '--root', join(feed.keys, '1.root.json'), '--keys', feed.keys],
  ];
  for (const step of steps) {
    const run = await call(...step, '--json');
    expect(run.exitCode, `${step[0]} ${run.out} ${run.err}`).toBe(0);
    expect(JSON.parse(run.out)).toMatchObject({ ok: true });
    expect(run.out).not.toMatch(/1234567|7654321|花子|中央町/);
  }
  expect(await feed.flagsOf('atena', '1234567')).toMatchObject([{ state: 'ended' }]);
});

test('without --json every command speaks in sentences', async () => {
  const { inputs, diffInputs } = open();
  expect((await call('build', ...inputs)).out).toContain('第1版を公開しました。');
  expect((await call('update', ...inputs)).out).toContain('第2版を公開しました。');
  expect((await call('diff', ...diffInputs)).out).toContain('対象者・併せて支援 1名 → 1名');
});

test.each([
  ['an unknown word', ['rotate', 'keys']],
  ['no word', ['rotate']],
  ['a role that is none', ['rotate', 'role', 'root-1']],
])('rotate with %s is a wrong use', async (_name, words) => {
  const { inputs } = open();
  expect((await call(...words, ...inputs)).exitCode).toBe(2);
});

test('words behind a command that takes none are a wrong use', async () => {
  const { inputs } = open();
  expect((await call('build', 'now', ...inputs)).exitCode).toBe(2);
});

test('long work draws a bar and takes it away; short work draws nothing', () => {
  const drawn: string[] = [];
  const draw = drawProgress({ write: (text) => drawn.push(text) });
  draw('照合キーの計算', 100, 200);
  expect(drawn).toEqual([]);
  draw('照合キーの計算', 2_500, 10_000);
  expect(drawn.join('')).toContain('25％');
  draw('照合キーの計算', 10_000, 10_000);
  expect(drawn.at(-1)).toMatch(/^\r +\r$/);
});

test('a publication reports its progress to whoever asks', async () => {
  const { inputs } = open();
  const steps: string[] = [];
  const progress = (step: string) => steps.push(step);
  await runPublisher(['build', ...inputs], { nowMs: NOW_MS, randomBytes, progress });
  expect(new Set(steps)).toEqual(new Set(['照合キーの計算', 'レコードの暗号化']));
});
