import { diffFeed } from '../diff-feed.ts';
import { describeProblem } from '../problem.ts';
import type { Command } from './command.ts';
import { INPUT_HELP, INPUT_OPTIONS, readInputOptions } from './input-options.ts';

const { out: _out, 'timestamp-hours': _hours, ...OPTIONS } = INPUT_OPTIONS;

/** `diff`: what an `update` would do, without doing it. */
export const diffCommand: Command = {
  name: 'diff',
  summary: '公開した場合に何が変わるかを、公開せずに表示します（件数と管理番号だけ）',
  help: [
    ...INPUT_HELP.filter((line) => !/^--(out|timestamp-hours) /.test(line)),
    '',
    '公開できない内容のときも、表示できれば終了コードは0です。',
    'R- で始まる管理番号は、申出書情報がなく抑止設定・001o009だけにある方です。',
  ],
  options: OPTIONS,
  run: async (values, io) => {
    const compared = await diffFeed(readInputOptions({ ...values, out: '-' }, io));
    if (!compared.ok) return compared;
    const { cautions, ...value } = compared.value;
    const lists = [
      ['加わる', value.added],
      ['新しい履歴になる', value.renewed],
      ['終了する', value.ended],
      ['終了の承認により外れる', value.released],
      ['入力に見当たらない', value.missing],
    ] as const;
    const { personCounts: persons, identifierCounts: keys } = value;
    const lines = [
      `対象者・併せて支援 ${persons.before}名 → ${persons.after}名`,
      `照合キー 追加 ${keys.added}件、削除 ${keys.removed}件、変更 ${keys.changed}件`,
      ...lists
        .filter(([, numbers]) => numbers.length > 0)
        .map(([name, numbers]) => `${name}事案 ${numbers.length}件：${numbers.join('、')}`),
      ...(value.refusals.length > 0 ? ['このままでは公開できません。'] : []),
      ...value.refusals.map((problem) => `  ${describeProblem(problem)}`),
    ];
    return { ok: true, value: { lines, value, cautions } };
  },
};
