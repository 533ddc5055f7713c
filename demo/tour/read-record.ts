import { expectThat, type TourStep } from './tour-desk.ts';

export const readRecord: TourStep = {
  title: '操作記録：何を示し、誰がどう答えたか',
  async run({ scene, say, shoot }) {
    const { audit } = await scene.readStatus();
    expectThat(audit.chain === 'intact', 'the chain of records is whole');
    for (const record of await scene.readRecords()) {
      const { seq, type, act, situation, decision, reason, outcome } = record;
      say([seq, type, act, situation, decision, reason, outcome].filter(Boolean).join('  '));
    }
    const page = await scene.browser.extensionPage('options.html');
    await page.setViewportSize({ width: 1200, height: 1000 });
    await page.waitForTimeout(1_000);
    await shoot(page, 'options');
    await page.close();
  },
};
