import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerQuestion } from '../support/answer-question.ts';
import { findQuestion, hasNoQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { printToText, untilPrinting } from '../support/print-to-text.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { stopByAnswer, stopByKey } from '../support/stop-question.ts';
import { waitUntil } from '../support/wait-until.ts';

const { P, R } = cast.K3;
const NOTICE = '確認が済んでいないため印刷していません';
const PRINT = '#keyKyoyu';
const HERSELF = { recipient: 'self', lastFour: P.atena.slice(-4) } as const;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

/** A paper for the protected person on which the other party stands too: it needs two people. */
async function openPaper(): Promise<Page> {
  const page = await scene.newPage(
    `${scene.town.city.urls.zeimu}coowner-notice?no=K0-0031&to=${P.atena}`,
  );
  await waitUntil(async () => (await readBanner(page)).includes('同じ画面'), 'the band');
  return page;
}

async function expectNoPaper(page: Page): Promise<void> {
  const paper = await printToText(page);
  expect(paper).toContain(NOTICE);
  for (const secret of [P.given, R.given, P.place.block]) expect(paper).not.toContain(secret);
  await stopByKey(page, 'Escape');
}

describe('replay 8: the warning is passed by', () => {
  test('no key and no double click is an answer', async () => {
    const page = await openPaper();
    for (const key of ['Enter', 'Escape', 'Space'] as const) {
      await page.click(PRINT);
      await stopByKey(page, key);
    }
    await page.dblclick(PRINT);
    await stopByKey(page, 'Enter');
    await expectNoPaper(page);
    await page.close();
  });

  test('Enter in a field of the question passes nothing', async () => {
    const page = await openPaper();
    await page.click(PRINT);
    const question = await findQuestion(page);
    await question.check('[name="recipient"][value="self"]');
    await page.keyboard.press('Enter');
    await question.fill('[data-field="lastFour"] input', P.atena.slice(-4));
    await page.keyboard.press('Enter');
    await question.focus('[data-field="reason"] select');
    await page.keyboard.press('Enter');
    expect(hasNoQuestion(page)).toBe(false);
    expect((await readLastActs(scene, 1))[0]).toMatchObject({ type: 'intent', act: 'print' });
    await page.close();
    await waitUntil(
      async () => (await readLastActs(scene, 1))[0]?.type === 'outcome',
      'the question to end with its page',
    );
  });

  test('that one thought it was all right is no reason that can be given', async () => {
    const page = await openPaper();
    await page.click(PRINT);
    const question = await findQuestion(page);
    const reasons = await question.locator('[data-field="reason"] option').allInnerTexts();
    expect(reasons.length).toBeGreaterThan(3);
    expect(reasons.join()).not.toMatch(/思った|問題ない|その他/);
    await question.fill('[data-field="note"] input', '印刷してよいと思った');
    await question.check('[name="recipient"][value="self"]');
    expect(await question.getAttribute('[data-go]', 'aria-disabled')).toBe('true');
    await question.click('[data-cancel]');
    await waitUntil(() => hasNoQuestion(page), 'the question to close');
    await expectNoPaper(page);
    await page.close();
  });
});

describe('replay 17: the second person did not read', () => {
  test('the second person sees the same text and finds nothing filled in', async () => {
    const page = await openPaper();
    await page.click(PRINT);
    await answerQuestion(page, { ...HERSELF, reason: 'recipient-verified' });
    const question = await findQuestion(page);
    await question.waitForSelector('[data-field="approverId"]');
    const text = await question.locator('body').innerText();
    expect(text).toContain('同じ画面');
    expect(text).toContain('送付先を2人で確認');
    expect(await question.inputValue('[data-field="approverId"] input')).toBe('');
    expect(await question.locator('[name="approverRecipient"]:checked').count()).toBe(0);
    expect(await question.getAttribute('[data-go]', 'aria-disabled')).toBe('true');
    await question.click('[data-cancel]');
    await waitUntil(() => hasNoQuestion(page), 'the question to close');
    await expectNoPaper(page);
    await page.close();
  });

  test.each([
    [
      'is the operator again',
      { staffId: '１００２３４', recipient: 'self' },
      'approver-is-operator',
    ],
    ['answers otherwise', { staffId: '200518', recipient: 'household' }, 'approver-disagrees'],
  ] as const)('nothing is printed when the second person %s', async (_title, approver, code) => {
    const page = await openPaper();
    await page.click(PRINT);
    await stopByAnswer(page, { ...HERSELF, reason: 'recipient-verified', approver });
    expect((await readLastActs(scene, 2))[0]).toMatchObject({ decision: 'stop', reason: code });
    await expectNoPaper(page);
    await page.close();
  });

  test('with a second person who reads, one paper is printed', async () => {
    const page = await openPaper();
    await page.click(PRINT);
    const approver = { staffId: '200518', recipient: 'self' } as const;
    await untilPrinting(page, () =>
      answerQuestion(page, { ...HERSELF, reason: 'recipient-verified', approver }),
    );
    expect(await printToText(page)).toContain('共有者通知');
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
    expect((await readLastActs(scene, 2))[0]).toMatchObject({
      decision: 'release',
      approver: '200518',
    });
    await expectNoPaper(page);
    await page.close();
  });
});

describe('replay 12: the paper goes to the joint owner', () => {
  test('who is the other party: it is refused', async () => {
    const page = await scene.newPage(
      `${scene.town.city.urls.zeimu}coowner-notice?no=K0-0031&to=${R.atena}`,
    );
    await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
    await page.click(PRINT);
    const question = await findQuestion(page);
    expect(await question.locator('[data-go]').count()).toBe(0);
    await stopByKey(page, 'Enter');
    await expectNoPaper(page);
    expect((await readLastActs(scene, 3))[0]).toMatchObject({
      type: 'intent',
      act: 'print',
      situation: 'reaches-counterpart',
    });
    await page.close();
  });
});
