import { cpus } from 'node:os';
import type { Page } from 'playwright-core';
import { cast } from '../../demo/city/cast.ts';
import { answerWhenAsked } from '../support/guarded-work.ts';
import { openNetworkScene } from '../support/hostile-network.ts';
import { findQuestion, hasNoQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { readBanner } from '../support/read-banner.ts';
import { waitUntil } from '../support/wait-until.ts';
import { percentile, roundMs } from './percentile.ts';

/**
 * `npm run bench:question`: from the press to a question that can be answered, with the worker awake,
 * and from the answer to the first request that the network lets through.
 */
const RUNS = 30;
const [debt = ''] = cast.K1.A.debts;

const question = await measureQuestion();
const release = await measureRelease();
const machine = { cpu: cpus()[0]?.model, cores: cpus().length };
console.log(JSON.stringify({ machine, question, release }, undefined, 2));

async function measureQuestion() {
  const scene = await openScene();
  try {
    const page = await openLetter(scene);
    const byClick = await timeQuestions(page, () => page.click('#print-letter'));
    const byKey = await timeQuestions(page, () => page.keyboard.press('Control+P'));
    return { byClick: summary(byClick), byKey: summary(byKey) };
  } finally {
    await scene.close();
  }
}

async function openLetter(scene: Scene): Promise<Page> {
  const page = await scene.newPage(`${scene.town.city.urls.saiken}debts/${debt}/letter`);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  // The guard stops the event of the act itself; these come right before it.
  await page.evaluate(() => {
    const note = ({ timeStamp }: Event) =>
      Reflect.set(globalThis, 'pressedAt', performance.timeOrigin + timeStamp);
    for (const type of ['mouseup', 'keydown']) addEventListener(type, note, true);
  });
  return page;
}

async function timeQuestions(page: Page, press: () => Promise<void>): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await press();
    const pressedAt = await page.evaluate(() => Number(Reflect.get(globalThis, 'pressedAt')));
    samples.push((await readDrawnAt(page)) - pressedAt);
    await (await findQuestion(page)).click('[data-cancel]');
    await waitUntil(() => hasNoQuestion(page), 'the question to go');
  }
  return samples;
}

/** The frame is blank until it has its question, so its first content is the question. */
async function readDrawnAt(page: Page): Promise<number> {
  const frame = await findQuestion(page);
  const read = () =>
    frame.evaluate(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      return paint && performance.timeOrigin + paint.startTime;
    });
  await waitUntil(async () => (await read()) !== undefined, 'the question to be painted');
  return (await read()) ?? Number.NaN;
}

async function measureRelease() {
  const network = await openNetworkScene();
  try {
    const page = await network.openRecord(true);
    const samples: number[] = [];
    for (let run = 0; run < RUNS; run += 1) samples.push(await timeRelease(page));
    return summary(samples);
  } finally {
    await network.close();
  }
}

async function timeRelease(page: Page): Promise<number> {
  // What the last answer freed is used up when a request is stopped again; that one asks anew.
  await waitUntil(async () => !(await page.evaluate(send)), 'the lock');
  await findQuestion(page);
  const passed = page.evaluate(sendUntilThrough);
  const answeredAt = Date.now();
  await answerWhenAsked(page, { recipient: 'self', reason: 'recipient-verified' });
  return (await passed) - answeredAt;
}

/** Runs in the page. */
function send(): Promise<boolean> {
  return fetch('/guarded/bench', { method: 'POST' }).then(
    () => true,
    () => false,
  );
}

/** Runs in the page: sends again and again; gives when the request that came through was started. */
async function sendUntilThrough(): Promise<number> {
  for (;;) {
    const startedAt = performance.timeOrigin + performance.now();
    const reply = await fetch('/guarded/bench', { method: 'POST' }).catch(() => undefined);
    if (reply) return startedAt;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function summary(samples: readonly number[]) {
  return {
    runs: samples.length,
    p50Ms: roundMs(percentile(samples, 0.5)),
    p95Ms: roundMs(percentile(samples, 0.95)),
    maxMs: roundMs(Math.max(...samples)),
  };
}
