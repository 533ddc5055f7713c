import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerQuestion, cancelQuestion, readQuestionText } from '../support/answer-question.ts';
import { findQuestion, hasNoQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { printToText, untilPrinting } from '../support/print-to-text.ts';
import { waitUntil } from '../support/wait-until.ts';

const { A, C } = cast.K1;
const [debtOfC = ''] = C.debts;
const [debtOfA = ''] = A.debts;
const NOTICE = '確認が済んでいないため印刷していません';
/** 町名 of the protected household: the secret of this replay. */
const SECRET = '見本一丁目';

/** The true answer once the destination is his own: his letter goes to him. */
const HIS_OWN = {
  recipient: 'counterpart',
  lastFour: C.atena.slice(-4),
  reason: 'destination-corrected',
} as const;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

function saiken(path: string): string {
  return `${scene.town.city.urls.saiken}${path}`;
}

function destinationEdits() {
  return scene.town.city.store.destinationEdits;
}

async function lastActs(count: number) {
  const records = await scene.readRecords();
  return records
    .filter((record) => record.type !== 'shown')
    .slice(-count)
    .map(({ type, act, decision, outcome }) => ({ type, act, decision, outcome }));
}

describe('replay 1: the dunning letter of the other party carries the parents’ address', () => {
  test('the letter is refused, and the paper carries nothing of it', async () => {
    const page = await scene.newPage(saiken(`debts/${debtOfC}/letter`));
    await page.click('#print-letter');
    const question = await findQuestion(page);
    expect(await readQuestionText(page)).toContain('送付先');
    expect(await question.locator('[data-go]').count()).toBe(0);

    await cancelQuestion(page);
    await waitUntil(() => hasNoQuestion(page), 'the question to close');

    expect(await lastActs(3)).toMatchObject([
      { type: 'intent', act: 'print' },
      { type: 'decision', decision: 'cancel' },
      { type: 'outcome', outcome: 'abandoned' },
    ]);
    const paper = await printToText(page);
    expect(paper).toContain(NOTICE);
    expect(paper).not.toContain(SECRET);
    expect(paper).not.toContain(C.surname);
    await page.close();
  });

  test('after the destination is put right, one confirmation lets one print through', async () => {
    await correctDestination();
    const page = await scene.newPage(saiken(`debts/${debtOfC}/letter`));
    await page.click('#print-letter');
    await untilPrinting(page, () => answerQuestion(page, HIS_OWN));

    const first = await printToText(page);
    expect(first).toContain('催告書');
    expect(first).toContain(C.surname);
    expect(first).not.toContain(NOTICE);
    await waitUntil(async () => (await lastActs(1))[0]?.outcome === 'done', 'the outcome');
    const second = await printToText(page);
    expect(second).toContain(NOTICE);
    expect(second).not.toContain(C.surname);
    await page.close();
  });

  /** The change itself is confirmed: the form shows the other party, and now his own address. */
  async function correctDestination(): Promise<void> {
    const page = await scene.newPage(saiken(`debts/${debtOfC}/destination`));
    await page.fill('#destination-input', C.address);
    await page.click('#save-destination');
    await answerQuestion(page, HIS_OWN);
    await waitUntil(() => destinationEdits().length === 1, 'the change to be stored');
    expect(destinationEdits()[0]).toMatchObject({ debt: debtOfC, address: C.address });
    await page.close();
  }
});

describe('replay 2: the payer becomes the other party and the destination stays', () => {
  test('the change is refused and never reaches the server', async () => {
    const before = destinationEdits().length;
    const page = await scene.newPage(saiken(`debts/${debtOfA}/destination`));
    await page.fill('#payer-input', C.atena);
    await page.click('#save-destination');

    const question = await findQuestion(page);
    expect(await readQuestionText(page)).toContain('送付先');
    expect(await question.locator('[data-go]').count()).toBe(0);
    await cancelQuestion(page);
    await waitUntil(() => hasNoQuestion(page), 'the question to close');
    await page.evaluate(() =>
      document.querySelector<HTMLFormElement>('#destination-form')?.submit(),
    );
    await waitUntil(async () => (await findQuestion(page)) !== undefined, 'the second question');
    expect(destinationEdits()).toHaveLength(before);
    expect(posts(`/debts/${debtOfA}/destination`)).toBe(0);
    await page.close();
  });

  function posts(path: string): number {
    return scene.town.city.store.requests.filter(
      (request) => request.method === 'POST' && request.path === path,
    ).length;
  }
});

test('the operation record is whole and names nobody', async () => {
  const { audit } = await scene.readStatus();
  expect(audit.chain).toBe('intact');
  const text = JSON.stringify(await scene.readRecords());
  for (const secret of [SECRET, A.atena, C.atena, C.surname]) expect(text).not.toContain(secret);
});
