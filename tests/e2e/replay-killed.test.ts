import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { openTown, type Town } from '../../demo/open-town.ts';
import { answerQuestion } from '../support/answer-question.ts';
import type { TestBrowser } from '../support/browser.ts';
import { findQuestion, hasNoQuestion, type Scene } from '../support/open-scene.ts';
import { cutPower, startPc } from '../support/power-cut.ts';
import { printToText } from '../support/print-to-text.ts';
import { readLastActs } from '../support/read-acts.ts';
import { makeUsedProfile, type UsedProfile } from '../support/used-profile.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

const { A } = cast.K1;
const [debtOfA = ''] = A.debts;
const NOTICE = '確認が済んでいないため印刷していません';

let town: Town;
let profile: UsedProfile;
let browser: TestBrowser | undefined;

beforeAll(async () => {
  town = await openTown();
  profile = await makeUsedProfile(town);
});
afterEach(async () => {
  await browser?.close();
  browser = undefined;
});
afterAll(async () => {
  profile?.remove();
  await town?.close();
});

async function start(): Promise<Scene> {
  const scene = await startPc(town, profile.profileDir);
  browser = scene.browser;
  return scene;
}

test('replay 22: the power goes between the answer and the paper', async () => {
  const before = await start();
  const page = await before.newPage(`${town.city.urls.saiken}debts/${debtOfA}/letter`);
  await page.click('#print-letter');
  await answerQuestion(page, {
    recipient: 'self',
    lastFour: A.atena.slice(-4),
    reason: 'recipient-verified',
  });
  await waitUntil(() => hasNoQuestion(page), 'the question to close');
  await waitFreePaper(page);
  const released = await readLastActs(before, 2);
  expect(released).toMatchObject([
    { type: 'intent', act: 'print' },
    { type: 'decision', decision: 'release', reason: 'recipient-verified' },
  ]);
  await cutPower(before);
  browser = undefined;

  const after = await start();
  const records = await after.readRecords();
  const seq = released.at(-1)?.seq ?? 0;
  expect(records.filter((record) => record.seq <= seq).slice(-2)).toEqual(released);
  const outcomes = records.filter((record) => record.seq > seq && record.type === 'outcome');
  expect(outcomes).toMatchObject([{ outcome: 'unknown' }]);
  expect((await after.readStatus()).audit.chain).toBe('intact');

  const again = await after.newPage(`${town.city.urls.saiken}debts/${debtOfA}/letter`);
  expect(await printToText(again)).toContain(NOTICE);
  await findQuestion(again);
  expect(await printToText(again)).toContain(NOTICE);
});
