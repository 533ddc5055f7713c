import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openTown } from '../../demo/open-town.ts';
import { launchBrowser } from './browser.ts';
import { type Scene, sceneOf } from './open-scene.ts';
import { waitUntil } from './wait-until.ts';

/** A worker that starts answers within this time, also on a busy machine. */
const ANSWER_MS = 3_000;
/** A copy that the browser leaves without a worker is started anew by the guards, in 9 s each time. */
const NEW_COPY_MS = 60_000;

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
  return awaitNewCopy(scene);
}

/** Gives the scene of the copy that came, once its worker answers. */
export async function awaitNewCopy(scene: Scene): Promise<Scene> {
  let next: Scene | undefined;
  await waitUntil(
    async () => {
      next = await openAnswered(scene);
      return next !== undefined;
    },
    'the new copy of the extension',
    NEW_COPY_MS,
  );
  if (!next) throw new Error('expected a new copy of the extension');
  return next;
}

/** A page that opens while the old copy goes has nobody to answer it, and another one is opened. */
async function openAnswered(scene: Scene): Promise<Scene | undefined> {
  const next = await sceneOf(scene.town, scene.browser).catch(() => undefined);
  if (!next) return undefined;
  const isAnswered = next.readStatus().then(Boolean, () => false);
  return (await Promise.race([isAnswered, sleep(ANSWER_MS, false)])) ? next : undefined;
}
