import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const FILE = join(tmpdir(), 'matta-browser.lock');
const WAIT_MS = 250;
const TIMEOUT_MS = 150_000;

/**
 * Where browsers share the machine's policy folder, one process at a time may set it. Waits for the other process; a process that is gone holds nothing.
 */
export async function lockMachine(): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  while (!takeLock()) {
    if (performance.now() > deadline) throw new Error(`free lock expected: ${FILE}`);
    await sleep(WAIT_MS);
  }
}

/** Lets the next process in. */
export function unlockMachine(): void {
  if (readOwner() === process.pid) rmSync(FILE, { force: true });
}

function takeLock(): boolean {
  const owner = readOwner();
  if (owner === process.pid) return true;
  if (owner !== undefined && isRunning(owner)) return false;
  rmSync(FILE, { force: true });
  try {
    writeFileSync(FILE, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function readOwner(): number | undefined {
  try {
    return Number(readFileSync(FILE, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}
