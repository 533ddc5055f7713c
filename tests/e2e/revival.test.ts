import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Scene, sceneOf } from '../support/open-scene.ts';
import { openReloadableScene } from '../support/reload-extension.ts';

/**
 * The browser can lose the registration of the worker while it puts a new copy of the extension in place.
 * That cannot be made on purpose (the states of `extension-reload` meet it now and then); a worker that
 * hangs is as mute.
 */
let scene: Scene;
beforeAll(async () => {
  scene = await openReloadableScene();
});
afterAll(() => scene?.close());

test('the page that a cut-off guard opens starts a copy anew whose worker answers nobody', async () => {
  const worker = await scene.browser.serviceWorker();
  worker.evaluate('for (;;);').catch(() => undefined);
  const page = await scene.browser.extensionPage('revival.html');
  // The browser itself would end such a worker only after half a minute.
  await page.waitForEvent('close', { timeout: 15_000 });
  const next = await sceneOf(scene.town, scene.browser);
  expect((await next.readStatus()).version).not.toBe('');
});
