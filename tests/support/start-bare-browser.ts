import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { BASE_ARGS, type LaunchOptions } from './browser.ts';
import { openPolicyPlace } from './policy-place.ts';
import { waitUntil } from './wait-until.ts';

const BARE_ARGS = [
  ...BASE_ARGS,
  '--headless=new',
  '--disable-gpu',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
];

/** A browser that nobody drives. */
export type BareBrowser = {
  /** Attaches a debugger: from then on it is driven. */
  readonly attach: () => Promise<Browser>;
  readonly end: () => Promise<void>;
};

/**
 * Starts Chromium over a profile with one address as the first thing it opens. Nobody drives it: a
 * debugger would hold back the pages and workers that it attaches to.
 */
export async function startBareBrowser(
  options: LaunchOptions & { readonly profileDir: string },
  url: string,
): Promise<BareBrowser> {
  const { profileDir, installedId = '', policy, browserPolicy } = options;
  const place = await openPolicyPlace(
    process.env.MATTA_CHROMIUM ?? '/usr/bin/chromium',
    browserPolicy,
  );
  place.write(installedId, policy);
  const portFile = join(profileDir, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const args = [...BARE_ARGS, `--user-data-dir=${profileDir}`, url];
  const browser = spawn(place.executable, args, {
    env: { ...process.env, LANGUAGE: 'ja' },
    stdio: 'ignore',
    detached: true,
  });
  const hasEnded = once(browser, 'exit');
  return {
    async attach() {
      await waitUntil(async () => existsSync(portFile), 'the port of the debugger');
      const [port = ''] = readFileSync(portFile, 'utf8').split('\n');
      return chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    },
    async end() {
      if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGTERM');
      await hasEnded;
      place.close();
    },
  };
}
