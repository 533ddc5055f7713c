import { answerQuestion } from '../../tests/support/answer-question.ts';
import { findQuestion } from '../../tests/support/open-scene.ts';
import { printToText, untilPrinting } from '../../tests/support/print-to-text.ts';
import { waitUntil } from '../../tests/support/wait-until.ts';
import { cast } from '../city/cast.ts';
import { expectThat, type TourStep } from './tour-desk.ts';

const { C } = cast.K1;
const ANSWER = {
  recipient: 'counterpart',
  lastFour: C.atena.slice(-4),
  reason: 'destination-corrected',
} as const;

export const correctAndPrint: TourStep = {
  title: '送付先を直すと、確認を1回して印刷できる',
  async run({ scene, say, shoot }) {
    const { saiken } = scene.town.city.urls;
    const form = await scene.newPage(`${saiken}debts/${C.debts[0]}/destination`);
    await form.fill('#destination-input', C.address);
    await form.click('#save-destination');
    await findQuestion(form);
    await form.waitForTimeout(500);
    await shoot(form, 'question');
    await answerQuestion(form, ANSWER);
    const { destinationEdits } = scene.town.city.store;
    await waitUntil(() => destinationEdits.length > 0, 'the change to be stored');
    say('送付先の変更は、受取人・下4桁・事由を答えてから登録されました。');
    await form.close();

    const page = await scene.newPage(`${saiken}debts/${C.debts[0]}/letter`);
    await page.click('#print-letter');
    await untilPrinting(page, () => answerQuestion(page, ANSWER));
    expectThat((await printToText(page)).includes('催告書'), 'the letter is printed');
    expectThat(!(await printToText(page)).includes('催告書'), 'it is printed once');
    say('催告書は1回だけ印刷され、2回目はふたたび止まりました。');
    await page.close();
  },
};
