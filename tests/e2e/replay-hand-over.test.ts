import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerQuestion } from '../support/answer-question.ts';
import { findQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { goBack } from '../support/stop-question.ts';
import { waitUntil } from '../support/wait-until.ts';

const { X } = cast.K2;
const HAND_OVER = '支援措置対象者であることを、用件より先に伝えてください';
const LOG = {
  callerType: '庁内・他区',
  text: '隣区へ引き継いだ。支援措置対象者であることを伝えた。',
};

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

test('replay 6: who hands a call over is told what to say first, and one log is written', async () => {
  const { city } = scene.town;
  const page = await scene.newPage(`${city.urls.seiho}cases/${X.caseNumber}`);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  await page.click('#open-call-log');
  const question = await findQuestion(page);
  expect(await question.locator('body').innerText()).not.toContain(HAND_OVER);
  await question.check('[name="caller"][value="internal"]');
  expect(await question.locator('body').innerText()).toContain(HAND_OVER);
  await goBack(page);
  expect(city.store.callLogs).toEqual([]);
  await page.reload();
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');

  await page.click('#open-call-log');
  await answerQuestion(page, { caller: 'internal', reason: 'internal-use' });
  await page.selectOption('#call-form [name="callerType"]', LOG.callerType);
  await page.fill('#call-form textarea', LOG.text);
  await page.click('#call-form button.main');
  await waitUntil(() => city.store.callLogs.length > 0, 'the log');
  expect(city.store.callLogs).toMatchObject([{ caseNumber: X.caseNumber, ...LOG }]);
  await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
  expect(await readLastActs(scene, 3)).toMatchObject([
    { type: 'intent', act: 'phone', situation: 'protected' },
    { type: 'decision', decision: 'release', reason: 'internal-use' },
    { type: 'outcome', outcome: 'done' },
  ]);
  await page.close();
});
