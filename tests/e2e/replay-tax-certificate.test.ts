import type { Frame, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerQuestion, type Filling } from '../support/answer-question.ts';
import { findQuestion, hasNoQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { printToText, untilPrinting } from '../support/print-to-text.ts';
import { readLastActs } from '../support/read-acts.ts';
import { pressBannerButton, readBanner } from '../support/read-banner.ts';
import { stopByAnswer, stopByKey } from '../support/stop-question.ts';
import { waitUntil } from '../support/wait-until.ts';

const { X } = cast.K2;
const TITLE = 'この方の情報は取扱いに注意が必要です（支援措置期間中）';
const NOTICE = '確認が済んでいないため印刷していません';
const FIELDS = ['#jusho', '#denwa'] as const;
const RIGHT: Filling = { recipient: 'self', reason: 'recipient-verified' };
const ISSUE = '#keyCert';
const BLOCKED = 'net::ERR_BLOCKED_BY_CLIENT';

let scene: Scene;
/** What the browser handed to any tab of a certificate: the status, or the error. */
const arrivals: string[] = [];

beforeAll(async () => {
  scene = await openScene();
  const { context } = scene.browser;
  await context.addInitScript(sampleBlur);
  context.on('response', (response) => {
    if (isCertificate(response.url())) arrivals.push(String(response.status()));
  });
  context.on('requestfailed', (request) => {
    if (isCertificate(request.url())) arrivals.push(request.failure()?.errorText ?? 'failed');
  });
});
beforeEach(() => {
  arrivals.length = 0;
});
afterAll(() => scene?.close());

function isCertificate(url: string): boolean {
  return url.startsWith(`${scene.town.city.urls.zeimu}cert`);
}

function certificates() {
  return scene.town.city.store.certificates;
}

/** X's record in the frameset, as it comes from the list. */
async function openRecord(): Promise<{ readonly page: Page; readonly record: Frame }> {
  const page = await scene.newPage(`${scene.town.city.urls.zeimu}?atena=${X.atena}`);
  await waitUntil(async () => (await readBanner(page)).includes(TITLE), 'the band');
  const record = page.frame({ name: 'detail' });
  if (!record) throw new Error('expected the frame of the record');
  return { page, record };
}

describe('replay 9: the tax system knows nothing of the measures for X', () => {
  test('address and telephone are blurred from the first frame on, until asked for', async () => {
    const { page, record } = await openRecord();
    const samples = await record.evaluate(readSamples);
    expect(samples.length).toBeGreaterThan(0);
    expect(samples.filter((isBlurred) => !isBlurred)).toEqual([]);
    for (const field of FIELDS) expect(await filterOf(record, field)).toContain('blur');

    await pressBannerButton(page, '住所等を表示する');
    for (const field of FIELDS) {
      await waitUntil(async () => (await filterOf(record, field)) === 'none', `${field} to show`);
    }
    await page.close();
  });

  test('a record of nobody’s case can be read at once', async () => {
    const url = `${scene.town.city.urls.zeimu}detail?atena=${cast.clean.Z.atena}`;
    const page = await scene.newPage(url);
    for (const field of FIELDS) {
      await waitUntil(async () => (await filterOf(page.mainFrame(), field)) === 'none', field);
    }
    expect(await readBanner(page)).toBe('');
    await page.close();
  });

  test('no certificate is fetched before the answer', async () => {
    const { page, record } = await openRecord();
    for (const key of ['Enter', 'Escape', 'Space'] as const) {
      await record.click(ISSUE);
      await stopByKey(page, key);
      await record.press('body', 'F9');
      await stopByKey(page, key);
    }
    await record.dblclick(ISSUE);
    await stopByKey(page, 'Escape');
    expect(certificates()).toEqual([]);
    expect(arrivals).toEqual([]);
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'print', situation: 'protected' },
      { type: 'decision', decision: 'cancel' },
      { type: 'outcome', outcome: 'abandoned' },
    ]);
    await page.close();
  });

  test.each<readonly [string, Filling, string]>([
    ['the other party receives it', { recipient: 'counterpart' }, 'recipient-is-counterpart'],
    ['nobody knows who receives it', { recipient: 'unknown' }, 'recipient-unknown'],
  ])('no certificate is fetched when %s', async (_title, filling, code) => {
    const { page, record } = await openRecord();
    await record.click(ISSUE);
    await stopByAnswer(page, { reason: 'recipient-verified', ...filling });
    expect(certificates()).toEqual([]);
    expect(arrivals).toEqual([]);
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'print', situation: 'protected' },
      { type: 'decision', decision: 'stop', reason: code },
      { type: 'outcome', outcome: 'abandoned' },
    ]);
    await page.close();
  });

  test('one answer issues one certificate, and the next one asks again', async () => {
    const { page, record } = await openRecord();
    await record.click(ISSUE);
    await answerQuestion(page, RIGHT);
    await waitUntil(() => arrivals.includes('200'), 'the certificate');
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
    expect(arrivals).not.toContain(BLOCKED);
    expect(certificates()).toMatchObject([{ atena: X.atena }]);
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'print', situation: 'protected' },
      { type: 'decision', decision: 'release', reason: 'recipient-verified' },
      { type: 'outcome', outcome: 'done' },
    ]);

    await record.click(ISSUE);
    await stopByKey(page, 'Escape');
    expect(hasNoQuestion(page)).toBe(true);
    expect(certificates()).toHaveLength(1);
    await page.close();
  });

  test('nothing can be read while the worker has to wake up first', async () => {
    await scene.browser.killServiceWorker();
    const { page, record } = await openRecord();
    const samples = await record.evaluate(readSamples);
    expect(samples.length).toBeGreaterThan(0);
    expect(samples.filter((isBlurred) => !isBlurred)).toEqual([]);
    await page.close();
  });

  test('a notice that the record writes into a pop-up asks there, once', async () => {
    const { page, record } = await openRecord();
    const opening = scene.browser.context.waitForEvent('page');
    await record.click('#keyNotice');
    const popup = await opening;
    const locked = await printToText(popup);
    expect(locked).toContain(NOTICE);
    expect(locked).not.toContain(X.given);
    expect(hasNoQuestion(page)).toBe(true);

    const filling = { lastFour: X.atena.slice(-4), ...RIGHT };
    await untilPrinting(popup, () => answerQuestion(popup, filling));
    expect(await printToText(popup)).toContain(X.given);
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
    expect(await printToText(popup)).toContain(NOTICE);
    await popup.close();
    await page.close();
  });

  test('a certificate that a script asks for is not even issued', async () => {
    const { page, record } = await openRecord();
    const before = certificates().length;
    await record.evaluate(fetchByScript, X.atena);
    expect(arrivals).toEqual([BLOCKED]);
    expect(certificates()).toHaveLength(before);
    await findQuestion(page);
    await stopByKey(page, 'Escape');
    await page.close();
  });
});

function filterOf(frame: Frame, selector: string): Promise<string> {
  return frame.locator(selector).evaluate((element) => getComputedStyle(element).filter);
}

/** Runs in every frame before its scripts: is each field hidden in each frame that is drawn? */
function sampleBlur(): void {
  const samples: boolean[] = [];
  Reflect.set(globalThis, 'blurSamples', samples);
  const isBlurred = (element: Element): boolean =>
    getComputedStyle(element).filter.includes('blur') ||
    (element.parentElement !== null && isBlurred(element.parentElement));
  const sample = () => {
    samples.push(...[...document.querySelectorAll('#jusho, #denwa')].map(isBlurred));
    requestAnimationFrame(sample);
  };
  requestAnimationFrame(sample);
}

function readSamples(): readonly boolean[] {
  return Reflect.get(globalThis, 'blurSamples') as readonly boolean[];
}

/** Runs in the page: past its own button. */
function fetchByScript(atena: string): Promise<unknown> {
  return fetch(`/cert?atena=${atena}`).catch(() => undefined);
}
