import { cpus } from 'node:os';
import type { Page } from 'playwright-core';
import { type NetworkScene, openNetworkScene } from '../support/hostile-network.ts';
import { percentile, roundMs } from './percentile.ts';

/**
 * `npm run bench:blocking`: what a request of a watched site takes that no profile guards, with the
 * extension loaded (rules alone) and installed by policy (it is asked for each request), with the worker
 * awake and with the worker dead.
 */
const AWAKE_RUNS = 300;
const DEAD_RUNS = 15;

const rules = await measure({});
const blocking = await measure({ isInstalled: true });
const machine = { cpu: cpus()[0]?.model, cores: cpus().length };
console.log(JSON.stringify({ machine, rules, blocking }, undefined, 2));

async function measure(options: { readonly isInstalled?: boolean }) {
  const network = await openNetworkScene(options);
  try {
    const page = await network.openRecord(true);
    await page.evaluate(timeSends, AWAKE_RUNS);
    const awake = await page.evaluate(timeSends, AWAKE_RUNS);
    return { awake: summary(awake), dead: summary(await timeDead(network, page)) };
  } finally {
    await network.close();
  }
}

async function timeDead({ scene }: NetworkScene, page: Page): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let run = 0; run < DEAD_RUNS; run += 1) {
    await scene.browser.killServiceWorker();
    samples.push(...(await page.evaluate(timeSends, 1)));
    await scene.readStatus();
  }
  return samples;
}

/** Runs in the page. */
async function timeSends(runs: number): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedAt = performance.now();
    await fetch('/open/bench', { method: 'POST' });
    samples.push(performance.now() - startedAt);
  }
  return samples;
}

function summary(samples: readonly number[]) {
  return {
    runs: samples.length,
    p50Ms: roundMs(percentile(samples, 0.5)),
    p95Ms: roundMs(percentile(samples, 0.95)),
    maxMs: roundMs(Math.max(...samples)),
  };
}
