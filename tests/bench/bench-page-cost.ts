import type { BrowserContext } from 'playwright-core';
import { BENCH_HOST } from './bench-profile.ts';
import { percentile, roundMs } from './percentile.ts';
import { type Durations, readDurations } from './read-durations.ts';

const RUNS = 7;
/** Long enough for the scan, the report to the worker and its answer. */
const SETTLE_MS = 1_500;
/** The first page has been read by then: what it costs is no cost of the table. */
const FIRST_SETTLE_MS = 500;

export type PageCost = Durations & {
  /** Times the task time of the first browser. */
  readonly taskRatio: number;
};

/**
 * Main-thread time that one load of a page costs its process in each browser, ms, median over the
 * runs. The browsers take turns, so that a machine that grows slower grows so for all of them.
 */
export async function benchPageCosts(
  contexts: Readonly<Record<string, BrowserContext>>,
  urlOf: (host: string) => string,
  name: string,
): Promise<Readonly<Record<string, PageCost>>> {
  const all = Object.entries(contexts).map(([who, context]) => {
    return { who, context, runs: [] as Durations[] };
  });
  for (let run = 0; run < RUNS; run += 1) {
    for (const { context, runs } of all) runs.push(await measureLoad(context, urlOf, name));
  }
  const costs = all.map(({ who, runs }) => ({ who, ...medians(runs) }));
  const first = costs[0]?.task ?? 0;
  return Object.fromEntries(
    costs.map(({ who, ...cost }) => [who, { ...cost, taskRatio: roundMs(cost.task / first) }]),
  );
}

async function measureLoad(
  context: BrowserContext,
  urlOf: (host: string) => string,
  name: string,
): Promise<Durations> {
  const page = await context.newPage();
  // A first page of the same site, so that both readings come from one process.
  await page.goto(`${urlOf(BENCH_HOST)}empty.html`);
  await page.waitForTimeout(FIRST_SETTLE_MS);
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await readDurations(session);
  await page.goto(`${urlOf(BENCH_HOST)}${name}`);
  await page.waitForTimeout(SETTLE_MS);
  const after = await readDurations(session);
  await page.close();
  return {
    task: after.task - before.task,
    script: after.script - before.script,
    style: after.style - before.style,
    layout: after.layout - before.layout,
  };
}

function medians(runs: readonly Durations[]): Durations {
  const median = (key: keyof Durations) =>
    roundMs(
      percentile(
        runs.map((run) => run[key]),
        0.5,
      ),
    );
  return {
    task: median('task'),
    script: median('script'),
    style: median('style'),
    layout: median('layout'),
  };
}
