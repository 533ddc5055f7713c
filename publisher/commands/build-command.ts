import { buildFeed } from '../build-feed.ts';
import type { Outcome } from '../problem.ts';
import type { PublishResult } from '../publish-inputs.ts';
import type { Command, Report } from './command.ts';
import { INPUT_HELP, INPUT_OPTIONS, readInputOptions } from './input-options.ts';

/** `build`: reads the register export and publishes the whole feed, sealed anew. */
export const buildCommand: Command = {
  name: 'build',
  summary: '支援措置申出書情報などを読み、支援措置データ全体を作り直して公開します',
  help: [...INPUT_HELP, '', '1行でも誤りがあるときは、場所と対処を示し、何も公開しません。'],
  options: INPUT_OPTIONS,
  run: async (values, io) => reportOf(await buildFeed(readInputOptions(values, io))),
};

/** What `build` and `update` print. */
export function reportOf(published: Outcome<PublishResult>): Outcome<Report> {
  if (!published.ok) return published;
  const { cautions, ...value } = published.value;
  const lines = [
    `支援措置データ 第${value.version}版を公開しました。`,
    `事案 ${value.caseCount}件、対象者・併せて支援 ${value.personCount}名、照合キー ${value.identifierCount}件。`,
  ];
  return { ok: true, value: { lines, value, cautions } };
}
