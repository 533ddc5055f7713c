import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';

/** A display without a screen, for windows that must be real. */
export type VirtualDisplay = {
  /** The variables under which a program opens its windows there. */
  readonly env: { readonly DISPLAY: string };
  readonly close: () => Promise<void>;
};

const XVFB = '/usr/bin/Xvfb';

/** True when this machine can open one. */
export function hasXvfb(): boolean {
  return existsSync(XVFB);
}

/** Opens a display of its own; the server picks a free number and says which. */
export async function openVirtualDisplay(): Promise<VirtualDisplay> {
  const server = spawn(
    XVFB,
    ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const number = await readNumber(server);
  return {
    env: { DISPLAY: `:${number}` },
    async close() {
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}

async function readNumber(server: ChildProcess): Promise<string> {
  const [, , , numbers] = server.stdio;
  if (!numbers) throw new Error('a pipe for the number of the display expected');
  const ended = once(server, 'exit').then(() => Promise.reject(new Error('Xvfb ended at once')));
  const [chunk] = await Promise.race([once(numbers, 'data'), ended]);
  ended.catch(() => undefined);
  return String(chunk).trim();
}
