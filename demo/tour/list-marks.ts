import { cast } from '../city/cast.ts';
import type { TourStep } from './tour-desk.ts';

export const listMarks: TourStep = {
  title: '一覧：500件の一斉送付のうち、支援措置に関わる行に印が付く',
  async run({ scene, say, shoot }) {
    const page = await scene.newPage(`${scene.town.city.urls.saiken}batch`);
    const row = page.locator('#batch-list tbody tr', { hasText: cast.K1.C.debts[0] ?? '' });
    await row.scrollIntoViewIfNeeded();
    await page.waitForTimeout(1_000);
    await shoot(page, 'marks');
    say('該当する行に「要確認」の印が付きました。ほかの行はそのままです。');
    await page.close();
  },
};
