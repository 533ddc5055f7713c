import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { BASE_ARGS, type LaunchOptions } from './browser.ts';
import { openPolicyPlace } from './policy-place.ts';

const BARE_ARGS = [
  ...BASE_ARGS,
  '--headless=new',
  '--disable-gpu',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts Chromium over a profile with one address as the first thing it opens. Nobody drives it: a
 * debugger would hold back the pages and workers that it attaches to. Gives the function that ends it.
 */
export async function startBareBrowser(
  options: LaunchOptions & { readonly profileDir: string },
  url: string,
): Promise<() => Promise<void>> {
  const { profileDir, installedId = '', policy, browserPolicy } = options;
  const place = await openPolicyPlace(
    process.env.MATTA_CHROMIUM ?? '/usr/bin/chromium',
    browserPolicy,
  );
  place.write(installedId, policy);
  const args = [...BARE_ARGS, `--user-data-dir=${profileDir}`, url];
  const browser = spawn(place.executable, args, { stdio: 'ignore', detached: true });
  const hasEnded = once(browser, 'exit');
  return async () => {
    if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGTERM');
    await hasEnded;
    place.close();
  };
}
