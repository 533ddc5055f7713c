import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerQuestion, type Filling, readQuestionText } from '../support/answer-question.ts';
import { findQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { readLastActs } from '../support/read-acts.ts';
import { pressBannerButton, readBanner } from '../support/read-banner.ts';
import { goBack, stopByAnswer, stopByKey } from '../support/stop-question.ts';
import { waitUntil } from '../support/wait-until.ts';

const { X, Y } = cast.K2;
const CALL = { callerType: '家族・親族', text: '担当課の指示により折り返し' };
/** Two people know that they talk to the other party, and do so on the instruction of 担当課. */
const AGREED: Filling = {
  caller: 'counterpart',
  reason: 'instructed-by-owner',
  approver: { staffId: '200518', caller: 'counterpart' },
};

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

function seiho(path: string): string {
  return `${scene.town.city.urls.seiho}${path}`;
}

function callLogs() {
  return scene.town.city.store.callLogs;
}

async function openRecordOfY(): Promise<Page> {
  const page = await scene.newPage(seiho(`cases/${Y.caseNumber}`));
  await waitUntil(async () => (await readBanner(page)).includes('相手方'), 'the band');
  return page;
}

/** Numbers that the page hands to the telephone, as the browser itself tells it. */
async function watchDialled(page: Page): Promise<readonly string[]> {
  const dialled: string[] = [];
  const session = await page.context().newCDPSession(page);
  session.on('Page.frameRequestedNavigation', ({ url }) => {
    if (url.startsWith('tel:')) dialled.push(url);
  });
  await session.send('Page.enable');
  return dialled;
}

describe('replay 5: an office looks up an inquiry and rings the other party', () => {
  test('the record of the other party says what must not be mentioned', async () => {
    const page = await scene.newPage(seiho(`cases/${X.caseNumber}`));
    await waitUntil(async () => (await readBanner(page)) !== '', 'the band of the inquiry');
    await page.keyboard.press('F2');
    await page.fill('input[aria-label="検索"]', Y.name);
    await page.click(`a[href="/cases/${Y.caseNumber}"]`);

    const title = 'この方は支援措置の相手方です（支援措置期間中）';
    await waitUntil(async () => (await readBanner(page)).includes(title), 'the band of Y');
    await pressBannerButton(page, '指示を見る');
    await waitUntil(
      async () => (await readBanner(page)).includes('来庁や相談の有無'),
      'the advice',
    );
    expect(await readBanner(page)).toContain('担当する部署を伝えないでください');
    expect(await readBanner(page)).not.toContain(X.given);
    await page.close();
  });

  test('nothing is dialled and no log opens before the answer', async () => {
    const page = await openRecordOfY();
    const dialled = await watchDialled(page);
    for (const key of ['Enter', 'Escape', 'Space'] as const) {
      await page.click(`a[href="tel:${Y.phone}"]`);
      const text = await readQuestionText(page);
      expect(text).toContain('来庁や相談の有無・担当する部署を伝えないでください');
      expect(text).not.toContain(X.given);
      await stopByKey(page, key);
    }
    await page.dblclick('#open-call-log');
    await stopByKey(page, 'Escape');

    expect(await page.isHidden('#call-form')).toBe(true);
    expect(dialled).toEqual([]);
    expect(callLogs()).toEqual([]);
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'phone', situation: 'counterpart' },
      { type: 'decision', decision: 'cancel' },
      { type: 'outcome', outcome: 'abandoned' },
    ]);
    await page.close();
  });

  test('a script that saves the log past the form is stopped by the browser', async () => {
    const page = await openRecordOfY();
    const isStored = await page.evaluate(saveByScript, { caseNumber: Y.caseNumber, ...CALL });
    expect(isStored).toBe(false);
    await findQuestion(page);
    await goBack(page);
    expect(callLogs()).toEqual([]);
    await page.close();
  });

  test.each<readonly [string, Filling, string]>([
    ['a relative is on the line', { caller: 'family' }, 'caller-unverified'],
    ['nobody knows who is on the line', { caller: 'unknown' }, 'caller-unverified'],
    [
      'another municipality is answered at once',
      { caller: 'other-municipality' },
      'call-back-required',
    ],
    ['the second person is the operator', second('100234', 'counterpart'), 'approver-is-operator'],
    ['the second person answers otherwise', second('200518', 'self'), 'approver-disagrees'],
  ])('no call goes out when %s', async (_title, filling, code) => {
    const page = await openRecordOfY();
    const dialled = await watchDialled(page);
    await page.click(`a[href="tel:${Y.phone}"]`);
    await stopByAnswer(page, { reason: 'recipient-verified', ...filling });
    expect(dialled).toEqual([]);
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'phone' },
      { type: 'decision', decision: 'stop', reason: code },
      { type: 'outcome', outcome: 'abandoned' },
    ]);
    await page.close();
  });

  test('the true answer of one person alone dials nothing', async () => {
    const page = await openRecordOfY();
    const dialled = await watchDialled(page);
    await page.click(`a[href="tel:${Y.phone}"]`);
    await answerQuestion(page, { caller: 'counterpart', reason: 'instructed-by-owner' });
    const question = await findQuestion(page);
    await question.waitForSelector('[data-field="approverId"]');
    await stopByKey(page, 'Enter');
    expect(dialled).toEqual([]);
    expect(await readLastActs(scene, 2)).toMatchObject([
      { type: 'decision', decision: 'cancel' },
      { type: 'outcome', outcome: 'abandoned' },
    ]);
    await page.close();
  });

  test('with a second person one call is dialled', async () => {
    const page = await openRecordOfY();
    const dialled = await watchDialled(page);
    await page.click(`a[href="tel:${Y.phone}"]`);
    await answerQuestion(page, AGREED);
    await waitUntil(() => dialled.length > 0, 'the call');
    expect(dialled).toEqual([`tel:${Y.phone}`]);
    expect(callLogs()).toEqual([]);
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.type === 'outcome', 'the end');
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'phone', situation: 'counterpart' },
      { type: 'decision', decision: 'release', reason: 'instructed-by-owner', approver: '200518' },
      { type: 'outcome', outcome: 'done' },
    ]);
    // The browser's own window for the call lets no press through: a script dials again.
    await page.evaluate((number) => {
      document.querySelector<HTMLElement>(`a[href="tel:${number}"]`)?.click();
    }, Y.mobile);
    await findQuestion(page);
    expect(dialled).toHaveLength(1);
    await page.close();
  });

  test('with a second person one call is logged, and the next one asks again', async () => {
    const page = await openRecordOfY();
    const dialled = await watchDialled(page);
    await page.click('#open-call-log');
    await answerQuestion(page, AGREED);
    await page.selectOption('#call-form [name="callerType"]', CALL.callerType);
    await page.fill('#call-form textarea', CALL.text);
    await page.click('#call-form button.main');
    await waitUntil(() => callLogs().length > 0, 'the log to be stored');
    expect(callLogs()).toMatchObject([{ caseNumber: Y.caseNumber, ...CALL }]);
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'phone', situation: 'counterpart' },
      { type: 'decision', decision: 'release', reason: 'instructed-by-owner', approver: '200518' },
      { type: 'outcome', outcome: 'done' },
    ]);

    await waitUntil(() => page.isHidden('#call-form'), 'the record to be drawn again');
    for (const selector of [`a[href="tel:${Y.phone}"]`, '#open-call-log']) {
      await page.click(selector);
      await stopByKey(page, 'Escape');
    }
    expect(await page.evaluate(saveByScript, { caseNumber: Y.caseNumber, ...CALL })).toBe(false);
    expect(dialled).toEqual([]);
    expect(callLogs()).toHaveLength(1);
    await page.close();
  });
});

/** Everything right but the second person. */
function second(staffId: string, caller: 'counterpart' | 'self'): Filling {
  return { caller: 'counterpart', approver: { staffId, caller } };
}

/** Runs in the page: what its own form would send. */
async function saveByScript(log: object): Promise<boolean> {
  const body = JSON.stringify({ phone: '', ...log });
  const headers = { 'content-type': 'application/json' };
  const reply = fetch('/api/calls', { method: 'POST', headers, body });
  return reply.then(
    (response) => response.ok,
    () => false,
  );
}
