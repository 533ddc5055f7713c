import { setTimeout as sleep } from 'node:timers/promises';
import type { Town } from '../../demo/open-town.ts';
import type { RecordRow } from '../../utils/domain/system-status.ts';
import { launchBrowser } from './browser.ts';
import { answerWhenAsked, GUARDED_WORK, isPaperFree, type WorkName } from './guarded-work.ts';
import { type Scene, sceneOf } from './open-scene.ts';
import { waitUntil } from './wait-until.ts';

/** Starts the browser of a PC whose profile has been used, and waits until it has read its flags. */
export async function startPc(town: Town, profileDir: string): Promise<Scene> {
  const browser = await launchBrowser({ policy: town.policy, profileDir });
  const scene = await sceneOf(town, browser);
  await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags to be read');
  return scene;
}

/** Ends the whole browser at once, as when the power goes. */
export async function cutPower(scene: Scene): Promise<void> {
  const { context } = scene.browser;
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session) throw new Error('expected a browser of our own');
  const isGone = new Promise((resolve) => context.once('close', resolve));
  session.send('Browser.crash').catch(() => undefined);
  await isGone;
  await scene.browser.close();
}

/** Where in a piece of work the power goes. */
export type Cut = {
  readonly work: WorkName;
  /** Time from the press that asks, ms. The answer follows as soon as there is a question. */
  readonly afterMs: number;
};

/** What one cut led to. */
export type CutResult = Cut & {
  /** Last record of the act before the cut, e.g. `decision release`; '' before its first. */
  readonly reached: string;
  /** Everything that must not be; empty after a good run. */
  readonly faults: readonly string[];
};

/** Cuts the power in the middle of a guarded act, starts the PC again, and looks at everything. */
export async function runPowerCut(town: Town, profileDir: string, cut: Cut): Promise<CutResult> {
  const work = GUARDED_WORK[cut.work];
  const scene = await startPc(town, profileDir);
  const passedBefore = work.count(scene);
  const first = await scene.readRecords();
  const seen = await workUntilCut(scene, cut);
  const after = await startPc(town, profileDir);
  try {
    const faults = await faultsAfter(after, seen, first.length);
    const added = (await after.readRecords()).slice(first.length);
    const passed = work.count(after) - passedBefore;
    const releases = added.filter(({ decision }) => decision === 'release').length;
    if (passed > releases) faults.push(`${passed} acts, ${releases} releases`);
    return { ...cut, reached: nameOf(seen.slice(first.length).findLast(isOfAct)), faults };
  } finally {
    await after.browser.close();
  }
}

const STEP_MS = 20;

/** Works on until the power goes; gives the records that somebody has read by then. */
async function workUntilCut(scene: Scene, cut: Cut): Promise<readonly RecordRow[]> {
  const work = GUARDED_WORK[cut.work];
  const page = await scene.newPage(work.url(scene));
  let seen: readonly RecordRow[] = [];
  let isOver = false;
  const look = async () => {
    for (; !isOver; await sleep(STEP_MS)) seen = await scene.readRecords();
  };
  const doWork = async () => {
    await work.press(page);
    await answerWhenAsked(page, work.answer);
    for (; !isOver; await sleep(STEP_MS)) await work.finish(page);
  };
  const going = [look(), doWork()].map((one) => one.catch(() => undefined));
  await sleep(cut.afterMs);
  await cutPower(scene);
  isOver = true;
  await Promise.all(going);
  return seen;
}

async function faultsAfter(
  scene: Scene,
  seen: readonly RecordRow[],
  firstCount: number,
): Promise<string[]> {
  const faults: string[] = [];
  let records: readonly RecordRow[] = [];
  const hasEnds = async () => {
    records = await scene.readRecords();
    return countOf(records, 'intent') === countOf(records, 'outcome');
  };
  await waitUntil(hasEnds, 'one end for each intent').catch(() =>
    faults.push(`ends: ${records.slice(firstCount).map(nameOf).join(', ')}`),
  );
  const isKept = (one: RecordRow, i: number) => JSON.stringify(records[i]) === JSON.stringify(one);
  if (!seen.every(isKept)) faults.push('records lost');
  if ((await scene.readStatus()).audit.chain !== 'intact') faults.push('chain broken');
  const page = await scene.newPage(GUARDED_WORK.print.url(scene));
  if (await isPaperFree(page)) faults.push('paper free after the start');
  return faults;
}

function isOfAct({ type }: RecordRow): boolean {
  return type === 'intent' || type === 'decision' || type === 'outcome';
}

function nameOf(record: RecordRow | undefined): string {
  return [record?.type, record?.decision, record?.outcome].filter(Boolean).join(' ');
}

function countOf(records: readonly RecordRow[], type: string): number {
  return records.filter((record) => record.type === type).length;
}
