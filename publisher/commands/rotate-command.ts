import type { Outcome } from '../problem.ts';
import { finishEpoch, rotateEpoch } from '../rotate-epoch.ts';
import { rotateKeys } from '../rotate-keys.ts';
import type { Command, CommandIo, OptionValues, Report } from './command.ts';
import { INPUT_HELP, INPUT_OPTIONS, readInputOptions } from './input-options.ts';
import { readChoice, readCount, readTexts, requireText, UsageError } from './read-options.ts';

/** `rotate`: new root keys, a new key of one role, or a new epoch with a new secret. */
export const rotateCommand: Command = {
  name: 'rotate',
  summary: '鍵または照合用の秘密の値を新しくします',
  help: [
    'rotate root                               ルート鍵を作り直す',
    'rotate role targets|snapshot|timestamp    公開作業用の鍵を作り直す',
    'rotate epoch                              照合用の秘密の値を新しくする（build と同じ指定）',
    'rotate epoch --finish                     全端末に新しい設定が届いた後、古い世代を消す',
    '',
    '--root-key FILE       保管しているルート鍵（複数指定可。鍵フォルダに残っているときは省略可）',
    '--root-keys N         新しいルート鍵の数（省略時は今と同じ）',
    '--root-threshold N    ルートの変更に必要な鍵の数（省略時は今と同じ）',
    ...INPUT_HELP,
  ],
  options: {
    ...INPUT_OPTIONS,
    finish: { type: 'boolean' },
    'root-key': { type: 'string', multiple: true },
    'root-keys': { type: 'string' },
    'root-threshold': { type: 'string' },
  },
  positionals: 2,
  run: async (values, io) => {
    const [what = '', role = ''] = readTexts(values, 'positionals');
    if (what === 'epoch')
      return values.finish === true ? await finish(values, io) : await begin(values, io);
    if (what === 'root') return await rotate('root', values, io);
    const chosen = readChoice({ role }, 'role', ['targets', 'snapshot', 'timestamp']);
    if (what === 'role' && chosen) return await rotate(chosen, values, io);
    throw new UsageError('root、role、epoch のどれかを指定してください。');
  },
};

async function rotate(
  role: Parameters<typeof rotateKeys>[0]['role'],
  values: OptionValues,
  io: CommandIo,
): Promise<Outcome<Report>> {
  const rotated = await rotateKeys({
    role,
    keys: requireText(values, 'keys'),
    feed: requireText(values, 'out'),
    rootKeys: readTexts(values, 'root-key'),
    rootKeyCount: readCount(values, 'root-keys', { min: 1, max: 9 }),
    rootThreshold: readCount(values, 'root-threshold', { min: 1, max: 9 }),
    nowMs: io.nowMs,
  });
  if (!rotated.ok) return rotated;
  const { rootVersion, keyFiles } = rotated.value;
  const lines = [
    `ルート第${rootVersion}版を公開しました。端末の設定を配り直す必要はありません。`,
    `新しい鍵：${keyFiles.join('、')}`,
    ...(role === 'root'
      ? ['新しいルート鍵を別々の媒体に移し、古いルート鍵は廃棄してください。']
      : []),
  ];
  return { ok: true, value: { lines, value: rotated.value } };
}

async function begin(values: OptionValues, io: CommandIo): Promise<Outcome<Report>> {
  const rotated = await rotateEpoch(readInputOptions(values, io));
  if (!rotated.ok) return rotated;
  const { cautions, ...value } = rotated.value;
  const lines = [
    `世代 ${value.epochId} を作成し、古い世代と並べて公開しました（第${value.version}版）。`,
    'policy で新しい設定を作成し、14日以内に全端末へ配ってください。',
    '配り終えたら rotate epoch --finish を実行してください。',
  ];
  return { ok: true, value: { lines, value, cautions } };
}

async function finish(values: OptionValues, io: CommandIo): Promise<Outcome<Report>> {
  const keys = requireText(values, 'keys');
  const finished = await finishEpoch({ keys, feed: requireText(values, 'out'), nowMs: io.nowMs });
  if (!finished.ok) return finished;
  const lines = [
    `古い世代を公開フォルダと鍵フォルダから消しました（第${finished.value.version}版）。`,
    'policy で設定を作成し直し、古い秘密の値を端末からも除いてください。',
  ];
  return { ok: true, value: { lines, value: finished.value } };
}
