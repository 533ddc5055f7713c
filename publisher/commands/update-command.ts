import { updateFeed } from '../update-feed.ts';
import { reportOf } from './build-command.ts';
import type { Command } from './command.ts';
import { INPUT_HELP, INPUT_OPTIONS, readInputOptions } from './input-options.ts';

/** `update`: publishes what changed, with a delta beside the snapshot. */
export const updateCommand: Command = {
  name: 'update',
  summary: '支援措置申出書情報などを読み、変わった分を公開します（毎日の作業）',
  help: [
    ...INPUT_HELP,
    '',
    '端末は差分だけを受け取ります。差分の大きさから、変わった件数は分かりません。',
    '1行でも誤りがあるときは、場所と対処を示し、何も公開しません。',
  ],
  options: INPUT_OPTIONS,
  run: async (values, io) => reportOf(await updateFeed(readInputOptions(values, io))),
};
