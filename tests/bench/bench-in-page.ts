import type { Page } from 'playwright-core';
import { percentile, roundMs } from './percentile.ts';
import { readDurations } from './read-durations.ts';

/** Each is a function of the bundle in the page (`in-page.ts`). */
const SCAN_PARTS = ['find', 'findAndAsk', 'bareWalk'] as const;
type ScanPart = (typeof SCAN_PARTS)[number];
type LookUpTiming = {
  readonly cold: readonly number[];
  readonly warm: readonly number[];
  readonly flagged: number;
};

const SCAN_RUNS = 15;
const WARM_UP_RUNS = 3;
const LOOK_UP_RUNS = 40;

/**
 * Page scan against a bare text walk, taken in turns on the same page. Counted is the thread's own
 * time: what else runs on the machine swings a clock on the wall by half.
 */
export async function benchScan(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const timings: Record<ScanPart, number[]> = { find: [], findAndAsk: [], bareWalk: [] };
  let found = 0;
  for (let run = 0; run < WARM_UP_RUNS + SCAN_RUNS; run += 1) {
    for (const part of SCAN_PARTS) {
      const before = await readDurations(session);
      found = await page.evaluate<number>(`mattaBench.${part}()`);
      const after = await readDurations(session);
      if (run >= WARM_UP_RUNS) timings[part].push(after.task - before.task);
    }
  }
  const [find, findAndAsk, bareWalk] = SCAN_PARTS.map((part) => summarise(timings[part]));
  const ratioOf = (part: ScanPart) =>
    roundMs(percentile(timings[part], 0.5) / percentile(timings.bareWalk, 0.5));
  const ratios = { ratio: ratioOf('find'), ratioWithAsking: ratioOf('findAndAsk') };
  return { find, findAndAsk, bareWalk, foundByWalk: found, ...ratios };
}

/** Look-up of 200 identifiers: never asked before (cold) and asked a moment ago (warm). */
export async function benchLookUp(page: Page, recordCount: number) {
  const call = `mattaBench.timeLookUps(${recordCount}, ${LOOK_UP_RUNS})`;
  const { cold, warm, flagged } = await page.evaluate<LookUpTiming>(call);
  return { records: recordCount, flagged, cold: summarise(cold), warm: summarise(warm) };
}

function summarise(samples: readonly number[]) {
  return {
    runs: samples.length,
    minMs: roundMs(Math.min(...samples)),
    p50Ms: roundMs(percentile(samples, 0.5)),
    p95Ms: roundMs(percentile(samples, 0.95)),
  };
}
