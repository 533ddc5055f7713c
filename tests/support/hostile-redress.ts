import type { Page } from 'playwright-core';
import { cast } from '../../demo/city/cast.ts';
import type { RedressAttack } from '../fixtures/hostile/redress-attacks.ts';
import { findQuestion, openScene, type Scene } from './open-scene.ts';
import { readBanner } from './read-banner.ts';
import { waitUntil } from './wait-until.ts';

const { A } = cast.K1;
const [debt = ''] = A.debts;
/** A question that is seen anew takes no click before this (SECURITY.md T39). */
const SEEN_AFTER_MS = 800;
/** The browser looks at what is visible every 100 ms, and nobody presses a trap within a quarter. */
const NOTICED_MS = 250;
const BAND_CLIP = { x: 0, y: 0, width: 160, height: 24 };

/** A record of the town whose page turns on the guard. */
export type RedressScene = {
  readonly scene: Scene;
  readonly openLetter: () => Promise<Page>;
  /** Opens the letter and a filled-in question that would take a click now. */
  readonly openQuestion: () => Promise<Page>;
  readonly attack: (page: Page, attack: RedressAttack) => Promise<unknown>;
  /** Attacks, and gives the longest time in which the band was not what a click would meet. */
  readonly timeBand: (page: Page, attack: RedressAttack) => Promise<number>;
  readonly shootBand: (page: Page) => Promise<string>;
  readonly shootButtons: (page: Page) => Promise<string>;
  /**
   * Attacks, and clicks where the go button stood, for less than 800 ms. False when the machine was
   * so slow that the last click came later.
   */
  readonly attackAndClick: (page: Page, attack: RedressAttack) => Promise<boolean>;
  readonly countDecisions: (wanted: 'release' | 'cancel') => Promise<number>;
  /** The window of ours to which a besieged question moves. */
  readonly findWindow: () => Promise<Page>;
  readonly closeWindows: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export async function openRedressScene(): Promise<RedressScene> {
  const scene = await openScene();
  return {
    scene,
    openLetter: () => openLetter(scene),
    openQuestion: () => openQuestion(scene),
    attack,
    attackAndClick,
    timeBand: (page, { run }) => page.evaluate(inPage(run, `(${timeBand})()`)),
    shootBand: (page) => shoot(page, BAND_CLIP),
    async shootButtons(page) {
      return shoot(page, await goBox(page));
    },
    countDecisions: async (wanted) =>
      (await scene.readRecords()).filter(({ decision }) => decision === wanted).length,
    findWindow: () => findWindow(scene),
    async closeWindows() {
      await Promise.all(questionWindows(scene).map((page) => page.close()));
    },
    close: () => scene.close(),
  };
}

async function openLetter(scene: Scene): Promise<Page> {
  const page = await scene.newPage(`${scene.town.city.urls.saiken}debts/${debt}/letter`);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  return page;
}

async function openQuestion(scene: Scene): Promise<Page> {
  const page = await openLetter(scene);
  await page.click('#print-letter');
  const question = await findQuestion(page);
  await question.check('[name="recipient"][value="self"]');
  const digits = await question.$('[data-field="lastFour"] input');
  await digits?.fill(A.atena.slice(-4));
  await question.selectOption('[data-field="reason"] select', 'recipient-verified');
  await question.waitForSelector('[data-go][aria-disabled="false"]');
  await page.waitForTimeout(SEEN_AFTER_MS + NOTICED_MS);
  boxes.set(page, await readGoBox(page));
  return page;
}

function questionWindows({ browser }: Scene): readonly Page[] {
  return browser.context.pages().filter((page) => page.url().includes('/confirm.html#'));
}

async function findWindow(scene: Scene): Promise<Page> {
  await waitUntil(() => questionWindows(scene).length > 0, 'the window with the question');
  const [page] = questionWindows(scene);
  if (!page) throw new Error('the window with the question is gone');
  return page;
}

type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};
const boxes = new WeakMap<Page, Box>();

async function readGoBox(page: Page): Promise<Box> {
  const box = await (await (await findQuestion(page)).$('[data-go]'))?.boundingBox();
  if (!box) throw new Error('expected a go button');
  return box;
}

async function goBox(page: Page): Promise<Box> {
  return boxes.get(page) ?? readGoBox(page);
}

function attack(page: Page, { run }: RedressAttack): Promise<unknown> {
  return page.evaluate(inPage(run, '0'));
}

async function attackAndClick(page: Page, one: RedressAttack): Promise<boolean> {
  const { x, y, width, height } = await goBox(page);
  const begun = performance.now();
  const passedMs = () => performance.now() - begun;
  await attack(page, one);
  await page.waitForTimeout(NOTICED_MS);
  while (passedMs() < SEEN_AFTER_MS - NOTICED_MS) {
    await page.mouse.click(x + width / 2, y + height / 2);
    await page.waitForTimeout(40);
  }
  return passedMs() < SEEN_AFTER_MS;
}

async function shoot(page: Page, clip: Box): Promise<string> {
  return (await page.screenshot({ clip })).toString('base64');
}

function inPage(run: string, result: string): string {
  return `(async()=>{const hosts=[...document.documentElement.children].filter(e=>e.localName.startsWith('m-'));const attackedAt=performance.now();${run};return ${result}})()`;
}

/** Runs in the page, after each painted frame for a second: is the band what a click would meet? */
function timeBand(): Promise<number> {
  const WATCH_MS = 1_000;
  const begun = performance.now();
  const isThere = () => {
    const met = document.elementFromPoint(innerWidth / 2, 12);
    // What is inert is seen and not met: nothing of the page can be pressed then either.
    const isInert = document.documentElement.inert || document.querySelector(':modal') !== null;
    return isInert || met?.localName.startsWith('m-') === true;
  };
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    let lostAt: number | undefined = begun;
    let longest = 0;
    port1.onmessage = () => {
      const now = performance.now();
      if (!isThere()) lostAt ??= now;
      else lostAt = undefined;
      if (lostAt !== undefined) longest = Math.max(longest, now - lostAt);
      if (now - begun < WATCH_MS) requestAnimationFrame(() => port2.postMessage(0));
      else resolve(Math.round(longest));
    };
    requestAnimationFrame(() => port2.postMessage(0));
  });
}
