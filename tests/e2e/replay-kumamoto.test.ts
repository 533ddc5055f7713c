import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerQuestion, cancelQuestion, readQuestionText } from '../support/answer-question.ts';
import { hasNoQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { printToText } from '../support/print-to-text.ts';
import { waitUntil } from '../support/wait-until.ts';

const { A, C } = cast.K1;
const [debtOfC = ''] = C.debts;
const [debtOfA = ''] = A.debts;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

function saiken(path: string): string {
  return `${scene.town.city.urls.saiken}${path}`;
}

describe('replay 1: the dunning letter of the other party goes to the parents’ address', () => {
  test('the letter is refused, and the paper carries nothing of it', async () => {
    const page = await scene.newPage(saiken(`debts/${debtOfC}/letter`));
    await page.click('#print-letter');
    expect(await readQuestionText(page)).toContain('送付先');
    expect(await page.frames().at(-1)?.$('[data-go]')).toBeNull();
    await cancelQuestion(page);
    await waitUntil(() => hasNoQuestion(page), 'the question to close');
    const paper = await printToText(page);
    expect(paper).not.toContain('見本一丁目');
    expect(paper).not.toContain(C.surname);
    expect(paper).toContain('確認が済んでいないため印刷していません');
    await page.close();
  });
});
