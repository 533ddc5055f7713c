import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { cancelQuestion, readQuestionText } from '../support/answer-question.ts';
import { findQuestion, hasNoQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { readBanner } from '../support/read-banner.ts';
import { waitUntil } from '../support/wait-until.ts';

const { A, C } = cast.K1;

/** Words that say what kind of record this is, or which side somebody is on. */
const CASE_WORDS = /支援|措置|相手方|対象者|加害|被害|ＤＶ|DV|住所を伝え|来庁の事実/;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene({ policy: { counterMode: true } });
});
afterAll(() => scene?.close());

const open = (path: string) => scene.newPage(`${scene.town.city.urls.saiken}${path}`);

async function bandOf(page: Page): Promise<string> {
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  return readBanner(page);
}

/** What differs between two bands but the digits of the record that is open. */
function withoutDigits(band: string): string {
  return band.replace(/末尾\d{4}/g, '').replace(/最終取込.*?(前|以内)/g, '');
}

test('replay 23: the band reads the same on both sides of a case, and holds no case word', async () => {
  const protectedSide = await open(`debts/${A.debts[0]}`);
  const otherSide = await open(`debts/${C.debts[0]}`);
  const bands = [await bandOf(protectedSide), await bandOf(otherSide)];
  for (const band of bands) {
    expect(band).toContain('確認が必要な記録です');
    expect(band).not.toMatch(CASE_WORDS);
  }
  const [own = '', other = ''] = bands;
  expect(own).toContain(`末尾${A.atena.slice(-4)}`);
  expect(other).toContain(`末尾${C.atena.slice(-4)}`);
  expect(withoutDigits(own)).toBe(withoutDigits(other));
  for (const page of [protectedSide, otherSide]) {
    expect(await page.title()).not.toMatch(CASE_WORDS);
    await page.close();
  }
});

test('replay 23: the question holds no case word before somebody holds the button', async () => {
  const page = await open(`debts/${C.debts[0]}/letter`);
  await page.click('#print-letter');
  await findQuestion(page);
  expect(await readQuestionText(page)).not.toMatch(CASE_WORDS);
  await cancelQuestion(page);
  await waitUntil(() => hasNoQuestion(page), 'the question to close');
  await page.close();
});

test('replay 23: a list says which rows to check, and nothing of why', async () => {
  const page = await open('batch');
  const band = await bandOf(page);
  expect(band).not.toMatch(CASE_WORDS);
  await page.close();
});
