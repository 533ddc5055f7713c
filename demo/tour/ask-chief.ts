import { answerQuestion } from '../../tests/support/answer-question.ts';
import { findQuestion } from '../../tests/support/open-scene.ts';
import { cast } from '../city/cast.ts';
import { expectThat, type TourStep } from './tour-desk.ts';

const { Y } = cast.K2;

export const askChief: TourStep = {
  title: '横浜の場面：相手方へ電話しようとする',
  async run({ scene, say, shoot }) {
    const { city } = scene.town;
    const page = await scene.newPage(`${city.urls.seiho}cases/${Y.caseNumber}`);
    await page.click('#open-call-log');
    await findQuestion(page);
    await page.waitForTimeout(500);
    await shoot(page, 'phone');
    say('通話記録を開く前に止まりました。対象者の来庁や担当課を伝えないよう示しています。');
    await answerQuestion(page, { caller: 'family', reason: 'recipient-verified' });
    await page.waitForTimeout(500);
    await shoot(page, 'stop');
    expectThat(city.store.callLogs.length === 0, 'no call was logged');
    say('相手を「家族」と答えると、そこで止まり、折り返しの言い方が示されました。');
    await page.close();
  },
};
