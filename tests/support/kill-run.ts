import type { Page } from 'playwright-core';
import type { RecordRow } from '../../utils/domain/system-status.ts';
import {
  answerAtOnce,
  answerByHand,
  GUARDED_WORK,
  type GuardedWork,
  isPaperFree,
  questionOf,
} from './guarded-work.ts';
import type { KillPoint } from './kill-points.ts';
import type { Scene } from './open-scene.ts';
import { waitUntil } from './wait-until.ts';
import { armGate, waitForGate } from './worker-gate.ts';

/** What one kill led to. */
export type KillResult = {
  readonly name: string;
  /** False when the worker never came to the place, so that nothing was killed there. */
  readonly isMet: boolean;
  /** Everything that must not be; empty after a good run. */
  readonly faults: readonly string[];
  /** From the next worker's first answer until the clerk could answer, or the act was done, ms. */
  readonly stuckMs: number;
};

const FILLING_MS = 1_600;
const GATE_MS = 6_000;
const WORK_MS = 30_000;

/** Kills the worker at one point of one piece of work, lets the clerk go on, and looks at everything. */
export async function runKill(scene: Scene, point: KillPoint): Promise<KillResult> {
  const work: GuardedWork = GUARDED_WORK[point.work];
  const before = await scene.readRecords();
  const countBefore = work.count(scene);
  const page = await scene.newPage('about:blank');
  const faults: string[] = [];
  try {
    const isMet = await killAtPoint(scene, { point, page, work });
    const hasPassed = work.count(scene) > countBefore;
    if (hasPassed && !hasRelease(await newRecords(scene, before))) faults.push('passed unreleased');
    const backAt = performance.now();
    const answerableAt = await finishWork(scene, { page, work, countBefore, faults });
    const passed = work.count(scene) - countBefore;
    const records = await settledRecords(scene, { before, page, faults });
    faults.push(...faultsOf(before, records, passed));
    if ((await scene.readStatus()).audit.chain !== 'intact') faults.push('chain broken');
    return { name: point.name, isMet, faults, stuckMs: Math.round(answerableAt - backAt) };
  } finally {
    await page.close();
  }
}

type Run = { readonly point: KillPoint; readonly page: Page; readonly work: GuardedWork };

/** Brings the work to its stage, then has the worker killed at the point while the stage goes on. */
async function killAtPoint(scene: Scene, run: Run): Promise<boolean> {
  const { point, page, work } = run;
  const { stage, at } = point;
  if (stage !== 'open') await page.goto(work.url(scene));
  if (['answer', 'byHand', 'wrong', 'cancel', 'boot'].includes(stage)) await openQuestion(run);
  if ('afterMs' in at) {
    await scene.browser.killServiceWorker();
    const woken = answer(page, work);
    await new Promise((resolve) => setTimeout(resolve, at.afterMs));
    await scene.browser.killServiceWorker();
    await woken;
    await scene.readStatus();
    return true;
  }
  await armGate(await scene.browser.serviceWorker(), at);
  const going = goOn(scene, run).catch(() => undefined);
  const isMet = await waitForGate(await scene.browser.serviceWorker(), GATE_MS);
  await scene.browser.killServiceWorker();
  await going;
  await scene.readStatus();
  return isMet;
}

async function openQuestion({ page, work }: Run): Promise<void> {
  await work.press(page);
  await waitUntil(() => isAnswerable(page), 'the question');
}

async function goOn(scene: Scene, run: Run): Promise<void> {
  const { point, page, work } = run;
  switch (point.stage) {
    case 'open':
      await page.goto(work.url(scene));
      return;
    case 'press':
      return work.press(page);
    case 'byHand':
      return answerByHand(page, work.answer);
    case 'wrong':
      await answer(page, { ...work, answer: { ...work.answer, recipient: 'unknown' } });
      return;
    case 'cancel':
      await questionOf(page)?.click('[data-cancel]', { timeout: 2_000 });
      return;
    case 'sync':
      await scene.syncNow();
      return;
    default: {
      await answer(page, work);
      const passed = work.count(scene);
      const hasPassed = () => work.finish(page).then(() => work.count(scene) > passed);
      await waitUntil(hasPassed, 'the act', GATE_MS);
    }
  }
}

async function answer(page: Page, work: GuardedWork): Promise<boolean> {
  const question = questionOf(page);
  return question !== undefined && answerAtOnce(question, work.answer);
}

type Rest = {
  readonly page: Page;
  readonly work: GuardedWork;
  readonly countBefore: number;
  readonly faults: string[];
};

