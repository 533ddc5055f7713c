import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerQuestion, type Filling, readQuestionText } from '../support/answer-question.ts';
import { findQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { goBack, stopByAnswer, stopByKey } from '../support/stop-question.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

const { X } = cast.K2;
const { Z } = cast.clean;
const OFFICE = '架空総合病院';
const RIGHT = '0999-00-9001';
const WRONG = '0999-00-9011';
const TEXT = '面接の日程についてご連絡します。';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

function messages() {
  return scene.town.city.store.messages;
}

async function open(path: string): Promise<Page> {
  const page = await scene.newPage(`${scene.town.city.urls.seiho}cases/${path}`);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  return page;
}

describe('replay 19: a thread of one record holds the number of another person', () => {
  async function openThread(): Promise<Page> {
    const page = await open(`${Z.caseNumber}`);
    await page.fill('#message-form [name="to"]', X.mobile);
    await page.fill('#message-form [name="text"]', TEXT);
    return page;
  }

  test('the question names the record and the number, and nothing is sent before', async () => {
    const page = await openThread();
    for (const key of ['Enter', 'Escape', 'Space'] as const) {
      await page.click('#message-form button');
      await stopByKey(page, key);
    }
    await page.click('#message-form button');
    const text = await readQuestionText(page);
    expect(text).toContain(Z.surname);
    expect(text).toContain(X.mobile);
    expect(text).toContain('対象者');
    expect(text).not.toContain(X.given);
    await goBack(page);
    expect(messages()).toEqual([]);
    await page.close();
  });

  test('other digits than those of the number stop it, the right ones send it once', async () => {
    const page = await openThread();
    await page.click('#message-form button');
    const digits = { recipient: 'self', reason: 'recipient-verified' } as const;
    await stopByAnswer(page, { ...digits, lastFour: Z.mobile.slice(-4) });
    expect((await readLastActs(scene, 2))[0]).toMatchObject({ reason: 'digits-wrong' });
    expect(messages()).toEqual([]);

    await page.click('#message-form button');
    await answerQuestion(page, { ...digits, lastFour: X.mobile.slice(-4) });
    await waitUntil(() => messages().length > 0, 'the message');
    expect(messages()).toMatchObject([{ caseNumber: Z.caseNumber, to: X.mobile, text: TEXT }]);
    await page.close();
  });
});

describe('replay 20: a FAX with a wrong number', () => {
  const AGREED: Filling = {
    recipient: 'internal',
    reason: 'instructed-by-owner',
    lastFour: RIGHT,
    approver: { staffId: '200518', recipient: 'internal' },
  };

  async function openFax(number: string): Promise<Page> {
    const page = await open(`${X.caseNumber}/fax`);
    await page.fill('#fax-office', OFFICE);
    await page.fill('#fax-to', number);
    await page.fill('#fax-form textarea', TEXT);
    return page;
  }

  test('the number is asked for a second time, and a difference stops it', async () => {
    const before = messages().length;
    const page = await openFax(WRONG);
    await page.click('#fax-form button');
    const text = await readQuestionText(page);
    expect(text).toContain(OFFICE);
    expect(text).toContain('すべての桁');
    expect(text).not.toContain(WRONG);
    await stopByAnswer(page, AGREED);
    expect((await readLastActs(scene, 2))[0]).toMatchObject({
      decision: 'stop',
      reason: 'digits-wrong',
    });
    expect(messages()).toHaveLength(before);
    await page.close();
  });

  test('one person alone sends no FAX, and the last four digits are not the number', async () => {
    const before = messages().length;
    const page = await openFax(RIGHT);
    await page.click('#fax-form button');
    const question = await findQuestion(page);
    await question.check('[name="recipient"][value="internal"]');
    await question.selectOption('[data-field="reason"] select', 'instructed-by-owner');
    await question.fill('[data-field="lastFour"] input', RIGHT.slice(-4));
    expect(await question.getAttribute('[data-go]', 'aria-disabled')).toBe('true');
    await goBack(page);

    await page.click('#fax-form button');
    const { approver: _nobody, ...alone } = AGREED;
    await answerQuestion(page, alone);
    await (await findQuestion(page)).waitForSelector('[data-field="approverId"]');
    await goBack(page);
    expect(messages()).toHaveLength(before);
    await page.close();
  });

  test('with the right number and a second person one FAX goes', async () => {
    const before = messages().length;
    const page = await openFax(RIGHT);
    await page.click('#fax-form button');
    await answerQuestion(page, AGREED);
    await waitUntil(() => messages().length > before, 'the FAX');
    expect(messages().at(-1)).toMatchObject({ channel: 'FAX', to: RIGHT });
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
    expect((await readLastActs(scene, 2))[0]).toMatchObject({
      decision: 'release',
      approver: '200518',
    });
    await page.close();
  });

  test('the FAX of an ordinary case goes at once', async () => {
    const before = messages().length;
    const page = await scene.newPage(`${scene.town.city.urls.seiho}cases/11-1000/fax`);
    await page.fill('#fax-to', RIGHT);
    await waitFreePaper(page);
    await page.click('#fax-form button');
    await waitUntil(() => messages().length > before, 'the FAX');
    await page.close();
  });
});
