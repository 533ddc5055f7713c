import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import type { RecordRow } from '../../utils/domain/system-status.ts';
import { answerQuestion, cancelQuestion, readQuestionText } from '../support/answer-question.ts';
import { findQuestion, hasNoQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { printToText } from '../support/print-to-text.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

const { C } = cast.K1;
const { Z } = cast.clean;
const [debtOfC = ''] = C.debts;
const [debtOfZ = ''] = Z.debts;
const NOTICE = '確認が済んでいないため印刷していません';
/** The shortest limit that a policy may set. A day's outage and a minute's differ in nothing else. */
const STALE_AFTER_MS = 60_000;
const POLL_MS = 30_000;
const UNTIL_STALE_MS = STALE_AFTER_MS + 2 * POLL_MS;

let scene: Scene;
/** An ordinary letter that stays open all day, as on a real desk. */
let desk: Page;
/** Outages and recoveries of the start, before any policy had arrived. */
let morning: readonly RecordRow[] = [];

beforeAll(async () => {
  scene = await openScene({ policy: { staleAfterMs: STALE_AFTER_MS } });
  desk = await scene.newPage(letter(debtOfZ));
  await waitFreePaper(desk);
  await scene.syncNow();
  await scene.town.feed.goDown();
  morning = await readStates();
});
afterAll(() => scene?.close());

function letter(debt: string): string {
  return `${scene.town.city.urls.saiken}debts/${debt}/letter`;
}

async function readStates(): Promise<readonly RecordRow[]> {
  const records = await scene.readRecords();
  return records.filter(({ type }) => type === 'outage' || type === 'recovered');
}

async function expectRefusedLetterOfC(): Promise<void> {
  const page = await scene.newPage(letter(debtOfC));
  await waitUntil(async () => (await readBanner(page)).includes('相手方'), 'the band of C');
  await page.click('#print-letter');
  const question = await findQuestion(page);
  expect(await readQuestionText(page)).toContain('送付先');
  expect(await question.locator('[data-go]').count()).toBe(0);
  await cancelQuestion(page);
  await waitUntil(() => hasNoQuestion(page), 'the question to close');
  const paper = await printToText(page);
  expect(paper).toContain(NOTICE);
  expect(paper).not.toContain(C.surname);
  await page.close();
}

describe('replay 21: the feed host is down', () => {
  test('within the limit ordinary records are quiet and flags stand', async () => {
    expect((await scene.syncNow()).feed).toBe('feed-unreachable');
    expect(await readBanner(desk)).toBe('');
    expect(await printToText(desk)).toContain(Z.surname);
    await expectRefusedLetterOfC();
    expect(await readStates()).toEqual(morning);
  });

  test('after the limit an open ordinary record cannot be told any more', async () => {
    const isTold = async () => (await readBanner(desk)).includes('照合できません');
    await waitUntil(isTold, 'the band over the open letter', UNTIL_STALE_MS);
    expect(await readBanner(desk)).toMatch(/最終取込 [12]分前/);
    expect(await printToText(desk)).toContain(NOTICE);

    const question = await findQuestion(desk);
    const fields = await question
      .locator('[data-field]')
      .evaluateAll((found) => found.map((field) => field.getAttribute('data-field')));
    expect(fields).toEqual(['recipient', 'reason']);
    await answerQuestion(desk, { recipient: 'self', reason: 'recipient-verified' });
    await waitUntil(() => hasNoQuestion(desk), 'the question to close');
    await waitFreePaper(desk);
    expect(await printToText(desk)).toContain(Z.surname);
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
  });

  test('after the limit flags stand as before', expectRefusedLetterOfC);

  test('when the host is back, ordinary records are quiet again', async () => {
    await scene.town.feed.comeUp();
    expect((await scene.syncNow()).feed).toBe('ready');
    await waitUntil(async () => (await readBanner(desk)) === '', 'the band to go');
    await waitFreePaper(desk);
    expect(await printToText(desk)).toContain(Z.surname);
    const page = await scene.newPage(letter(debtOfZ));
    await waitFreePaper(page);
    expect(await readBanner(page)).toBe('');
    await page.close();
    await expectRefusedLetterOfC();
  });

  test('outage and recovery are on the record, once each', async () => {
    const states = (await readStates()).slice(morning.length);
    expect(states).toMatchObject([
      { type: 'outage', reason: 'cache-stale' },
      { type: 'recovered' },
    ]);
    expect((await scene.readStatus()).audit.chain).toBe('intact');
  });
});
