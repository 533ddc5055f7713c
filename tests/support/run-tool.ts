import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the project. */
export const PROJECT_ROOT: string = fileURLToPath(new URL('../..', import.meta.url));

const BIN = join(PROJECT_ROOT, 'node_modules', '.bin');
const TIMEOUT_MS = 60_000;

export type ToolRun = { readonly status: number; readonly stdout: string; readonly stderr: string };

/** Runs a tool of `node_modules/.bin` under the project's own Node and waits for its end. */
export function runTool(name: string, args: readonly string[], cwd = PROJECT_ROOT): ToolRun {
  const run = spawnSync(join(BIN, name), args, {
    cwd,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
    env: { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH ?? ''}` },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.error) throw new Error(`${name} did not run`, { cause: run.error });
  return { status: run.status ?? -1, stdout: run.stdout, stderr: run.stderr };
}
