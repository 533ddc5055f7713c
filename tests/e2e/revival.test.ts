import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { isPaperFree } from '../support/guarded-work.ts';
import type { Scene } from '../support/open-scene.ts';
import { printToText } from '../support/print-to-text.ts';
import { readBanner } from '../support/read-banner.ts';
import { openReloadableScene } from '../support/reload-extension.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * A worker that answers nobody and does not end. The browser can also lose the registration of a worker
 * while it puts a new copy of the extension in place beside frames of the old one; that state cannot
 * be made on purpose, but the states of `extension-reload` meet it now and then.
 */
const { X } = cast.K2;

let scene: Scene;
beforeAll(async () => {
  scene = await openReloadableScene();
});
afterAll(() => scene?.close());

test('a copy whose worker answers nobody is started anew by the guard of a page', async () => {
  const url = `${scene.town.city.urls.zeimu}detail?atena=${X.atena}`;
  const worker = await scene.browser.serviceWorker();
  worker.evaluate('for (;;);').catch(() => undefined);

  const page = await scene.newPage(url);
  expect(await isPaperFree(page)).toBe(false);
  await waitUntil(async () => (await readBanner(page)).includes('照合できません'), 'the doubt');
  expect(await printToText(page)).not.toContain(X.surname);

  await waitUntil(
    async () => (await readBanner(page)).includes('取扱いに注意が必要です'),
    'the band of the new copy',
  );
  expect(await printToText(page)).not.toContain(X.surname);
  const own = await scene.browser.extensionPage('options.html');
  // The browser itself would end such a worker only after half a minute.
  expect(await own.evaluate("chrome.storage.local.get('lastRevival')")).toHaveProperty(
    'lastRevival',
  );
});
