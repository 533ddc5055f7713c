import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { openTown, type Town } from '../../demo/open-town.ts';
import { answerQuestion } from '../support/answer-question.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { findQuestion, hasNoQuestion, type Scene, sceneOf } from '../support/open-scene.ts';
import { printToText } from '../support/print-to-text.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { makeUsedProfile, type UsedProfile } from '../support/used-profile.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

const { Z } = cast.clean;
const { A } = cast.K1;
const [debtOfZ = ''] = Z.debts;
const [debtOfA = ''] = A.debts;
const NOTICE = '確認が済んでいないため印刷していません';
const ANSWER = { recipient: 'self', reason: 'recipient-verified' } as const;

let town: Town;
let profile: UsedProfile | undefined;
let browser: TestBrowser | undefined;

beforeAll(async () => {
  town = await openTown();
});
afterEach(async () => {
  await browser?.close();
  browser = undefined;
  profile?.remove();
  profile = undefined;
  await town.feed.goDown();
  await town.feed.comeUp();
});
afterAll(() => town?.close());

function letter(debt: string): string {
  return `${town.city.urls.saiken}debts/${debt}/letter`;
}

async function launch(options: Parameters<typeof launchBrowser>[0]): Promise<Scene> {
  browser = await launchBrowser(options);
  return sceneOf(town, browser);
}

/** A record that touches no case: nothing of it may pass as clear, and one answer frees one print. */
async function expectReducedQuestion(scene: Scene): Promise<void> {
  const page = await scene.newPage(letter(debtOfZ));
  await waitUntil(async () => (await readBanner(page)).includes('照合できません'), 'the band');
  expect(await printToText(page)).toContain(NOTICE);

  const question = await findQuestion(page);
  const fields = await question
    .locator('[data-field]')
    .evaluateAll((found) => found.map((field) => field.getAttribute('data-field')));
  expect(fields).toEqual(['recipient', 'reason']);
  await answerQuestion(page, ANSWER);
  await waitUntil(() => hasNoQuestion(page), 'the question to close');
  await waitFreePaper(page);
  const first = await printToText(page);
  expect(first).toContain('催告書');
  expect(first).toContain(Z.surname);
  expect(first).not.toContain(NOTICE);
  await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the outcome');

  expect(await printToText(page)).toContain(NOTICE);
  expect(await readLastActs(scene, 4)).toMatchObject([
    { type: 'intent', act: 'print', situation: 'cannot-tell' },
    { type: 'decision', decision: 'release', reason: 'recipient-verified' },
    { type: 'outcome', outcome: 'done' },
    { type: 'intent', act: 'print', situation: 'cannot-tell' },
  ]);
  await page.close();
}

describe('a PC that has worked before', () => {
  test.each([
    ['emptied', 'emptyDatabases'],
    ['corrupted', 'spoilDatabases'],
  ] as const)(
    'asks about every record when its data was %s and the feed is down',
    async (_title, harm) => {
      profile = await makeUsedProfile(town);
      profile[harm]();
      await town.feed.goDown();
      const scene = await launch({ policy: town.policy, profileDir: profile.profileDir });
      await waitUntil(
        async () => (await scene.readStatus()).feed === 'feed-unreachable',
        'the feed to be tried',
      );
      expect((await scene.readStatus()).recordCount).toBeUndefined();
      await expectReducedQuestion(scene);
    },
  );

  test('asks about every record when the managed policy is gone', async () => {
    profile = await makeUsedProfile(town);
    const scene = await launch({ profileDir: profile.profileDir });
    await expectReducedQuestion(scene);
    await waitUntil(
      async () => (await scene.readStatus()).policy === 'policy-missing',
      'the policy to be missed',
    );
    await expectReducedQuestion(scene);
  });
});

test('a PC that never had a policy watches nothing and says so', async () => {
  const scene = await launch({});
  const worker = await scene.browser.serviceWorker();
  const read = (script: string) => worker.evaluate(script);
  expect(await read('chrome.scripting.getRegisteredContentScripts()')).toEqual([]);
  await waitUntil(async () => (await read('chrome.action.getBadgeText({})')) === '?', 'the badge');
  await waitUntil(
    async () => (await scene.readStatus()).policy === 'policy-missing',
    'the policy to be missed',
  );
  const options = await scene.browser.extensionPage('options.html');
  await options.waitForSelector('text=この端末に設定が配布されていません');
  await options.waitForSelector('text=情報政策課へ、端末名を添えて設定の配布を依頼してください');
});

describe('a worker that is killed', () => {
  test('lets nothing pass while a question stands, and takes the answer when it is back', async () => {
    const scene = await launch({ policy: town.policy });
    await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags to arrive');
    const page = await scene.newPage(letter(debtOfA));
    await page.click('#print-letter');
    await findQuestion(page);
    await scene.browser.killServiceWorker();
    expect(await printToText(page)).toContain(NOTICE);

    await answerQuestion(page, { ...ANSWER, lastFour: A.atena.slice(-4) });
    await waitUntil(() => hasNoQuestion(page), 'the question to close');
    await waitFreePaper(page);
    expect(await printToText(page)).toContain(A.surname);
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');

    await scene.browser.killServiceWorker();
    expect(await printToText(page)).toContain(NOTICE);
    await findQuestion(page);
    expect(await printToText(page)).toContain(NOTICE);
  });
});
