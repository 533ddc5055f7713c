import type { BrowserContext } from 'playwright-core';
import { BENCH_HOST } from './bench-profile.ts';
import { percentile, roundMs } from './percentile.ts';
import { type Durations, readDurations } from './read-durations.ts';

const RUNS = 7;
/** Long enough for the scan, the report to the worker and its answer. */
const SETTLE_MS = 1_500;
/** The first page has been read by then: what it costs is no cost of the table. */
const FIRST_SETTLE_MS = 500;

export type PageCost = {
  readonly runs: number;
  readonly taskMs: number;
  readonly scriptMs: number;
  readonly styleMs: number;
  readonly layoutMs: number;
};

/** Main-thread time that one load of a page costs its process, median over the runs. */
export async function benchPageCost(
  context: BrowserContext,
  urlOf: (host: string) => string,
  name: string,
): Promise<PageCost> {
  const costs: Durations[] = [];
  for (let run = 0; run < RUNS; run += 1) {
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
    costs.push({
      task: after.task - before.task,
      script: after.script - before.script,
      style: after.style - before.style,
      layout: after.layout - before.layout,
    });
    await page.close();
  }
  const median = (key: keyof Durations) =>
    roundMs(
      percentile(
        costs.map((cost) => cost[key]),
        0.5,
      ),
    );
  return {
    runs: RUNS,
    taskMs: median('task'),
    scriptMs: median('script'),
    styleMs: median('style'),
    layoutMs: median('layout'),
  };
}
