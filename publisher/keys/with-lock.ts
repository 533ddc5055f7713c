import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { type Outcome, refuse } from '../problem.ts';

const LOCK_FILE = 'lock';

/**
 * Runs one publication at a time for a key folder: an hourly `timestamp` that began before a `build`
 * must not put its older version over it. The lock of a process that died is taken over.
 */
export async function withLock<Value>(
  keys: string,
  publish: () => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const file = join(keys, LOCK_FILE);
  if (!takeLock(file)) {
    return refuse({
      code: 'keys',
      file: keys,
      cause: '別の公開作業が進行中です。',
      remedy:
        '終わるのを待って、もう一度実行してください。続くときは鍵フォルダの lock を確認してください。',
    });
  }
  try {
    return await publish();
  } finally {
    rmSync(file, { force: true });
  }
}

function takeLock(file: string): boolean {
  if (createLock(file)) return true;
  if (isHeld(file)) return false;
  rmSync(file, { force: true });
  return createLock(file);
}

function createLock(file: string): boolean {
  try {
    writeFileSync(file, `${hostname()} ${process.pid}`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** A lock of another machine counts as held: whether its process lives cannot be seen from here. */
function isHeld(file: string): boolean {
  const [host, pid] = readFileSync(file, 'utf8').split(' ');
  if (host !== hostname()) return true;
  try {
    process.kill(Number(pid), 0); // Signal 0 only asks whether the process is there.
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
