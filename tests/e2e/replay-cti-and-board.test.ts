import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerQuestion } from '../support/answer-question.ts';
import { findQuestion, hasNoQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { goBack, stopByKey } from '../support/stop-question.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * Ways out of an office that touch no record of the case: the telephone on the desk dials a number that
 * stood elsewhere, and a notice for everybody quotes an address.
 */
const { X, Y } = cast.K2;
const CLEAN_CASE = '11-1000';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

function dials() {
  return scene.town.city.store.dials;
}

function posts() {
  return scene.town.city.store.boardPosts;
}

async function open(path: string, selector: string): Promise<Page> {
  const page = await scene.newPage(`${scene.town.city.urls.seiho}${path}`);
  await page.waitForSelector(selector);
  return page;
}

describe('the CTI telephone', () => {
  test('dials the other party from somebody else’s record only with a second person', async () => {
    const page = await open(`cases/${CLEAN_CASE}`, '#cti-number');
    await waitFreePaper(page);
    await page.fill('#cti-number', Y.mobile);
    await page.click('#cti-dial');
    await stopByKey(page, 'Enter');
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'phone', situation: 'counterpart' },
      { type: 'decision', decision: 'cancel' },
      { type: 'outcome', outcome: 'abandoned' },
    ]);
    await page.evaluate(
      (to) =>
        fetch('/api/dials', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ caseNumber: '11-1000', to }),
        }).catch(() => undefined),
      Y.mobile,
    );
    await findQuestion(page);
    await goBack(page);
    expect(dials()).toEqual([]);
    await page.close();
  });

  test('never dials the other party from the record of the protected person', async () => {
    const page = await open(`cases/${X.caseNumber}`, '#cti-number');
    await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
    await page.fill('#cti-number', Y.phone);
    await page.click('#cti-dial');
    const question = await findQuestion(page);
    expect(await question.locator('[data-go]').count()).toBe(0);
    await stopByKey(page, 'Escape');
    expect(dials()).toEqual([]);
    await page.close();
  });

  test('dials any other number from an ordinary record at once', async () => {
    const page = await open(`cases/${CLEAN_CASE}`, '#cti-number');
    await waitFreePaper(page);
    await page.fill('#cti-number', '0999-00-9001');
    await page.click('#cti-dial');
    await waitUntil(() => dials().length === 1, 'the call');
    expect(dials()).toMatchObject([{ caseNumber: CLEAN_CASE, to: '0999-00-9001' }]);
    expect(hasNoQuestion(page)).toBe(true);
    await page.close();
  });
});

describe('the notice board of the office', () => {
  async function openBoard(text: string): Promise<Page> {
    // What was posted before is read here by everybody, and would be marked.
    posts().splice(0);
    const page = await open('board', '#board-form');
    await waitFreePaper(page);
    await page.fill('#board-form input', '転送のお願い');
    await page.locator('#board-form textarea').pressSequentially(text.slice(0, 3));
    // The rest is pasted.
    await page.keyboard.insertText(text.slice(3));
    return page;
  }

  test('an ordinary post goes at once', async () => {
    const page = await openBoard('来週の会議は、第二会議室で行います。');
    await waitFreePaper(page);
    await page.click('#board-form button');
    await waitUntil(() => posts().length > 0, 'the post');
    expect(hasNoQuestion(page)).toBe(true);
    await page.close();
  });

  test.each([
    ['address', `郵便物は次へ回してください。\n架空県架空市${X.address}`],
    ['telephone number', `折り返しは${X.mobile}までお願いします。`],
  ])('a post that quotes a protected %s is asked about, and goes once', async (_name, text) => {
    const page = await openBoard(text);
    await page.click('#board-form button');
    await stopByKey(page, 'Enter');
    expect((await readLastActs(scene, 3))[0]).toMatchObject({
      type: 'intent',
      act: 'send',
      situation: 'protected',
    });
    await page.click('#board-form button');
    await findQuestion(page);
    expect(posts()).toEqual([]);
    await answerQuestion(page, { recipient: 'internal', reason: 'recipient-verified' });
    await waitUntil(() => posts().length > 0, 'the post');
    expect(posts()).toMatchObject([{ text }]);
    await page.close();
  });
});
