import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerWhenAsked } from '../support/guarded-work.ts';
import { type NetworkScene, openNetworkScene } from '../support/hostile-network.ts';
import { findQuestion, hasNoQuestion } from '../support/open-scene.ts';
import { stopByKey } from '../support/stop-question.ts';
import { waitUntil } from '../support/wait-until.ts';

/** A page that sends in its first line is asked about before anybody can have read it. */
let network: NetworkScene;
beforeAll(async () => {
  network = await openNetworkScene();
});
afterAll(() => network?.close());

const UNREAD = 'この操作の画面は、まだ読み取りが終わっていません。';
const FLAGGED = 'この方の情報は取扱いに注意が必要です';
const FREE = '今の画面では確認は要りません';

async function openBusy(atena: string): Promise<Page> {
  network.site.hits.length = 0;
  const page = await network.scene.newPage(network.url('record/none'));
  await page.goto(network.url(`first-busy/${atena}`), { waitUntil: 'commit' });
  return page;
}

/** Waits until the question says so. */
async function waitForWords(page: Page, words: string): Promise<string> {
  const read = async () => (await findQuestion(page)).locator('body').innerText();
  const isSaid = async () => (await read().catch(() => '')).includes(words);
  await waitUntil(isSaid, `the question to say 「${words}」`);
  return read();
}

/** What was asked and how it ended, oldest first. */
async function readActs(since: number) {
  const records = (await network.scene.readRecords()).slice(since);
  return records
    .filter(({ type }) => ['intent', 'decision'].includes(type))
    .map(({ type, situation, decision }) => [type, situation, decision]);
}

function sent(): readonly string[] {
  return network.site.hits.map(({ path }) => path).filter((path) => path.startsWith('/guarded/'));
}

test('the question says that nobody can tell, then what the record means, never that it is clear', async () => {
  const since = (await network.scene.readRecords()).length;
  const page = await openBusy(cast.K1.A.atena);
  const text = await waitForWords(page, FLAGGED);
  expect(text).not.toContain(UNREAD);
  expect(await readActs(since)).toEqual([
    ['intent', 'cannot-tell', undefined],
    ['decision', 'cannot-tell', 'stop'],
    ['intent', 'protected', undefined],
  ]);
  await answerWhenAsked(page, { recipient: 'self', reason: 'recipient-verified' });
  await waitUntil(() => hasNoQuestion(page), 'the question to close');
  expect(sent()).toEqual([]);
  await page.evaluate(() => fetch('/guarded/again', { method: 'POST' }));
  expect(sent()).toEqual(['/guarded/again']);
  await page.close();
});

test('a record that touches no case needs no answer, and sends when it is done again', async () => {
  const page = await openBusy(cast.clean.Z.atena);
  await waitForWords(page, FREE);
  await stopByKey(page, 'Enter');
  expect(sent()).toEqual([]);
  await page.evaluate(() => fetch('/guarded/again', { method: 'POST' }));
  expect(sent()).toEqual(['/guarded/again']);
  await page.close();
});
