import { cancelQuestion } from '../../tests/support/answer-question.ts';
import { findQuestion } from '../../tests/support/open-scene.ts';
import { printToText } from '../../tests/support/print-to-text.ts';
import { cast } from '../city/cast.ts';
import { expectThat, type TourStep } from './tour-desk.ts';

const { A, C } = cast.K1;

export const dunningLetter: TourStep = {
  title: '熊本の場面：相手方の催告書の送付先が、対象者の住所のままになっている',
  async run({ scene, say, shoot }) {
    const page = await scene.newPage(`${scene.town.city.urls.saiken}debts/${C.debts[0]}/letter`);
    await page.waitForTimeout(1_000);
    await shoot(page, 'banner');
    say('記録を開くと、帯が状況と相談先を示しました。');

    await page.click('#print-letter');
    const question = await findQuestion(page);
    expectThat((await question.locator('[data-go]').count()) === 0, 'there is no way on');
    await page.waitForTimeout(500);
    await shoot(page, 'refusal');
    say('印刷は止まり、進むボタンはありません。送付先を直すよう案内されました。');

    await cancelQuestion(page);
    const paper = await printToText(page);
    expectThat(!paper.includes(A.place.town.name), 'the address stays off the paper');
    say(`ブラウザーのメニューから印刷しても、紙には次の文だけが出ます：${paper.trim()}`);
    await page.close();
  },
};
