import { buildFeed } from '../build-feed.ts';
import { parseJapaneseDate } from '../input/parse-japanese-date.ts';
import { TIMESTAMP_HOURS } from '../repository/publish-feed.ts';
import type { Command } from './command.ts';
import {
  readChoice,
  readCount,
  readText,
  readTexts,
  requireText,
  UsageError,
} from './read-options.ts';

/** `build`: reads the register export and publishes the whole feed. */
export const buildCommand: Command = {
  name: 'build',
  summary: '支援措置申出書情報を読み、支援措置データを公開します',
  help: [
    '--moushide FILE       支援措置申出書情報CSV（当初受付・転送受付。複数指定可）',
    '--identifiers FILE    突合ファイル（支援措置管理番号,役割,識別子種別,値）',
    '--config FILE         設定ファイル（JSON）',
    '--keys DIR            鍵フォルダ',
    '--out DIR             公開フォルダ',
    '--today DATE          基準日（例 2026-04-01。省略時は本日）',
    '--environment E       production または training（鍵と違うときは公開しません）',
    '--allow-removals N    対象から外れる人数を確認済みとして許可します',
    '--drop-provisional N  仮の注意表示を終える管理番号（複数指定可）',
    '--timestamp-hours N   有効時間（24〜72、既定72）',
    '',
    '1行でも誤りがあるときは、場所と対処を示し、何も公開しません。',
  ],
  options: {
    moushide: { type: 'string', multiple: true },
    identifiers: { type: 'string' },
    config: { type: 'string' },
    keys: { type: 'string' },
    out: { type: 'string' },
    today: { type: 'string' },
    environment: { type: 'string' },
    'allow-removals': { type: 'string' },
    'drop-provisional': { type: 'string', multiple: true },
    'timestamp-hours': { type: 'string' },
  },
  run: async (values, io) => {
    const moushide = readTexts(values, 'moushide');
    if (moushide.length === 0) throw new UsageError('--moushide を指定してください。');
    const built = await buildFeed({
      moushide,
      identifiers: readText(values, 'identifiers'),
      config: requireText(values, 'config'),
      keys: requireText(values, 'keys'),
      out: requireText(values, 'out'),
      today: readDay(readText(values, 'today')),
      environment: readChoice(values, 'environment', ['production', 'training']),
      allowRemovals: readCount(values, 'allow-removals', { min: 0, max: 1_000_000 }),
      dropProvisionals: readTexts(values, 'drop-provisional'),
      timestampHours: readCount(values, 'timestamp-hours', TIMESTAMP_HOURS),
      ...io,
    });
    if (!built.ok) return built;
    const { cautions, ...value } = built.value;
    const lines = [
      `支援措置データ 第${value.version}版を公開しました。`,
      `事案 ${value.caseCount}件、対象者・併せて支援 ${value.personCount}名、照合キー ${value.identifierCount}件。`,
    ];
    return { ok: true, value: { lines, value, cautions } };
  },
};

function readDay(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const day = parseJapaneseDate(text);
  if (day === undefined) throw new UsageError('--today を日付として読めません。');
  return day;
}
