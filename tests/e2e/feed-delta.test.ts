import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Snapshot } from '../../utils/domain/feed-snapshot.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { atena, buildPolicy, buildSnapshot } from '../support/feed-fixture.ts';
import { configTarget, deltaFile, flagsTarget } from '../support/feed-targets.ts';
import { type FolderServer, serveFolder } from '../support/serve-folder.ts';
import { createRepository, type TargetInput } from '../support/tuf-repository.ts';
import { waitUntil } from '../support/wait-until.ts';

const NUMBERS = Array.from({ length: 6 }, (_, index) => atena(String(100_001 + index)));

const folder = mkdtempSync(join(tmpdir(), 'matta-delta-'));
const repository = createRepository(Date.now());
let server: FolderServer;
let browser: TestBrowser;

beforeAll(async () => {
  server = await serveFolder(folder);
  publish(await targetsOf(await flagsAt(1)));
  const feedUrl = server.url('feed.kakuu.example');
  browser = await launchBrowser({
    policy: buildPolicy(repository, { feedUrl, pollIntervalMs: 30_000 }),
  });
});

afterAll(async () => {
  await browser?.close();
  await server?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('an installed extension takes the next flags as a delta, at a time of its own', async () => {
  await waitUntil(async () => asked('flags.bin') === 1, 'the whole file to be fetched');
  const worker = await browser.serviceWorker();
  const alarm = "chrome.alarms.get('sync').then((alarm) => alarm !== undefined)";
  await waitUntil(() => worker.evaluate<boolean>(alarm), 'the alarm of the next contact');

  const [before, after] = [await flagsAt(1), await flagsAt(2)];
  publish([...(await targetsOf(after)), await deltaFile(before, after)]);
  await waitUntil(async () => asked('1-2.bin') === 1, 'the delta to be fetched', 90_000);
  await waitUntil(async () => (await countRecords()) === 6, 'the result to be stored');
  expect(asked('flags.bin')).toBe(1);
}, 240_000);

/** What the options page would show. */
async function countRecords(): Promise<number> {
  const dashboard = await browser.extensionPage('options.html');
  const status = "chrome.runtime.sendMessage({ type: 'readStatus', input: {} })";
  const count = await dashboard.evaluate<number>(
    `${status}.then(({ value }) => value.recordCount)`,
  );
  await dashboard.close();
  return count;
}

function flagsAt(version: number): Promise<Snapshot> {
  return buildSnapshot({ version, flagged: NUMBERS.slice(0, 4 + version) });
}

async function targetsOf(flags: Snapshot): Promise<readonly TargetInput[]> {
  return [await flagsTarget(flags), configTarget(flags)];
}

function publish(targets: readonly TargetInput[]): void {
  repository.publish(targets);
  writeFiles();
}

function writeFiles(): void {
  for (const [name, bytes] of repository.files) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

function asked(ending: string): number {
  return server.requests.filter((name) => name.endsWith(ending)).length;
}
