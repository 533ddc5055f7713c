import { hasNoQuestion } from '../../tests/support/open-scene.ts';
import { printToText } from '../../tests/support/print-to-text.ts';
import { waitUntil } from '../../tests/support/wait-until.ts';
import { cast } from '../city/cast.ts';
import { expectThat, type TourStep } from './tour-desk.ts';

const { Z } = cast.clean;

export const ordinaryRecord: TourStep = {
  title: 'ふだんの記録：支援措置に関わらない方の催告書を印刷する',
  async run({ scene, say, shoot }) {
    const page = await scene.newPage(`${scene.town.city.urls.saiken}debts/${Z.debts[0]}/letter`);
    await waitUntil(async () => (await printToText(page)).includes('催告書'), 'the paper');
    expectThat(hasNoQuestion(page), 'nothing is asked');
    await shoot(page, 'ordinary');
    say('帯も確認も出ず、そのまま印刷されました。');
    await page.close();
  },
};
