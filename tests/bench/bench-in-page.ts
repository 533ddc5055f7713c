import type { Page } from 'playwright-core';
import { percentile, roundMs } from './percentile.ts';

type Timing = { readonly ms: number; readonly withAskingMs?: number; readonly found: number };
type LookUpTiming = {
  readonly cold: readonly number[];
  readonly warm: readonly number[];
  readonly flagged: number;
};

const SCAN_RUNS = 15;
const WARM_UP_RUNS = 3;
const LOOK_UP_RUNS = 40;

/** Page scan against a bare text walk, taken in turns on the same page. */
export async function benchScan(page: Page) {
  const scans: Timing[] = [];
  const walks: Timing[] = [];
  for (let run = 0; run < WARM_UP_RUNS + SCAN_RUNS; run += 1) {
    scans.push(await page.evaluate<Timing>('mattaBench.timeScan()'));
    walks.push(await page.evaluate<Timing>('mattaBench.timeBareWalk()'));
  }
  const scan = summarise(scans.slice(WARM_UP_RUNS).map((timing) => timing.ms));
  const walk = summarise(walks.slice(WARM_UP_RUNS).map((timing) => timing.ms));
  const asking = summarise(scans.slice(WARM_UP_RUNS).map((timing) => timing.withAskingMs ?? 0));
  return {
    scan: { ...scan, found: scans[0]?.found },
    scanAndAsk: asking,
    bareWalk: { ...walk, found: walks[0]?.found },
    ratio: roundMs(scan.p50Ms / walk.p50Ms),
    ratioWithAsking: roundMs(asking.p50Ms / walk.p50Ms),
  };
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
