import { parseArgs } from 'node:util';
import { buildCommand } from './commands/build-command.ts';
import type { Command, CommandIo } from './commands/command.ts';
import { diffCommand } from './commands/diff-command.ts';
import { initCommand } from './commands/init-command.ts';
import { inspectCommand } from './commands/inspect-command.ts';
import { policyCommand } from './commands/policy-command.ts';
import { provisionalCommand } from './commands/provisional-command.ts';
import { UsageError } from './commands/read-options.ts';
import { recordsCommand } from './commands/records-command.ts';
import { releaseCommand } from './commands/release-command.ts';
import { resolveCommand } from './commands/resolve-command.ts';
import { rotateCommand } from './commands/rotate-command.ts';
import { signerCommand } from './commands/signer-command.ts';
import { timestampCommand } from './commands/timestamp-command.ts';
import { updateCommand } from './commands/update-command.ts';
import { verifyCommand } from './commands/verify-command.ts';
import { describeProblem, type Problem } from './problem.ts';

export const EXIT = { ok: 0, refused: 1, usage: 2, internal: 3 } as const;

const COMMANDS: readonly Command[] = [
  initCommand,
  buildCommand,
  updateCommand,
  diffCommand,
  verifyCommand,
  policyCommand,
  inspectCommand,
  timestampCommand,
  provisionalCommand,
  releaseCommand,
  signerCommand,
  rotateCommand,
  resolveCommand,
  recordsCommand,
];

/** What one call prints and returns. */
export type Run = { readonly exitCode: number; readonly out: string; readonly err: string };

/** Runs one call of the publisher. Only unexpected errors are thrown. */
export async function runPublisher(args: readonly string[], io: CommandIo): Promise<Run> {
  const [name, ...rest] = args;
  if (name === undefined) return { exitCode: EXIT.usage, out: '', err: overview() };
  if (name === '--help' || name === 'help') return { exitCode: EXIT.ok, out: overview(), err: '' };
  const command = COMMANDS.find((candidate) => candidate.name === name);
  if (!command)
    return {
      exitCode: EXIT.usage,
      out: '',
      err: `${name} という操作はありません。\n${overview()}`,
    };
  try {
    return await runCommand(command, rest, io);
  } catch (error) {
    if (!isUsageError(error)) throw error;
    return { exitCode: EXIT.usage, out: '', err: `${error.message}\n${usageOf(command)}` };
  }
}

async function runCommand(command: Command, args: readonly string[], io: CommandIo): Promise<Run> {
  const { values: named, positionals } = parseArgs({
    args: [...args],
    options: { ...command.options, help: { type: 'boolean' }, json: { type: 'boolean' } },
    strict: true,
    allowPositionals: (command.positionals ?? 0) > 0,
  });
  const values = { ...named, positionals };
  if (values.help) return { exitCode: EXIT.ok, out: usageOf(command), err: '' };
  const outcome = await command.run(values, io);
  if (!outcome.ok) return refusal(outcome.problems, values.json === true);
  const { lines, value, cautions = [] } = outcome.value;
  if (values.json)
    return { exitCode: EXIT.ok, out: toJson({ ok: true, value, cautions }), err: '' };
  const err = cautions.map((caution) => `注意：${describeProblem(caution)}\n`).join('');
  return { exitCode: EXIT.ok, out: `${lines.join('\n')}\n`, err };
}

function refusal(problems: readonly Problem[], asJson: boolean): Run {
  if (asJson) return { exitCode: EXIT.refused, out: toJson({ ok: false, problems }), err: '' };
  const lines = problems.map((problem) => `${describeProblem(problem)}\n`).join('');
  return { exitCode: EXIT.refused, out: '', err: `${lines}何も公開していません。\n` };
}

function overview(): string {
  const rows = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`);
  return [
    '使い方：node publisher/main.ts <操作> [指定]   （各操作の説明は --help、機械読み取りは --json）',
    ...rows,
    '終了コード：0 正常、1 入力または状態により中止、2 使い方の誤り、3 内部の誤り',
    '',
  ].join('\n');
}

function usageOf(command: Command): string {
  const lines = [
    `使い方：node publisher/main.ts ${command.name} [指定]`,
    command.summary,
    ...command.help,
  ];
  return `${lines.join('\n  ')}\n`;
}

function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  const isParseError = error instanceof Error && 'code' in error;
  return isParseError && String(error.code).startsWith('ERR_PARSE_ARGS');
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
