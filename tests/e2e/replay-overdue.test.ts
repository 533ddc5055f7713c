import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import type { CastMember } from '../../demo/city/cast-member.ts';
import { answerQuestion, type Filling } from '../support/answer-question.ts';
import { openScene, type Scene } from '../support/open-scene.ts';
import { printToText, untilPrinting } from '../support/print-to-text.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { stopByAnswer, stopByKey } from '../support/stop-question.ts';
import { waitUntil } from '../support/wait-until.ts';

const NOTICE = '確認が済んでいないため印刷していません';
const PRINT = '#print-notice';
const OVERDUE = '期間満了（終了処理なし）';
const ACTIVE = '（支援措置期間中）';

/** The same must hold for both: a period that is over protects until somebody enters its end. */
const PEOPLE: readonly (readonly [string, CastMember, string])[] = [
  ['whose period ended yesterday without an end record', cast.overdue.subject, OVERDUE],
  ['whose period is running', cast.K2.X, ACTIVE],
];

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

async function openNotice(person: CastMember, state: string): Promise<Page> {
  const { seiho } = scene.town.city.urls;
  const page = await scene.newPage(`${seiho}cases/${person.caseNumber}/notice`);
  await waitUntil(async () => (await readBanner(page)).includes(state), `the band: ${state}`);
  return page;
}

function rightAnswer(person: CastMember): Filling {
  return {
    recipient: 'self',
    lastFour: person.atena.slice(-4),
    reason: 'recipient-verified',
  };
}

describe.each(PEOPLE)('replay 16: the notice of a person %s', (_title, person, state) => {
  test('is held: no key prints it, and the paper carries nothing of it', async () => {
    const page = await openNotice(person, state);
    expect(await readBanner(page)).toContain('この方の情報は取扱いに注意が必要です');
    for (const key of ['Enter', 'Escape', 'Space'] as const) {
      await page.click(PRINT);
      await stopByKey(page, key);
    }
    const paper = await printToText(page);
    expect(paper).toContain(NOTICE);
    expect(paper).not.toContain(person.given);
    expect(paper).not.toContain(person.place.block);
    await stopByKey(page, 'Escape');
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'print', situation: 'protected' },
      { type: 'decision', decision: 'cancel' },
      { type: 'outcome', outcome: 'abandoned' },
    ]);
    await page.close();
  });

  test.each<readonly [string, Filling, string]>([
    ['the other party receives it', { recipient: 'counterpart' }, 'recipient-is-counterpart'],
    ['nobody knows who receives it', { recipient: 'unknown' }, 'recipient-unknown'],
    ['the number is another’s', { lastFour: '0000' }, 'digits-wrong'],
  ])('is not printed when %s', async (_wrong, filling, code) => {
    const page = await openNotice(person, state);
    await page.click(PRINT);
    await stopByAnswer(page, { ...rightAnswer(person), ...filling });
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'print' },
      { type: 'decision', decision: 'stop', reason: code },
      { type: 'outcome', outcome: 'abandoned' },
    ]);
    expect(await printToText(page)).toContain(NOTICE);
    await page.close();
  });

  test('is printed once after the right answer, and then asks again', async () => {
    const page = await openNotice(person, state);
    await page.click(PRINT);
    await untilPrinting(page, () => answerQuestion(page, rightAnswer(person)));

    const first = await printToText(page);
    expect(first).toContain('保護決定通知書');
    expect(first).toContain(person.place.block);
    expect(first).not.toContain(OVERDUE);
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'print', situation: 'protected' },
      { type: 'decision', decision: 'release', reason: 'recipient-verified' },
      { type: 'outcome', outcome: 'done' },
    ]);
    const second = await printToText(page);
    expect(second).toContain(NOTICE);
    expect(second).not.toContain(person.place.block);
    await page.close();
  });
});

test('the record of the other party of an overdue case says the same', async () => {
  const { zeimu } = scene.town.city.urls;
  const page = await scene.newPage(`${zeimu}detail?atena=${cast.overdue.counterpart.atena}`);
  await waitUntil(async () => (await readBanner(page)).includes(OVERDUE), 'the band');
  expect(await readBanner(page)).toContain('この方は支援措置の相手方です');
  await page.close();
});
