import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerQuestion, type Filling, readQuestionText } from '../support/answer-question.ts';
import { openScene, type Scene } from '../support/open-scene.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { stopByAnswer, stopByKey } from '../support/stop-question.ts';
import { waitUntil } from '../support/wait-until.ts';

const { X } = cast.K2;
const REFUSAL = '「お答えできません。担当から折り返します。」';
const MEMO = '代表番号へ折り返す旨を伝えた';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

function contactLogs() {
  return scene.town.city.store.contactLogs;
}

async function openLog(): Promise<Page> {
  const page = await scene.newPage(`${scene.town.city.urls.zeimu}outai?atena=${X.atena}`);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  return page;
}

describe('replay 10: a caller presses for an address', () => {
  test('nothing can be written into the log before it is said who calls', async () => {
    const page = await openLog();
    for (const key of ['Enter', 'Escape', 'Space'] as const) {
      await page.focus('#outaiMemo');
      await stopByKey(page, key);
    }
    expect(await page.inputValue('#outaiMemo')).toBe('');
    await page.focus('#outaiMemo');
    const text = await readQuestionText(page);
    expect(text).toContain('戸籍住民課 支援措置担当 内線2201');
    expect(text).toContain('来庁の事実');
    await stopByKey(page, 'Escape');
    await page.close();
  });

  test.each<readonly [string, Filling, string]>([
    ['a relative', { caller: 'family' }, 'caller-unverified'],
    ['somebody unknown', { caller: 'unknown' }, 'caller-unverified'],
    ['the other party', { caller: 'counterpart' }, 'caller-is-counterpart'],
  ])('%s is told that nothing can be answered', async (_title, filling, code) => {
    const page = await openLog();
    await page.focus('#outaiMemo');
    const text = await stopByAnswer(page, { reason: 'recipient-verified', ...filling });
    expect(text).toContain(REFUSAL);
    expect((await readLastActs(scene, 2))[0]).toMatchObject({ decision: 'stop', reason: code });
    expect(contactLogs()).toEqual([]);
    await page.close();
  });

  test('another municipality is called back under its main number, or not answered', async () => {
    const page = await openLog();
    await page.focus('#outaiMemo');
    const text = await stopByAnswer(page, {
      caller: 'other-municipality',
      reason: 'recipient-verified',
    });
    expect(text).toContain('代表番号');
    expect(contactLogs()).toEqual([]);

    await page.focus('#outaiMemo');
    await answerQuestion(page, { caller: 'other-municipality', reason: 'call-back-main-number' });
    await page.waitForFunction(() => document.activeElement?.id === 'outaiMemo');
    await page.selectOption('#outaiForm [name="callerType"]', '他自治体');
    await page.fill('#outaiMemo', MEMO);
    await page.click('#outaiSave');
    await waitUntil(() => contactLogs().length > 0, 'the log');
    expect(contactLogs()).toMatchObject([{ atena: X.atena, callerType: '他自治体', memo: MEMO }]);
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'phone', situation: 'protected' },
      { type: 'decision', decision: 'release', reason: 'call-back-main-number' },
      { type: 'outcome', outcome: 'done' },
    ]);
    await page.close();
  });
});
