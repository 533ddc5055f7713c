import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerQuestion, readQuestionText } from '../support/answer-question.ts';
import { findQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { printToText, untilPrinting } from '../support/print-to-text.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { goBack, stopByKey } from '../support/stop-question.ts';
import { waitUntil } from '../support/wait-until.ts';

const { X, Y } = cast.K2;
const NOTICE = '確認が済んでいないため印刷していません';
const CLEAN_CASE = '11-1000';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

async function openFlagged(url: string): Promise<Page> {
  const page = await scene.newPage(url);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  return page;
}

async function expectRefusal(page: Page, act: string): Promise<void> {
  const question = await findQuestion(page);
  expect(await readQuestionText(page)).toContain('送付先');
  expect(await question.locator('[data-go]').count()).toBe(0);
  await stopByKey(page, 'Enter');
  expect(await readLastActs(scene, 3)).toMatchObject([
    { type: 'intent', act, situation: 'reaches-counterpart' },
    { type: 'decision', decision: 'cancel' },
    { type: 'outcome', outcome: 'abandoned' },
  ]);
}

async function expectNoPaper(page: Page): Promise<void> {
  const paper = await printToText(page);
  expect(paper).toContain(NOTICE);
  for (const secret of [X.given, Y.given, X.place.block]) expect(paper).not.toContain(secret);
  await stopByKey(page, 'Escape');
}

describe('replay 11: a form goes to the head of the household', () => {
  const url = (to: string) => `${scene.town.city.urls.zeimu}setai?atena=${X.atena}&to=${to}`;

  test('who is the other party: neither print nor dispatch goes through', async () => {
    const page = await openFlagged(url(Y.atena));
    await page.click('#keySetai');
    await expectRefusal(page, 'print');
    await page.click('#setaiSend');
    await expectRefusal(page, 'send');
    await page.evaluate(() => document.querySelector<HTMLFormElement>('#setaiForm')?.submit());
    await findQuestion(page);
    await goBack(page);
    const isSent = await page.evaluate(() =>
      fetch('/setai', { method: 'POST', body: 'atena=1' }).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
    expect(isSent).toBe(false);
    // The paper is asked about on its own; what waited behind that question would come back.
    await findQuestion(page);
    await goBack(page);
    await expectNoPaper(page);
    expect(scene.town.city.store.householdNotices).toEqual([]);
    await page.close();
  });

  test('who is the protected person: one confirmation sends it', async () => {
    const page = await openFlagged(url(X.atena));
    await page.click('#setaiSend');
    await answerQuestion(page, {
      recipient: 'self',
      lastFour: X.atena.slice(-4),
      reason: 'recipient-verified',
    });
    const { householdNotices } = scene.town.city.store;
    await waitUntil(() => householdNotices.length > 0, 'the dispatch');
    expect(householdNotices).toMatchObject([{ atena: X.atena, to: X.atena }]);
    await page.close();
  });
});

describe('replay 18: a notice goes to the address of the divorced spouse', () => {
  test('it is refused until the destination is her own, and then printed once', async () => {
    const page = await openFlagged(`${scene.town.city.urls.seiho}cases/${X.caseNumber}/hosogu`);
    await page.click('#print-notice');
    await expectRefusal(page, 'print');
    await page.keyboard.press('F8');
    await expectRefusal(page, 'print');
    await expectNoPaper(page);

    await page.click('#use-own-address');
    await page.click('#print-notice');
    await untilPrinting(page, () =>
      answerQuestion(page, { recipient: 'self', reason: 'destination-corrected' }),
    );
    const first = await printToText(page);
    expect(first).toContain('補装具費支給決定通知書');
    expect(first).toContain(X.given);
    expect(first).not.toContain(Y.given);
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
    await expectNoPaper(page);
    await page.close();
  });

  test('the notice of an ordinary case prints at once', async () => {
    const page = await scene.newPage(`${scene.town.city.urls.seiho}cases/${CLEAN_CASE}/hosogu`);
    await page.waitForSelector('#notice-name');
    const name = await page.innerText('#notice-name');
    await untilPrinting(page, () => page.click('#print-notice'));
    const squeeze = (text: string) => text.replace(/\s/g, '');
    expect(squeeze(await printToText(page))).toContain(squeeze(name));
    expect(await readBanner(page)).toBe('');
    await page.close();
  });
});
