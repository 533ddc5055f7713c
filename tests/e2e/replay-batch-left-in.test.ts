import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerQuestion, type Filling, readQuestionText } from '../support/answer-question.ts';
import { findQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { printToText } from '../support/print-to-text.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { goBack, stopByAnswer, stopByKey } from '../support/stop-question.ts';
import { waitUntil } from '../support/wait-until.ts';

const { A, C } = cast.K1;
const NOTICE = '確認が済んでいないため印刷していません';
const ROWS_OF_THE_CASE = [...A.debts, ...C.debts];
const CONTRACTOR = { recipient: 'contractor', reason: 'instructed-by-owner' } as const;
const AGREED: Filling = { ...CONTRACTOR, approver: { staffId: '200518', recipient: 'contractor' } };

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

function letters() {
  return scene.town.city.store.letters;
}

async function openBatch(): Promise<Page> {
  const page = await scene.newPage(`${scene.town.city.urls.saiken}batch`);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band', 60_000);
  return page;
}

describe('replay 3: three letters of a case lie in a batch of 500', () => {
  test('the question says that flagged rows are among them and needs a second person', async () => {
    const page = await openBatch();
    expect(await page.locator('#batch-list tbody tr').count()).toBe(500);
    expect(ROWS_OF_THE_CASE).toHaveLength(3);
    await page.click('#dispatch-batch');
    expect(await readQuestionText(page)).toContain('一覧');
    await answerQuestion(page, CONTRACTOR);
    const question = await findQuestion(page);
    await question.waitForSelector('[data-field="approverId"]');
    await stopByKey(page, 'Enter');
    expect(letters()).toEqual([]);
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'send', situation: 'batch' },
      { type: 'decision', decision: 'cancel' },
      { type: 'outcome', outcome: 'abandoned' },
    ]);
    await page.close();
  });

  test('neither a key, a double click nor a script sends the batch off', async () => {
    const page = await openBatch();
    for (const key of ['Enter', 'Escape', 'Space'] as const) {
      await page.dblclick('#dispatch-batch');
      await stopByKey(page, key);
    }
    await page.evaluate(() => document.querySelector<HTMLFormElement>('#batch-form')?.submit());
    await findQuestion(page);
    await goBack(page);
    const isSent = await page.evaluate(() =>
      fetch('/batch/dispatch', { method: 'POST', body: new URLSearchParams('debt=x') }).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    expect(isSent).toBe(false);
    expect(letters()).toEqual([]);
    await page.close();
  });

  test.each<readonly [string, Filling, string]>([
    ['the other party receives it', { recipient: 'counterpart' }, 'recipient-is-counterpart'],
    ['nobody knows who receives it', { recipient: 'unknown' }, 'recipient-unknown'],
    [
      'the second person is the operator',
      { approver: { staffId: '100234', recipient: 'contractor' } },
      'approver-is-operator',
    ],
  ])('nothing is sent when %s', async (_title, filling, code) => {
    const page = await openBatch();
    await page.click('#dispatch-batch');
    await stopByAnswer(page, { ...CONTRACTOR, ...filling });
    expect((await readLastActs(scene, 2))[0]).toMatchObject({ decision: 'stop', reason: code });
    expect(letters()).toEqual([]);
    await page.close();
  });

  test('the list of addresses does not reach the paper', async () => {
    const page = await openBatch();
    const paper = await printToText(page);
    expect(paper).toContain(NOTICE);
    for (const number of ROWS_OF_THE_CASE) expect(paper).not.toContain(number);
    await stopByKey(page, 'Escape');
    await page.close();
  });

  test('with a second person all 500 go, once', async () => {
    const page = await openBatch();
    await page.click('#dispatch-batch');
    await answerQuestion(page, AGREED);
    await page.waitForSelector('#batch-result');
    expect(letters()).toHaveLength(500);
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'send', situation: 'batch' },
      { type: 'decision', decision: 'release', approver: '200518' },
      { type: 'outcome', outcome: 'done' },
    ]);
    await page.close();

    const next = await openBatch();
    await next.click('#dispatch-batch');
    await stopByKey(next, 'Escape');
    expect(letters()).toHaveLength(500);
    await next.close();
  });
});
