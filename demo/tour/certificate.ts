import { cancelQuestion } from '../../tests/support/answer-question.ts';
import { findQuestion } from '../../tests/support/open-scene.ts';
import { cast } from '../city/cast.ts';
import { expectThat, type TourStep } from './tour-desk.ts';

const { X } = cast.K2;

export const certificate: TourStep = {
  title: '枚方の場面：税務システムには印がないが、証明書は止まる',
  async run({ scene, say, shoot }) {
    const { city } = scene.town;
    const page = await scene.newPage(`${city.urls.zeimu}?atena=${X.atena}`);
    const frameWith = (selector: string) =>
      Promise.any(
        page.frames().map(async (frame) => {
          await frame.waitForSelector(selector, { timeout: 10_000 });
          return frame;
        }),
      );
    const detail = await frameWith('#keyCert');
    await page.waitForTimeout(1_000);
    await shoot(page, 'tax');
    say('住所と電話番号は、確認するまでぼかされています。');
    await detail.click('#keyCert');
    await findQuestion(page);
    expectThat(city.store.certificates.length === 0, 'no certificate was issued');
    say('証明書の発行は、サーバーに届く前に止まりました。');
    await cancelQuestion(page);
    await page.close();
  },
};
