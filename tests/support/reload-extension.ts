import { type Scene, sceneOf } from './open-scene.ts';
import { waitUntil } from './wait-until.ts';

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
