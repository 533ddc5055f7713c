import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Bytes, concatBytes, toHex } from '../../utils/domain/bytes.ts';
import { RECORD_BYTES } from '../../utils/domain/feed-record.ts';
import { joinRecords, type Snapshot } from '../../utils/domain/feed-snapshot.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildPolicy, buildSnapshot, SECRET } from '../support/feed-fixture.ts';
import { configTarget, deltaFile, flagsTarget } from '../support/feed-targets.ts';
import { serveFolder } from '../support/serve-folder.ts';
import { createRepository, type TargetInput } from '../support/tuf-repository.ts';
import { bundleInPage } from './bundle-in-page.ts';
import { percentile, roundMs } from './percentile.ts';

/** The largest city needs about this many (DOMAIN.md §1.5); one in a hundred changes. */
const RECORDS = 200_000;
const CHANGED = 2_000;
const RUNS = 5;
const NUMBER = '000000000000101';

const folder = mkdtempSync(join(tmpdir(), 'matta-bench-'));
const server = await serveFolder(folder);
const repository = createRepository(Date.now());
const browser = await launchBrowser({ extensionDir: null });
try {
  write('bench.js', await bundleInPage('feed-in-page.ts'));
  write('index.html', '<!doctype html><meta charset="utf-8"><script src="bench.js"></script>');
  console.log(JSON.stringify(await measure(await browser.context.newPage()), undefined, 2));
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(page: Page) {
  await page.goto(`${server.url()}index.html`);
  const first = await makeFlags(1, new Uint8Array());
  publish([await flagsTarget(first), configTarget(first)]);
  const whole = await sync(page);
  const deltas: number[] = [];
  const starts: { readonly ms: number; readonly readMs: number }[] = [];
  let before = first;
  let deltaBytes = 0;
  for (let version = 2; version < 2 + RUNS; version += 1) {
    const after = await makeFlags(version, before.records.slice(CHANGED * RECORD_BYTES));
    const delta = await deltaFile(before, after);
    publish([await flagsTarget(after), configTarget(after), delta]);
    deltas.push((await sync(page)).ms);
    deltaBytes = delta.bytes.length;
    await page.reload();
    const call = `mattaFeedBench.timeColdStart('${toHex(SECRET)}', '${NUMBER}')`;
    starts.push(await page.evaluate(call));
    before = after;
  }
  const asked = server.requests.filter((name) => name.endsWith('flags.bin')).length;
  return {
    machine: { cpu: cpus()[0]?.model, cores: cpus().length },
    records: RECORDS,
    wholeMs: roundMs(whole.ms),
    delta: { changed: CHANGED, bytes: deltaBytes, p50Ms: roundMs(percentile(deltas, 0.5)) },
    coldStart: {
      p50Ms: roundMs(
        percentile(
          starts.map(({ ms }) => ms),
          0.5,
        ),
      ),
      ofItReadMs: roundMs(
        percentile(
          starts.map(({ readMs }) => readMs),
          0.5,
        ),
      ),
    },
    wholeFilesAskedFor: asked,
  };
}

/** One record that opens among records that nobody can open, some of them taken over. */
async function makeFlags(version: number, kept: Bytes): Promise<Snapshot> {
  const { header, records: own } = await buildSnapshot({ version });
  const isOld = Buffer.from(kept).includes(own.subarray(0, 16));
  const count = RECORDS - kept.length / RECORD_BYTES - (isOld ? 0 : 1);
  const fresh = Array.from({ length: count }, () => new Uint8Array(randomBytes(RECORD_BYTES)));
  const old = Array.from({ length: kept.length / RECORD_BYTES }, (_, index) =>
    kept.subarray(index * RECORD_BYTES, (index + 1) * RECORD_BYTES),
  );
  const records = joinRecords([...old, ...fresh, ...(isOld ? [] : [concatBytes([own])])]);
  return { header: { ...header, count: RECORDS }, records };
}

function publish(targets: readonly TargetInput[]): void {
  repository.publish(targets);
  for (const [name, bytes] of repository.files) write(name, bytes);
}

async function sync(page: Page): Promise<{ readonly ms: number; readonly outcome: string }> {
  const policy = buildPolicy(repository, { feedUrl: server.url() });
  const call = `mattaFeedBench.timeSync(${JSON.stringify(policy)})`;
  const timed = await page.evaluate<{ readonly ms: number; readonly outcome: string }>(call);
  if (timed.outcome !== 'updated') throw new Error(`updated expected, got ${timed.outcome}`);
  return timed;
}

function write(name: string, data: string | Uint8Array): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, data);
}
