import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTown, type TownOptions } from '../../demo/open-town.ts';
import { type LaunchOptions, launchBrowser } from './browser.ts';
import { installPolicy } from './install-policy.ts';
import { type Scene, sceneOf } from './open-scene.ts';
import { openPackedReleases } from './packed-releases.ts';
import { serveFolder } from './serve-folder.ts';
import { type BareBrowser, startBareBrowser } from './start-bare-browser.ts';
import { waitUntil } from './wait-until.ts';

/** A scene whose extension the browser has installed by itself, as policy tells it. */
export type InstalledScene = Scene & {
  /**
   * Ends the browser and starts it again over the same profile, at one address, with nobody attached.
   */
  readonly restartAt: (url: string) => Promise<BareBrowser>;
};

export async function openInstalledScene(
  options: TownOptions = {},
  launch: LaunchOptions = {},
): Promise<InstalledScene> {
  const town = await openTown(options);
  const folder = mkdtempSync(join(tmpdir(), 'matta-installed-'));
  const server = await serveFolder(folder);
  const releases = openPackedReleases(folder, server.url());
  releases.publish('1.0.0');
  const installed: LaunchOptions & { readonly profileDir: string } = {
    profileDir: join(folder, 'profile'),
    ...launch,
    extensionDir: null,
    installedId: releases.extensionId,
    policy: town.policy,
    browserPolicy: {
      ...installPolicy(releases.extensionId, `${server.url()}update.xml`),
      ...launch.browserPolicy,
    },
  };
  const browser = await launchBrowser(installed);
  await browser.serviceWorker();
  const scene = await sceneOf(town, browser);
  await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags to arrive');
  return {
    ...scene,
    async restartAt(url) {
      await browser.close();
      return startBareBrowser(installed, url);
    },
    async close() {
      await scene.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
