import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTown, type TownOptions } from '../../demo/open-town.ts';
import { type LaunchOptions, launchBrowser } from './browser.ts';
import { type Scene, sceneOf } from './open-scene.ts';
import { openPackedReleases } from './packed-releases.ts';
import { serveFolder } from './serve-folder.ts';
import { waitUntil } from './wait-until.ts';

/** A scene whose extension the browser has installed by itself, as policy tells it. */
export async function openInstalledScene(
  options: TownOptions = {},
  launch: LaunchOptions = {},
): Promise<Scene> {
  const town = await openTown(options);
  const folder = mkdtempSync(join(tmpdir(), 'matta-installed-'));
  const server = await serveFolder(folder);
  const releases = openPackedReleases(folder, server.url());
  releases.publish('1.0.0');
  const settings = {
    installation_mode: 'force_installed',
    update_url: `${server.url()}update.xml`,
    override_update_url: true,
  };
  const browser = await launchBrowser({
    ...launch,
    extensionDir: null,
    installedId: releases.extensionId,
    policy: town.policy,
    browserPolicy: {
      ExtensionSettings: { [releases.extensionId]: settings },
      // By default nobody may look into an extension that policy installs, not even a test.
      DeveloperToolsAvailability: 1,
    },
  });
  await browser.serviceWorker();
  const scene = await sceneOf(town, browser);
  await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags to arrive');
  return {
    ...scene,
    async close() {
      await scene.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
