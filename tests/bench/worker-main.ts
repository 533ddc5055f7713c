import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { concatBytes } from '../../utils/domain/bytes.ts';
import { RECORD_BYTES } from '../../utils/domain/feed-record.ts';
import { joinRecords } from '../../utils/domain/feed-snapshot.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { buildPolicy, buildSnapshot } from '../support/feed-fixture.ts';
import { configTarget, flagsTarget } from '../support/feed-targets.ts';
import { serveFolder } from '../support/serve-folder.ts';
import { createRepository } from '../support/tuf-repository.ts';
import { benchLookUp } from './bench-in-page.ts';
import { bundleInPage } from './bundle-in-page.ts';
import { percentile, roundMs } from './percentile.ts';

/**
 * `npm run bench:worker`: the built extension's own worker over 200,000 records, from its death to
 * its first answer, and what a look-up costs among 1 thousand and 1 million keys.
 */
const RECORDS = 200_000;
const RUNS = 7;
const ARRIVAL_MS = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'matta-bench-'));
const server = await serveFolder(folder);
try {
  const worker = await measureWorker();
  const lookUp = await measureLookUp();
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length };
  console.log(JSON.stringify({ machine, worker, lookUp }, undefined, 2));
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measureWorker() {
  const { header, records: own } = await buildSnapshot();
  const others = Array.from(
    { length: RECORDS - 1 },
    () => new Uint8Array(randomBytes(RECORD_BYTES)),
  );
  const snapshot = {
    header: { ...header, count: RECORDS },
    records: joinRecords([concatBytes([own]), ...others]),
  };
  const repository = createRepository(Date.now());
  repository.publish([await flagsTarget(snapshot), configTarget(snapshot)]);
  for (const [name, bytes] of repository.files) write(name, bytes);
  const policy = buildPolicy(repository, { feedUrl: server.url('feed.kakuu.example') });
  const browser = await launchBrowser({ policy });
  try {
    return await timeWorker(browser);
  } finally {
    await browser.close();
  }
}

async function timeWorker(browser: TestBrowser) {
  const page = await browser.extensionPage('options.html');
  const startedAt = performance.now();
  while ((await readCount(page)).count !== RECORDS) {
    if (performance.now() - startedAt > ARRIVAL_MS)
      throw new Error('the flags expected, none came');
    await page.waitForTimeout(100);
  }
  const cold: number[] = [];
  const warm: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await browser.killServiceWorker();
    const first = await readCount(page);
    if (first.count !== RECORDS) throw new Error('the cache expected');
    cold.push(first.ms);
    warm.push((await readCount(page)).ms);
  }
  return {
    records: RECORDS,
    coldStartToFirstAnswer: { runs: RUNS, p50Ms: p50(cold), maxMs: roundMs(Math.max(...cold)) },
    warmAnswer: { p50Ms: p50(warm) },
  };
}

/** Asks the worker as the dashboard does; a dead worker starts, reads and verifies the cache first. */
function readCount(page: Page): Promise<{ readonly ms: number; readonly count: number | null }> {
  return page.evaluate(`(async () => {
    const startedAt = performance.now();
    const reply = await chrome.runtime.sendMessage({ type: 'readStatus', input: {} });
    return { ms: performance.now() - startedAt, count: reply?.value?.recordCount ?? null };
  })()`);
}

async function measureLookUp() {
  write('bench.js', await bundleInPage());
  write('index.html', '<!doctype html><meta charset="utf-8"><script src="bench.js"></script>');
  const browser = await launchBrowser({ extensionDir: null });
  try {
    const page = await browser.context.newPage();
    await page.goto(`${server.url()}index.html`);
    return [await benchLookUp(page, 1_000), await benchLookUp(page, 1_000_000)];
  } finally {
    await browser.close();
  }
}

function p50(samples: readonly number[]): number {
  return roundMs(percentile(samples, 0.5));
}

function write(name: string, data: string | Uint8Array): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, data);
}
