import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { REDRESS_ATTACKS } from '../fixtures/hostile/redress-attacks.ts';
import { openRedressScene, type RedressScene } from '../support/hostile-redress.ts';
import { waitUntil } from '../support/wait-until.ts';

/** Whatever an attack shows, it shows within this time. */
const SETTLED_MS = 400;

let redress: RedressScene;
const outOfSightMs: number[] = [];
const accepted: string[] = [];
beforeAll(async () => {
  redress = await openRedressScene();
});
afterAll(async () => {
  process.stdout.write(`${summary()}\n`);
  await redress?.close();
});

function summary(): string {
  const sorted = outOfSightMs.toSorted((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1];
  return `redress: ${outOfSightMs.length} attacks, band out of sight p95 ${p95} ms, most ${sorted.at(-1)} ms; ${accepted.length} clicks accepted ${accepted.join()}`;
}

const ANSWERABLE = REDRESS_ATTACKS.filter(({ isUnanswerable }) => !isUnanswerable);

test.each(ANSWERABLE)('the band comes back: a page $name', async (attack) => {
  const page = await redress.openLetter();
  const before = await redress.shootBand(page);
  outOfSightMs.push(await redress.timeBand(page, attack));
  await expect.poll(() => redress.shootBand(page), { timeout: 2_000 }).toEqual(before);
  await page.close();
});

const TOUCHING = REDRESS_ATTACKS.filter(({ isHarmless }) => !isHarmless);
const HARMLESS = REDRESS_ATTACKS.filter(({ isHarmless }) => isHarmless);
/** What took longer than the 800 ms themselves says nothing, and is done again. */
const MOST_RUNS = 6;

test.each(TOUCHING)('no click passes through: a page $name', async (attack) => {
  let isInTime = false;
  for (let run = 0; run < MOST_RUNS && !isInTime; run += 1) {
    const page = await redress.openQuestion();
    const releases = await redress.countDecisions('release');
    isInTime = await redress.attackAndClick(page, attack);
    const isTaken = (await redress.countDecisions('release')) > releases;
    await closeAll(page);
    if (!isInTime) continue;
    if (isTaken) accepted.push(attack.name);
    expect(isTaken).toBe(false);
  }
  expect(isInTime).toBe(true);
});

test.each(HARMLESS)('the question stays the same to the pixel: a page $name', async (attack) => {
  const page = await redress.openQuestion();
  const before = await redress.shootButtons(page);
  await redress.attack(page, attack);
  await page.waitForTimeout(SETTLED_MS);
  expect(await redress.shootButtons(page)).toBe(before);
  await closeAll(page);
});

const REMOVE =
  "for(const e of [...document.documentElement.children])if(e.localName.startsWith('m-'))e.remove()";
/** Pages that do not let a question stand at all. */
const RESTLESS = [
  { name: 'removes it by the clock', run: `setInterval(()=>{${REMOVE}},20)` },
  {
    name: 'removes it as it comes',
    run: `new MutationObserver(()=>{${REMOVE}}).observe(document.documentElement,{childList:true})`,
  },
];

test.each(RESTLESS)('the question moves out of the reach of a page that $name', async (attack) => {
  const page = await redress.openLetter();
  await redress.attack(page, attack);
  await page.keyboard.press('Control+P');
  const question = await redress.findWindow();
  await question.waitForSelector('[data-cancel]');
  const decisions = await redress.countDecisions('cancel');
  await question.click('[data-cancel]');
  await waitUntil(
    async () => (await redress.countDecisions('cancel')) > decisions,
    'the moved question to count',
  );
  await closeAll(page);
});

async function closeAll(page: Page): Promise<void> {
  await page.close();
  await redress.closeWindows();
}
