import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { GUARDED_WORK, questionOf } from '../support/guarded-work.ts';
import { findQuestion, type Scene } from '../support/open-scene.ts';
import { printToText } from '../support/print-to-text.ts';
import { pressBannerButton, readBanner } from '../support/read-banner.ts';
import { openReloadableScene } from '../support/reload-extension.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * The copy of the extension goes and none comes after it: what an update that fails, or an administrator
 * who takes it away, leaves in the open pages.
 */
const { print } = GUARDED_WORK;
const { X } = cast.K2;
const [cleanDebt = ''] = cast.clean.Z.debts;

let scene: Scene;
beforeAll(async () => {
  scene = await openReloadableScene();
});
afterAll(() => scene?.close());

test('guards that nobody answers any more keep their locks and say so', async () => {
  const flagged = await scene.newPage(`${scene.town.city.urls.zeimu}detail?atena=${X.atena}`);
  await waitUntil(async () => (await readBanner(flagged)) !== '', 'the band');
  const clear = await scene.newPage(`${scene.town.city.urls.saiken}debts/${cleanDebt}/letter`);
  await waitFreePaper(clear);

  const asked = await scene.newPage(print.url(scene));
  await waitUntil(async () => (await readBanner(asked)) !== '', 'the band');
  await print.press(asked);
  await findQuestion(asked);

  const own = await scene.browser.extensionPage('options.html');
  own.evaluate('chrome.management.uninstallSelf()').catch(() => undefined);

  await waitUntil(async () => (await readBanner(clear)).includes('照合できません'), 'the doubt');
  await pressBannerButton(clear, '指示を見る');
  await waitUntil(
    async () => (await readBanner(clear)).includes('コード：worker-unreachable'),
    'the cause',
  );
  expect(await printToText(clear)).not.toContain(cast.clean.Z.surname);

  await asked.bringToFront();
  await waitUntil(() => questionOf(asked) === undefined, 'the dead question to go');
  await waitUntil(async () => (await readBanner(asked)) !== '', 'the band');
  await print.press(asked);
  expect(await printToText(asked)).not.toContain(cast.K1.A.surname);

  expect(await readBanner(flagged)).toContain('取扱いに注意が必要です');
  await pressBannerButton(flagged, '指示を見る');
  await waitUntil(
    async () => (await readBanner(flagged)).includes('コード：worker-unreachable'),
    'the cause',
  );
  expect(await printToText(flagged)).not.toContain(X.surname);
});
