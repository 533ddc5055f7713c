import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerQuestion, type Filling, readQuestionText } from '../support/answer-question.ts';
import { findQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { printToText, untilPrinting } from '../support/print-to-text.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { goBack, stopByAnswer, stopByKey } from '../support/stop-question.ts';
import { waitUntil } from '../support/wait-until.ts';

const { P, Q } = cast.K3;
const NOTICE = '確認が済んでいないため印刷していません';
const PRINT = '#btnTodokePrint';
const SAVE = '#todokeSave';
/** The form stays in the office: two people say so, each for themselves. */
const AGREED: Filling = {
  recipient: 'internal',
  reason: 'internal-use',
  approver: { staffId: '200518', recipient: 'internal' },
};

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

function filings() {
  return scene.town.city.store.filings;
}

/** Q's form at the counter, and P's address typed into it as a clerk would, key by key. */
async function openFilledForm(address: string = P.address): Promise<Page> {
  const page = await openForm();
  await page.locator('#todokeJusho').pressSequentially(address);
  await waitUntil(async () => (await readBanner(page)).includes('同じ画面'), 'the band to change');
  return page;
}

async function openForm(): Promise<Page> {
  const page = await scene.newPage(`${scene.town.city.urls.zeimu}todoke?atena=${Q.atena}`);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  return page;
}

describe('replay 7: the address of one child is typed into the form of the other', () => {
  test.each([P.address, '架空県架空市見本三丁目四十三番一号', '見本３－４３－１'])(
    'the address is recognised while it is typed as %s',
    async (address) => {
      const page = await openForm();
      expect(await readBanner(page)).toContain('支援措置に関係する記録です');
      expect(await readBanner(page)).not.toContain('同じ画面');
      await page.locator('#todokeJusho').pressSequentially(address);
      const title = '対象者側の情報が、他の方の記録と同じ画面にあります';
      await waitUntil(async () => (await readBanner(page)).includes(title), 'the band to change');
      await page.close();
    },
  );

  test('nothing is printed or taken in before the answer', async () => {
    const page = await openFilledForm();
    for (const key of ['Enter', 'Escape', 'Space'] as const) {
      await page.click(PRINT);
      await stopByKey(page, key);
      await page.click(SAVE);
      await stopByKey(page, key);
    }
    await page.dblclick(SAVE);
    const paper = await printToText(page);
    expect(paper).toContain(NOTICE);
    expect(paper).not.toContain(P.place.block);
    await stopByKey(page, 'Escape');
    expect(filings()).toEqual([]);
    expect(posts()).toBe(0);
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'send', situation: 'both-sides' },
      { type: 'decision', decision: 'cancel' },
      { type: 'outcome', outcome: 'abandoned' },
    ]);
    await page.close();
  });

  test('the guidance names showing and photographing', async () => {
    const page = await openFilledForm();
    await page.click(PRINT);
    const text = await readQuestionText(page);
    expect(text).toContain('届書や画面を見せたり、撮影させたりしないでください');
    expect(text).toContain('同じ戸籍');
    expect(text).not.toContain(P.place.block);
    await page.close();
  });

  test('a form that a script sends past every button is stopped by the browser', async () => {
    const page = await openFilledForm();
    await page.evaluate(submitByScript);
    await findQuestion(page);
    await goBack(page);
    expect(await page.evaluate(sendByScript, Q.atena)).toBe(false);
    expect(posts()).toBe(0);
    expect(filings()).toEqual([]);
    await page.close();
  });

  test.each<readonly [string, Filling, string]>([
    ['the other party receives it', { recipient: 'counterpart' }, 'recipient-is-counterpart'],
    ['nobody knows who receives it', { recipient: 'unknown' }, 'recipient-unknown'],
    ['the second person is the operator', second('100234', 'internal'), 'approver-is-operator'],
    ['the second person answers otherwise', second('200518', 'self'), 'approver-disagrees'],
  ])('neither print nor registration goes on when %s', async (_title, filling, code) => {
    const page = await openFilledForm();
    for (const [button, act] of [
      [PRINT, 'print'],
      [SAVE, 'send'],
    ] as const) {
      await page.click(button);
      await stopByAnswer(page, { reason: 'internal-use', ...filling });
      expect(await readLastActs(scene, 3)).toMatchObject([
        { type: 'intent', act, situation: 'both-sides' },
        { type: 'decision', decision: 'stop', reason: code },
        { type: 'outcome', outcome: 'abandoned' },
      ]);
    }
    expect(await printToText(page)).toContain(NOTICE);
    expect(filings()).toEqual([]);
    await page.close();
  });

  test('with a second person one paper is printed, and the next one asks again', async () => {
    const page = await openFilledForm();
    await page.click(PRINT);
    await untilPrinting(page, () => answerQuestion(page, AGREED));

    const first = await printToText(page);
    expect(first).toContain('届出受付票');
    expect(first).not.toContain(NOTICE);
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'print', situation: 'both-sides' },
      { type: 'decision', decision: 'release', reason: 'internal-use', approver: '200518' },
      { type: 'outcome', outcome: 'done' },
    ]);
    const second = await printToText(page);
    expect(second).toContain(NOTICE);
    expect(second).not.toContain(Q.given);
    expect(filings()).toEqual([]);
    await page.close();
  });

  test('with a second person one filing is taken in, and the next one asks again', async () => {
    const page = await openFilledForm();
    await page.click(SAVE);
    await answerQuestion(page, AGREED);
    await waitUntil(() => filings().length > 0, 'the filing');
    expect(filings()).toMatchObject([{ atena: Q.atena, kind: '転籍届', address: P.address }]);
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'send', situation: 'both-sides' },
      { type: 'decision', decision: 'release', approver: '200518' },
      { type: 'outcome', outcome: 'done' },
    ]);
    await page.close();

    const next = await openFilledForm();
    await next.click(SAVE);
    await stopByKey(next, 'Escape');
    expect(filings()).toHaveLength(1);
    await next.close();
  });

  function posts(): number {
    const { requests } = scene.town.city.store;
    return requests.filter(({ method, path }) => method === 'POST' && path === '/todoke').length;
  }
});

/** Everything right but the second person. */
function second(staffId: string, recipient: 'internal' | 'self'): Filling {
  return { recipient: 'internal', approver: { staffId, recipient } };
}

/** Runs in the page. */
function submitByScript(): void {
  document.querySelector<HTMLFormElement>('#todokeForm')?.submit();
}

/** Runs in the page: what its own form would send. */
function sendByScript(atena: string): Promise<boolean> {
  const body = new URLSearchParams({ atena, kind: 'x' });
  return fetch('/todoke', { method: 'POST', body }).then(
    (response) => response.ok,
    () => false,
  );
}