/**
 * What a clerk does then: answers what is asked, presses again when nothing came of it. Gives the time
 * at which an answer could be given, or nothing was left to do.
 */
export async function finishWork(
  scene: Scene,
  { page, work, countBefore, faults }: Rest,
): Promise<number> {
  let answerableAt: number | undefined;
  const isDone = () => work.count(scene) > countBefore;
  const step = async () => {
    await work.finish(page).catch(() => undefined);
    if (isDone()) return true;
    if (await isAnswerable(page)) {
      answerableAt ??= performance.now();
      // Nobody answers sooner: the buttons take no press before, and three fields want filling in.
      await page.waitForTimeout(FILLING_MS);
      // A question that is over says so, and 中止 closes it.
      if (!(await answer(page, work))) await leaveEnd(page);
    } else if (questionOf(page)) await leaveEnd(page);
    else if (!(await isFree(page))) await work.press(page).catch(() => undefined);
    return isDone();
  };
  await waitUntil(step, 'the act to be done', WORK_MS).catch(() => faults.push('stuck'));
  return answerableAt ?? performance.now();
}

async function isFree(page: Page): Promise<boolean> {
  return isPaperFree(page).catch(() => false);
}

/** True when a question stands that takes an answer. */
async function isAnswerable(page: Page): Promise<boolean> {
  const go = questionOf(page)?.locator('[data-go]');
  return go
    ? go.count().then(
        (count) => count > 0,
        () => false,
      )
    : false;
}

/** 「中止して戻る」 of a question that has ended without an answer. */
async function leaveEnd(page: Page): Promise<void> {
  const back = questionOf(page)?.locator('[data-cancel], button').first();
  await back?.click({ timeout: 500 }).catch(() => undefined);
}

async function newRecords(
  scene: Scene,
  before: readonly RecordRow[],
): Promise<readonly RecordRow[]> {
  const last = before.at(-1)?.seq ?? 0;
  return (await scene.readRecords()).filter(({ seq }) => seq > last);
}

function hasRelease(records: readonly RecordRow[]): boolean {
  return countReleases(records) > 0;
}

function countReleases(records: readonly RecordRow[]): number {
  return records.filter(({ decision }) => decision === 'release').length;
}

type Settling = {
  readonly before: readonly RecordRow[];
  readonly page: Page;
  readonly faults: string[];
};

/** Waits until every intent of all runs has its one end. */
export async function expectEnds(scene: Scene): Promise<void> {
  const hasEnds = async () => {
    const records = await scene.readRecords();
    return countOf(records, 'intent') === countOf(records, 'outcome');
  };
  await waitUntil(hasEnds, 'one end for each intent', 240_000);
}

/** Waits until every intent has its end, as it must without anybody's help. */
async function settledRecords(
  scene: Scene,
  { before, page, faults }: Settling,
): Promise<readonly RecordRow[]> {
  let records: readonly RecordRow[] = [];
  const isSettled = async () => {
    records = await scene.readRecords();
    const added = records.slice(before.length);
    // A release whose use nobody heard of ends after its 120 s; `expectEnds` waits for that. A question
    // that stands at the end has none yet.
    const done = added.filter(({ outcome }) => outcome === 'done').length;
    const open = countReleases(added) - done + (questionOf(page) ? 1 : 0);
    return countOf(added, 'intent') - countOf(added, 'outcome') <= open;
  };
  await waitUntil(isSettled, 'the ends', 10_000).catch(() => {
    const added = records.slice(before.length).map(nameOf);
    faults.push(`intents and ends differ: ${added.join(', ')}`);
  });
  return records;
}

function faultsOf(
  before: readonly RecordRow[],
  records: readonly RecordRow[],
  passed: number,
): readonly string[] {
  const faults: string[] = [];
  const isKept = before.every(
    (record, i) => records[i]?.seq === record.seq && records[i]?.type === record.type,
  );
  if (!isKept) faults.push('records lost');
  if (records.some((record, i) => i > 0 && record.seq !== (records[i - 1]?.seq ?? 0) + 1)) {
    faults.push('a gap in the sequence');
  }
  const added = records.slice(before.length);
  const releases = countReleases(added);
  if (passed > 1) faults.push(`${passed} acts for one piece of work`);
  if (passed > releases) faults.push(`${passed} acts, ${releases} releases`);
  return faults;
}

function nameOf({ type, act, decision, outcome, reason }: RecordRow): string {
  return [type, act, decision, outcome, reason].filter(Boolean).join(' ');
}

function countOf(records: readonly RecordRow[], type: string): number {
  return records.filter((record) => record.type === type).length;
}
