import { renderPolicy } from '../render-policy.ts';
import type { Command } from './command.ts';
import { readChoice, requireText } from './read-options.ts';

/** `policy`: the managed policy for Chrome and Edge. */
export const policyCommand: Command = {
  name: 'policy',
  summary: '端末に配るポリシー（Chrome・Edge）を表示します',
  help: [
    '--keys DIR            鍵フォルダ',
    '--feed-url URL        支援措置データのURL（/ で終わる）',
    '--extension-id ID     拡張機能のID（英小文字32字）',
    '--format F            json（既定）または reg（Windowsレジストリ）',
    '',
    '出力には照合用の秘密の値が含まれます。情報システム担当以外に渡さないでください。',
    '端末ごとの値（deviceLabel など）は配布先で加えます。',
  ],
  options: {
    keys: { type: 'string' },
    'feed-url': { type: 'string' },
    'extension-id': { type: 'string' },
    format: { type: 'string' },
  },
  run: async (values) => {
    const rendered = renderPolicy({
      keys: requireText(values, 'keys'),
      feedUrl: requireText(values, 'feed-url'),
      extensionId: requireText(values, 'extension-id'),
      format: readChoice(values, 'format', ['json', 'reg']),
    });
    if (!rendered.ok) return rendered;
    return { ok: true, value: { lines: [rendered.value], value: rendered.value } };
  },
};
