import { resolveTags } from '../resolve-tags.ts';
import type { Command } from './command.ts';
import { readText, readTexts, requireText, UsageError } from './read-options.ts';

/** `resolve`: tags of operation records back to identifiers, for an auditor. */
export const resolveCommand: Command = {
  name: 'resolve',
  summary: '操作記録の照合タグが指す番号を、元のCSVから求めます（監査用）',
  help: [
    '--tag TAG             操作記録の照合タグ（16進32字。複数指定可）',
    '--moushide FILE       支援措置申出書情報CSV（複数指定可）',
    '--identifiers FILE    突合ファイル',
    '--yokushi FILE        抑止設定CSV（複数指定可）',
    '--renkei FILE         支援措置対象者情報（001o009）CSV（複数指定可）',
    '--atena FILE          宛名情報CSV',
    '--config FILE         設定ファイル（JSON）',
    '--keys DIR            鍵フォルダ',
    '',
    '出力には番号や住所が含まれます。取扱いに注意してください。',
  ],
  options: {
    tag: { type: 'string', multiple: true },
    moushide: { type: 'string', multiple: true },
    identifiers: { type: 'string' },
    yokushi: { type: 'string', multiple: true },
    renkei: { type: 'string', multiple: true },
    atena: { type: 'string' },
    config: { type: 'string' },
    keys: { type: 'string' },
  },
  run: async (values, io) => {
    const tags = readTexts(values, 'tag');
    if (tags.length === 0 || tags.some((tag) => !/^[0-9a-f]{32}$/.test(tag))) {
      throw new UsageError('--tag は16進32字（小文字）で指定してください。');
    }
    const resolved = await resolveTags({
      tags,
      moushide: readTexts(values, 'moushide'),
      identifiers: readText(values, 'identifiers'),
      yokushi: readTexts(values, 'yokushi'),
      renkei: readTexts(values, 'renkei'),
      atena: readText(values, 'atena'),
      config: requireText(values, 'config'),
      keys: requireText(values, 'keys'),
      ...io,
    });
    if (!resolved.ok) return resolved;
    const lines = resolved.value.map(({ tag, identifier, roles, managementNumbers }) =>
      identifier
        ? `${tag}：${identifier.kind} ${identifier.value}（${roles.join('、')}、管理番号 ${managementNumbers.join('、')}）`
        : `${tag}：元のCSVに該当がありません`,
    );
    return { ok: true, value: { lines, value: resolved.value } };
  },
};
