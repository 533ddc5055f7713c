import { parseJapaneseDate } from '../input/parse-japanese-date.ts';
import type { PublishOptions } from '../publish-inputs.ts';
import { TIMESTAMP_HOURS } from '../repository/publish-feed.ts';
import type { Command, CommandIo, OptionValues } from './command.ts';
import {
  readChoice,
  readCount,
  readText,
  readTexts,
  requireText,
  UsageError,
} from './read-options.ts';

/** Options of every command that publishes what the register export says. */
export const INPUT_OPTIONS: Command['options'] = {
  moushide: { type: 'string', multiple: true },
  identifiers: { type: 'string' },
  yokushi: { type: 'string', multiple: true },
  renkei: { type: 'string', multiple: true },
  atena: { type: 'string' },
  config: { type: 'string' },
  keys: { type: 'string' },
  out: { type: 'string' },
  today: { type: 'string' },
  environment: { type: 'string' },
  'allow-removals': { type: 'string' },
  'allow-additions': { type: 'string' },
  'allow-changes': { type: 'string' },
  'drop-provisional': { type: 'string', multiple: true },
  'timestamp-hours': { type: 'string' },
};

export const INPUT_HELP: readonly string[] = [
  '--moushide FILE       支援措置申出書情報CSV（当初受付・転送受付。複数指定可）',
  '--identifiers FILE    突合ファイル（支援措置管理番号,役割,識別子種別,値）',
  '--yokushi FILE        抑止設定CSV（複数指定可。一時解除は読みません）',
  '--renkei FILE         支援措置対象者情報（001o009）CSV（複数指定可）',
  '--atena FILE          宛名情報CSV（相手方の宛名番号を、氏名・生年月日・住所から探します）',
  '--config FILE         設定ファイル（JSON）',
  '--keys DIR            鍵フォルダ',
  '--out DIR             公開フォルダ',
  '--today DATE          基準日（例 2026-04-01。省略時は本日）',
  '--environment E       production または training（鍵と違うときは公開しません）',
  '--allow-removals N    対象から外れる人数を確認済みとして許可します',
  '--allow-additions N   一度に加わる人数を確認済みとして許可します',
  '--allow-changes N     続いている事案から外れる番号・住所の件数を確認済みとして許可します',
  '--drop-provisional N  仮の注意表示を終える管理番号（複数指定可）',
  '--timestamp-hours N   有効時間（24〜72、既定72）',
];

/** Reads the options above. */
export function readInputOptions(values: OptionValues, io: CommandIo): PublishOptions {
  const moushide = readTexts(values, 'moushide');
  if (moushide.length === 0) throw new UsageError('--moushide を指定してください。');
  const limit = { min: 0, max: 1_000_000 };
  return {
    moushide,
    identifiers: readText(values, 'identifiers'),
    yokushi: readTexts(values, 'yokushi'),
    renkei: readTexts(values, 'renkei'),
    atena: readText(values, 'atena'),
    config: requireText(values, 'config'),
    keys: requireText(values, 'keys'),
    out: requireText(values, 'out'),
    today: readDay(readText(values, 'today')),
    environment: readChoice(values, 'environment', ['production', 'training']),
    allowRemovals: readCount(values, 'allow-removals', limit),
    allowAdditions: readCount(values, 'allow-additions', limit),
    allowChanges: readCount(values, 'allow-changes', limit),
    dropProvisionals: readTexts(values, 'drop-provisional'),
    timestampHours: readCount(values, 'timestamp-hours', TIMESTAMP_HOURS),
    ...io,
  };
}

function readDay(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const day = parseJapaneseDate(text);
  if (day === undefined) throw new UsageError('--today を日付として読めません。');
  return day;
}
