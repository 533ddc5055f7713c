import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerAtOnce, GUARDED_WORK, isPaperFree, questionOf } from '../support/guarded-work.ts';
import { finishWork } from '../support/kill-run.ts';
import { findQuestion, type Scene } from '../support/open-scene.ts';
import { printToText } from '../support/print-to-text.ts';
import { readBanner } from '../support/read-banner.ts';
import { openReloadableScene, reloadExtension } from '../support/reload-extension.ts';
import { VALUE_FAULTS } from '../support/storage-faults.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';
import { watchPaper } from '../support/watch-paper.ts';

/**
 * An update or a reload cuts every guard off from its worker, drops the registered scripts and empties
 * the worker's memory (SECURITY.md F10, T59). In each state of the screen: the old guard keeps its
 * lock, the new copy takes over without a moment in which a paper would carry the page, and a right
 * answer then works. Times from the new worker's first answer are printed.
 */
const { print } = GUARDED_WORK;
const { A } = cast.K1;
const { X } = cast.K2;
const [cleanDebt = ''] = cast.clean.Z.debts;

/** States of the page on which `print` is the work to finish. */
const OF_PRINT_PAGE = ['flagged', 'question', 'answer', 'released', 'pop-up', 'options'];

let scene: Scene;
let page: Page;
const armedMs: Record<string, number> = {};

beforeAll(async () => {
  scene = await openReloadableScene();
});
afterEach(() => page?.close());
afterAll(async () => {
  console.log(`re-armed after a reload, ms: ${JSON.stringify(armedMs)}`);
  await scene?.close();
});

/** A screen before the reload; the page that is watched stays open over it. */
type ScreenState = () => Promise<Page>;

const FLAGGED_STATES: Readonly<Record<string, ScreenState>> = {
  'a flagged record': openFlagged,
  'a list with marks': () => openGuarded(`${scene.town.city.urls.saiken}batch`),
  'a question that is open': openQuestion,
  'a question that is half filled in': async () => {
    const opened = await openQuestion();
    const question = await findQuestion(opened);
    await question.check('[name="recipient"][value="self"]');
    await question.fill('[data-field="lastFour"] input', '12');
    return opened;
  },
  'an answer that is being sent': async () => {
    const opened = await openQuestion();
    const question = questionOf(opened);
    if (question) answerAtOnce(question, print.answer).catch(() => undefined);
    return opened;
  },
  'a print that is released and not made': async () => {
    const opened = await openQuestion();
    const question = questionOf(opened);
    if (question) await answerAtOnce(question, print.answer);
    await waitFreePaper(opened);
    return opened;
  },
  'the pop-up of the toolbar': async () => {
    const opened = await openFlagged();
    await scene.browser.extensionPage('popup.html');
    await opened.bringToFront();
    return opened;
  },
  'the options page': async () => {
    const opened = await openFlagged();
    await scene.browser.extensionPage('options.html');
    await opened.bringToFront();
    return opened;
  },
  'a frameset': () => openGuarded(`${scene.town.city.urls.zeimu}?atena=${X.atena}`),
  'a record with covered fields': () =>
    openGuarded(`${scene.town.city.urls.zeimu}detail?atena=${X.atena}`),
};

async function openGuarded(url: string): Promise<Page> {
  const opened = await scene.newPage(url);
  await waitUntil(async () => (await readBanner(opened)) !== '', 'the band');
  return opened;
}

function openFlagged(): Promise<Page> {
  return openGuarded(print.url(scene));
}

async function openQuestion(): Promise<Page> {
  const opened = await openFlagged();
  await print.press(opened);
  await findQuestion(opened);
  return opened;
}

/** Reloads while the page is watched, and waits until the new copy guards it. */
async function reload(name: string, isArmed: () => Promise<boolean>): Promise<void> {
  scene = await reloadExtension(scene);
  const startedAt = performance.now();
  await page.bringToFront();
  await waitUntil(isArmed, 'the new copy to guard the page');
  armedMs[name] = Math.round(performance.now() - startedAt);
}

/** The band of the new copy; the old one says that nobody answers. */
async function hasOwnBand(): Promise<boolean> {
  const band = await readBanner(page).catch(() => '');
  return band !== '' && !band.includes('照合できません');
}

/** A print that was stopped on paper asks, so one question may stand. */
async function expectAllEnded(): Promise<void> {
  await waitUntil(async () => {
    const records = await scene.readRecords();
    const count = (type: string) => records.filter((record) => record.type === type).length;
    return count('intent') - count('outcome') <= (questionOf(page) ? 1 : 0);
  }, 'an end for each intent');
  expect((await scene.readStatus()).audit.chain).toBe('intact');
}

test.each(Object.keys(FLAGGED_STATES))('%s', async (name) => {
  page = await (FLAGGED_STATES[name] as ScreenState)();
  // An answer may be carried out before the reload; the style of a frameset says nothing.
  const isWatchable = !['released', 'sent', 'frameset'].some((word) => name.includes(word));
  const watch = isWatchable ? watchPaper(page) : undefined;
  await reload(name, hasOwnBand);
  const papers = await watch?.stop();
  expect(papers ?? 0).toBe(0);
  const paper = await printToText(page);
  expect(paper).not.toContain(A.surname);
  expect(paper).not.toContain(X.surname);
  await expectAllEnded();
  if (!OF_PRINT_PAGE.some((word) => name.includes(word))) return;

  // The orphan's question went with it; a right answer to the new one works.
  const faults: string[] = [];
  await finishWork(scene, { page, work: print, countBefore: print.count(scene), faults });
  expect(faults).toEqual([]);
  await expectAllEnded();
});

test('a clear record stays quiet and becomes clear again', async () => {
  page = await scene.newPage(`${scene.town.city.urls.saiken}debts/${cleanDebt}/letter`);
  await waitFreePaper(page);
  await reload('a clear record', () => isPaperFree(page));
  await waitFreePaper(page);
  expect(await readBanner(page)).toBe('');
});

test('a band that says that nobody can tell', async () => {
  const dashboard = await scene.browser.extensionPage('options.html');
  await scene.town.feed.goDown();
  await dashboard.evaluate(VALUE_FAULTS['every row is gone'] ?? '');
  await scene.browser.killServiceWorker();
  await scene.readStatus();
  page = await openGuarded(`${scene.town.city.urls.saiken}debts/${cleanDebt}/letter`);
  expect(await readBanner(page)).toContain('照合できません');
  const watch = watchPaper(page);
  await reload('cannot tell', async () => (await readBanner(page)).includes('照合できません'));
  expect(await watch.stop()).toBe(0);

  await scene.town.feed.comeUp();
  await waitUntil(async () => (await scene.syncNow()).feed === 'ready', 'the flags');
  await waitFreePaper(page);
  await waitUntil(async () => (await readBanner(page)) === '', 'the band to go');
});
