import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import type { Scene } from '../support/open-scene.ts';
import { readBanner } from '../support/read-banner.ts';
import { awaitNewCopy, openReloadableScene } from '../support/reload-extension.ts';
import { waitUntil } from '../support/wait-until.ts';

const { X } = cast.K2;

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
  // The copy that comes may be as mute as the one that goes; then this page's guard sees to it.
  const guarded = await scene.newPage(`${scene.town.city.urls.zeimu}detail?atena=${X.atena}`);
  await waitUntil(async () => (await readBanner(guarded)) !== '', 'the band');
  const worker = await scene.browser.serviceWorker();
  worker.evaluate('for (;;);').catch(() => undefined);
  const page = await scene.browser.extensionPage('revival.html');
  // The browser itself would end such a worker only after half a minute.
  await page.waitForEvent('close', { timeout: 15_000 });
  expect((await (await awaitNewCopy(scene)).readStatus()).version).not.toBe('');
});
