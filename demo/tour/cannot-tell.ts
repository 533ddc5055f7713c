import { cancelQuestion } from '../../tests/support/answer-question.ts';
import { findQuestion } from '../../tests/support/open-scene.ts';
import { printToText } from '../../tests/support/print-to-text.ts';
import { waitUntil } from '../../tests/support/wait-until.ts';
import { cast } from '../city/cast.ts';
import { expectThat, type TourStep } from './tour-desk.ts';

const { Z } = cast.clean;

export const cannotTell: TourStep = {
  title: '照合できないとき：端末の設定（鍵）が届かない',
  async run({ scene, say, shoot }) {
    scene.browser.setPolicy(undefined);
    await waitUntil(
      async () => (await scene.readStatus()).policy === 'policy-missing',
      'the policy to go',
      60_000,
    );
    const page = await scene.newPage(`${scene.town.city.urls.saiken}debts/${Z.debts[0]}/letter`);
    await page.waitForTimeout(1_000);
    await page.click('#print-letter');
    await findQuestion(page);
    await page.waitForTimeout(500);
    await shoot(page, 'cannot-tell');
    await cancelQuestion(page);
    expectThat(!(await printToText(page)).includes(Z.name), 'nothing is printed unasked');
    say('ふだんの記録でも「該当なし」とは言わず、理由を示して短い確認を求めます。');
    await page.close();
    scene.browser.setPolicy(scene.town.policy);
    await waitUntil(
      async () => (await scene.readStatus()).policy === 'ready',
      'the policy',
      60_000,
    );
    say('設定が戻ると、自動でふだんの動作に戻りました。');
  },
};
