import { changeSigner } from '../add-signer.ts';
import type { Command } from './command.ts';
import { readText, readTexts, requireText } from './read-options.ts';

/** `signer`: people who may sign releases. */
export const signerCommand: Command = {
  name: 'signer',
  summary: '終了を承認する職員の鍵を登録します（ルート鍵が必要です）',
  help: [
    '--keys DIR            鍵フォルダ',
    '--name NAME           承認者の名前（英小文字・数字・ハイフン）',
    '--key-out FILE        承認者の秘密鍵を書き出す場所（本人が保管する媒体）',
    '--remove              承認者を一覧から除きます',
    '--root-key FILE       ルート鍵（複数指定可。鍵フォルダに残っているときは省略可）',
  ],
  options: {
    keys: { type: 'string' },
    name: { type: 'string' },
    'key-out': { type: 'string' },
    remove: { type: 'boolean' },
    'root-key': { type: 'string', multiple: true },
  },
  run: async (values) => {
    const remove = values.remove === true;
    const changed = await changeSigner({
      keys: requireText(values, 'keys'),
      name: requireText(values, 'name'),
      keyOut: remove ? readText(values, 'key-out') : requireText(values, 'key-out'),
      remove,
      rootKeys: readTexts(values, 'root-key'),
    });
    if (!changed.ok) return changed;
    const lines = [`承認者は ${changed.value.length}名です：${changed.value.join('、')}`];
    return { ok: true, value: { lines, value: { signers: changed.value } } };
  },
};
