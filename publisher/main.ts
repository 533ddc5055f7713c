import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { drawProgress } from './draw-progress.ts';
import { EXIT, runPublisher } from './run-publisher.ts';

const progress = process.stderr.isTTY ? { progress: drawProgress(process.stderr) } : {};
const io = { nowMs: Date.now(), randomBytes, ...progress };
const run = await runPublisher(process.argv.slice(2), io).catch((error: unknown) => {
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exitCode: EXIT.internal, out: '', err: `内部の誤りにより中止しました。\n${reason}\n` };
});
process.stdout.write(run.out);
process.stderr.write(run.err);
process.exitCode = run.exitCode;
