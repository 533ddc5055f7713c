import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { printToText } from '../support/print-to-text.ts';
import { writeTree } from '../support/scratch-folder.ts';
import { type FolderServer, serveFolder } from '../support/serve-folder.ts';

/** Each key of the policy once, with values at the edge of what the browser passes on. */
const POLICY = {
  feedUrl: 'http://feed.kakuu.example/shien/',
  feedId: 'kakuu-shien',
  municipalityCode: '999997',
  environment: 'training',
  pinnedRoot: '{"signed":{}}',
  feedSecrets: [{ id: 'epoch-1', k: `${'A'.repeat(43)}=`, notAfterMs: 1_900_000_000_000 }],
  deviceLabel: '税務課-窓口-01',
  operatorLabel: '職員 一郎',
  department: '税務課',
  pollIntervalMs: 30_000,
  staleAfterMs: 60_000,
  purgeAfterMs: 2_592_000_000,
  counterMode: true,
};

const folder = mkdtempSync(join(tmpdir(), 'matta-harness-'));
let server: FolderServer;
let browser: TestBrowser | undefined;

beforeAll(async () => {
  writeTree(folder, { 'page.html': '<meta charset="utf-8"><h1>架空市の見本</h1>' });
  server = await serveFolder(folder);
});

afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the built extension runs under its fixed id and every policy value arrives', async () => {
  browser = await launchBrowser({ policy: POLICY });
  const worker = await browser.serviceWorker();
  expect(worker.url()).toBe(`chrome-extension://${browser.extensionId}/background.js`);
  expect(await readManaged(worker)).toEqual(POLICY);
});

test('a PC without managed policy delivers an empty one', async () => {
  browser = await launchBrowser();
  expect(await readManaged(await browser.serviceWorker())).toEqual({});
});

test('a service worker that was killed has forgotten its memory when it comes back', async () => {
  browser = await launchBrowser();
  const worker = await browser.serviceWorker();
  await worker.evaluate('globalThis.mark = true');
  const page = await browser.extensionPage('options.html');
  await browser.killServiceWorker();
  await page.evaluate('void chrome.runtime.sendMessage({}).catch(() => undefined)');
  expect(await worker.evaluate('globalThis.mark === undefined')).toBe(true);
});

test('the paper shows the text of a page of the fictional town', async () => {
  browser = await launchBrowser({ extensionDir: null });
  const page = await browser.context.newPage();
  await page.goto(`${server.url('zeimu.kakuu.example')}page.html`);
  expect(await printToText(page)).toContain('架空市の見本');
});

test('a host that is down refuses connections and comes back at the same address', async () => {
  await server.goDown();
  await expect(fetch(server.url())).rejects.toThrow();
  await server.comeUp();
  expect((await fetch(`${server.url()}page.html`)).status).toBe(200);
  expect((await fetch(`${server.url()}%2e%2e/%2e%2e/etc/passwd`)).status).toBe(404);
});

/** `storage.managed` answers late after a start (about three seconds); playwright's types lack it. */
function readManaged(worker: Worker): Promise<unknown> {
  return worker.evaluate('chrome.storage.managed.get()');
}
