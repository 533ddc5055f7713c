import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { findQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { pressBannerButton, readBanner } from '../support/read-banner.ts';
import { stopByKey } from '../support/stop-question.ts';
import { waitUntil } from '../support/wait-until.ts';

const { X, Y } = cast.K2;
const { A, C } = cast.K1;
/** Words that tell a visitor that there is a case, or on which side somebody stands. */
const TELLING = /支援措置|対象者|相手方|加害|被害|DV|ＤＶ|暴力|避難|保護されて|事案/;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
  const popup = await scene.browser.extensionPage('popup.html');
  await popup.check('input[type="checkbox"]');
  await waitUntil(async () => (await scene.readStatus()).counterMode, 'the counter mode');
  await popup.close();
});
afterAll(() => scene?.close());

function urls() {
  const { seiho, saiken, zeimu } = scene.town.city.urls;
  return [
    ['the protected person', `${seiho}cases/${X.caseNumber}`, '#open-call-log'],
    ['the other party', `${seiho}cases/${Y.caseNumber}`, '#open-call-log'],
    ['a tax record', `${zeimu}outai?atena=${X.atena}`, '#outaiSave'],
    ['a letter of one side', `${saiken}debts/${A.debts[0]}/letter`, '#print-letter'],
    ['a letter that is refused', `${saiken}debts/${C.debts[0]}/letter`, '#print-letter'],
    ['a list', `${saiken}?q=${encodeURIComponent(C.surname)}`, '#csv-link'],
  ] as const;
}

/** What differs between two bands but the digits of the record that is open. */
function withoutDigits(band: string): string {
  return band.replace(/末尾\d{4}/g, '').replace(/最終取込.*?(前|以内)/g, '');
}

/** Everything of ours on the page: band, question, tab title, and marks in front of rows. */
async function readOurs(page: Page): Promise<string> {
  const frames = page.frames().filter((frame) => frame.url().includes('/confirm.html#'));
  const texts = await Promise.all(frames.map((frame) => frame.locator('body').innerText()));
  const titles = await Promise.all(frames.map((frame) => frame.title()));
  return [await readBanner(page), await page.title(), ...texts, ...titles].join('\n');
}

describe('replay 23: a visitor looks at the screen', () => {
  test('nothing of ours says that there is a case, or which side is which', async () => {
    const bands: string[] = [];
    for (const [name, url, press] of urls()) {
      const page = await scene.newPage(url);
      await waitUntil(async () => (await readBanner(page)) !== '', `the band: ${name}`);
      bands.push(await readBanner(page));
      expect(await readOurs(page), name).not.toMatch(TELLING);
      await page.click(press);
      const question = await findQuestion(page);
      expect(await readOurs(page), name).not.toMatch(TELLING);
      expect(await question.locator('body').innerText()).toContain('来庁者から見えないところで');
      await stopByKey(page, 'Escape');
      await page.close();
    }
    const titles = bands.map((band) => band.match(/確認が必要な記録です/)?.[0]);
    expect(new Set(titles).size).toBe(1);
  });

  test('the band reads the same on both sides of a case, but for the open record’s digits', async () => {
    const bands: string[] = [];
    for (const { debts, atena } of [A, C]) {
      const page = await scene.newPage(`${scene.town.city.urls.saiken}debts/${debts[0]}`);
      await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
      bands.push(withoutDigits(await readBanner(page)));
      expect(await readBanner(page)).toContain(`末尾${atena.slice(-4)}`);
      await page.close();
    }
    expect(bands[0]).toBe(bands[1]);
  });

  test('what it is about shows while a button is held, and no longer', async () => {
    const page = await scene.newPage(urls()[0][1]);
    await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
    await page.click('#open-call-log');
    const question = await findQuestion(page);
    const held = question.locator('.hold button').first();
    await held.hover();
    await page.mouse.down();
    await question.waitForSelector('.held');
    expect(await question.locator('body').innerText()).toMatch(TELLING);
    await page.mouse.up();
    await question.waitForSelector('.held', { state: 'detached' });
    expect(await question.locator('body').innerText()).not.toMatch(TELLING);
    await page.close();
  });

  test('one press draws a curtain over the whole page', async () => {
    const page = await scene.newPage(urls()[0][1]);
    await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
    await pressBannerButton(page, '画面を隠す');
    await waitUntil(async () => (await readBanner(page)) === '', 'the curtain');
    const top = await page.evaluate(() => {
      const element = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
      return element?.tagName.toLowerCase() ?? '';
    });
    expect(top).not.toMatch(/^(td|dd|dt|section|div|a)$/);
    await page.close();
  });
});
