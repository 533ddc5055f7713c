import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { openTown } from '../../demo/open-town.ts';
import { answerQuestion } from '../support/answer-question.ts';
import { launchBrowser } from '../support/browser.ts';
import { hasNoQuestion, type Scene, sceneOf } from '../support/open-scene.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { stopByKey } from '../support/stop-question.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * 「コピー」 buttons of newer systems write to the clipboard by `navigator.clipboard`, which a page has on
 * https alone; the browser is told to take the city's plain http for as good.
 */
const { X } = cast.K2;
const CLEAN_CASE = '11-1000';
const REFUSED = 'NotAllowedError';

let scene: Scene;
beforeAll(async () => {
  const town = await openTown();
  const { origin } = new URL(town.city.urls.seiho);
  const args = [`--unsafely-treat-insecure-origin-as-secure=${origin}`];
  scene = await sceneOf(town, await launchBrowser({ policy: town.policy, args }));
  await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags to arrive');
});
afterAll(() => scene?.close());

function caseUrl(number: string | undefined): string {
  return `${scene.town.city.urls.seiho}cases/${number}`;
}

/** Ways of a page's own 「コピー」 button; each tells how the browser took it. */
const WAYS: readonly (readonly [name: string, call: string])[] = [
  ['writeText', `writeText('TEXT')`],
  [
    'write',
    `write([new ClipboardItem({ 'text/plain': new Blob(['TEXT'], { type: 'text/plain' }) })])`,
  ],
];

function copy(page: Page, call: string, text: string): Promise<string> {
  const script = `navigator.clipboard.${call.replace('TEXT', text)}`;
  return page.evaluate(`${script}.then(() => 'written', ({ name }) => name)`);
}

/** What the clipboard holds, by pasting it where the page lets text be typed. */
async function paste(page: Page): Promise<string> {
  const field = page.locator('#record-form textarea');
  await field.fill('');
  await field.focus();
  await page.keyboard.press('Control+v');
  return field.inputValue();
}

test.each(WAYS)(
  '%s is refused on a flagged record, and free once after the answer',
  async (_name, call) => {
    const clean = await scene.newPage(caseUrl(CLEAN_CASE));
    await waitFreePaper(clean);
    expect(await copy(clean, call, '空')).toBe('written');
    expect(hasNoQuestion(clean)).toBe(true);
    await clean.close();

    const page = await scene.newPage(caseUrl(X.caseNumber));
    await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
    expect(await copy(page, call, X.address)).toBe(REFUSED);
    await stopByKey(page, 'Escape');
    expect(await copy(page, call, X.address)).toBe(REFUSED);
    await answerQuestion(page, { recipient: 'self', reason: 'recipient-verified' });
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');

    // Pressed again: the keyboard is the page's once more, and the browser wants that.
    await page.focus('#record-form textarea');
    expect(await copy(page, call, X.address)).toBe('written');
    expect(await copy(page, call, X.address)).toBe(REFUSED);
    await stopByKey(page, 'Escape');
    expect(await paste(page)).toBe(X.address);
    await page.close();
  },
);
