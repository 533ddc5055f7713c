import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTown } from '../../demo/open-town.ts';
import { launchBrowser } from './browser.ts';
import { type Scene, sceneOf } from './open-scene.ts';
import { waitUntil } from './wait-until.ts';

/**
 * Opens a scene whose extension can be reloaded: an unpacked one only comes back where the profile is in
 * developer mode.
 */
export async function openReloadableScene(): Promise<Scene> {
  const profileDir = mkdtempSync(join(tmpdir(), 'matta-reload-'));
  mkdirSync(join(profileDir, 'Default'));
  const preferences = { extensions: { ui: { developer_mode: true } } };
  writeFileSync(join(profileDir, 'Default', 'Preferences'), JSON.stringify(preferences));
  const town = await openTown();
  const browser = await launchBrowser({ policy: town.policy, profileDir });
  const scene = await sceneOf(town, {
    ...browser,
    close: async () => {
      await browser.close();
      rmSync(profileDir, { recursive: true, force: true });
    },
  });
  await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags to arrive');
  return scene;
}

/**
 * Reloads the extension as an update does: its pages close, its guards are cut off, a new copy starts.
 * Gives the scene of the new copy, once its worker answers.
 */
export async function reloadExtension(scene: Scene): Promise<Scene> {
  const page = await scene.browser.extensionPage('options.html');
  const isClosed = page.waitForEvent('close');
  page.evaluate('chrome.runtime.reload()').catch(() => undefined);
  await isClosed;
  let next: Scene | undefined;
  await waitUntil(async () => {
    next = await sceneOf(scene.town, scene.browser).catch(() => undefined);
    return next !== undefined;
  }, 'the pages of the new copy');
  if (!next) throw new Error('expected a new copy of the extension');
  const { readStatus } = next;
  await waitUntil(() => readStatus().then(Boolean, () => false), 'the new worker');
  return next;
}
