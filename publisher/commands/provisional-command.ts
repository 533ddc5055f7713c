import { addProvisional, type ProvisionalClaim } from '../add-provisional.ts';
import type { Command } from './command.ts';
import { readTexts, requireText, UsageError } from './read-options.ts';

/** `provisional`: a flag in every browser within the poll interval, with one command. */
export const provisionalCommand: Command = {
  name: 'provisional',
  summary: '申出を受けた直後に、仮の注意表示を公開します',
  help: [
    '--keys DIR            鍵フォルダ',
    '--feed DIR            公開フォルダ',
    '--number NUMBER       支援措置管理番号（未付番のときは任意の番号）',
    '--add 役割:種別:値    例 対象者:宛名番号:1234567（複数指定可）',
    '',
    '次のbuildで同じ管理番号の行が見つかるまで、注意表示を続けます。',
  ],
  options: {
    keys: { type: 'string' },
    feed: { type: 'string' },
    number: { type: 'string' },
    add: { type: 'string', multiple: true },
  },
  run: async (values, io) => {
    const claims = readTexts(values, 'add').map(parseClaim);
    if (claims.length === 0) throw new UsageError('--add を指定してください。');
    const added = await addProvisional({
      keys: requireText(values, 'keys'),
      feed: requireText(values, 'feed'),
      managementNumber: requireText(values, 'number'),
      claims,
      ...io,
    });
    if (!added.ok) return added;
    const { version, identifierCount } = added.value;
    const line = `仮の注意表示を公開しました（第${version}版、照合キー ${identifierCount}件）。`;
    return { ok: true, value: { lines: [line], value: added.value } };
  },
};

function parseClaim(text: string): ProvisionalClaim {
  const [role, kind, ...value] = text.split(/[:：]/);
  if (!role || !kind || value.length === 0) {
    throw new UsageError('--add は 役割:識別子種別:値 の形で指定してください。');
  }
  return { 役割: role, 識別子種別: kind, 値: value.join(':') };
}
