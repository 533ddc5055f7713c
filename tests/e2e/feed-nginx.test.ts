import { readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { openTown, type Town } from '../../demo/open-town.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Scene, sceneOf } from '../support/open-scene.ts';
import { printToText } from '../support/print-to-text.ts';
import { findNginx, type NginxHost, serveByNginx } from '../support/serve-by-nginx.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * The feed on a real web server (nginx: gzip, ETag, keep-alive) and a real browser that reads it. What
 * goes wrong between a publisher and a PC in a town hall: the old data stays, and the code tells
 * the operator what it was.
 */
const command = findNginx();
const NOTICE = '確認が済んでいないため印刷していません';

let nginx: NginxHost;
let town: Town;
let scene: Scene;

beforeAll(async () => {
  if (!command) return;
  nginx = await serveByNginx(command);
  town = await openTown({ policy: { feedUrl: `http://feed.kakuu.example:${nginx.port}/` } });
  nginx.take(feedFolder());
  scene = await sceneOf(town, await launchBrowser({ policy: town.policy }));
});
afterAll(async () => {
  await scene?.browser.close();
  await town?.close();
  await nginx?.close();
});

/** Where the town's publisher writes, beside its source files. */
function feedFolder(): string {
  return join(dirname(dirname(town.source.config)), 'feed');
}

function isTarget(name: string): boolean {
  return name.includes('flags');
}

async function publish(): Promise<void> {
  await town.publish();
  nginx.take(feedFolder());
}

describe.skipIf(!command)('a feed on nginx (skipped without the Debian package nginx)', () => {
  test('the first contact takes it in, compressed on the way', async () => {
    await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags to arrive');
    const { recordCount, feedVersion } = await scene.readStatus();
    expect(recordCount).toBeGreaterThan(0);
    expect(feedVersion).toBe(1);
    const timestamp = (await nginx.log()).find((line) => line.endsWith(' /timestamp.json'));
    expect(timestamp).toMatch(/^200 \d+ gzip /);
  });

  test('a contact that finds nothing new asks for the timestamp and the next root alone', async () => {
    const before = (await nginx.log()).length;
    expect((await scene.syncNow()).feed).toBe('ready');
    const asked = (await nginx.log()).slice(before);
    expect(asked.map((line) => line.split(' ').at(-1))).toEqual([
      '/2.root.json',
      '/timestamp.json',
    ]);
    expect(asked.map((line) => line.split(' ')[0])).toEqual(['404', '200']);
  });

  test('a new release arrives', async () => {
    await publish();
    const status = await scene.syncNow();
    expect(status).toMatchObject({ feed: 'ready', feedVersion: 2 });
  });
});

/** Directives of nginx, or what happens to the files, and the code that the operator sees. */
const FAULTS: readonly (readonly [string, string, () => Promise<string> | string])[] = [
  ['a flags file that was cut on the way', 'feed-hash-mismatch', () => spoilTargets(cut)],
  [
    'a flags file of the right length with other bytes',
    'feed-hash-mismatch',
    () => spoilTargets(overwrite),
  ],
  ['a flags file that is longer', 'feed-too-large', () => spoilTargets(lengthen)],
  ['a login page in the place of every file', 'feed-malformed', () => loginPage()],
  ['a redirect to another host', 'feed-unreachable', () => redirect()],
  [
    '503 and Retry-After',
    'feed-unreachable',
    () => `location ~ json$ { return 503; } ${retryAfter()}`,
  ],
  [
    'a timestamp that is not there',
    'feed-unreachable',
    () => 'location = /timestamp.json { return 404; }',
  ],
  ['an error page with status 200 for the next root', 'feed-malformed', () => rootPage()],
  [
    'ten bytes a second, without end',
    'feed-unreachable',
    () => 'location ~ json$ { limit_rate 10; }',
  ],
  ['two lengths that contradict each other', 'feed-unreachable', () => twoLengths()],
];

describe.skipIf(!command)('faults of the host (skipped without the Debian package nginx)', () => {
  beforeEach(async () => {
    await nginx.behave('');
    nginx.take(feedFolder());
    await waitUntil(async () => (await scene.syncNow()).feed === 'ready', 'an honest contact');
  });

  test.each(FAULTS)('%s: %s, and the old data stays', async (_name, code, makeFault) => {
    const before = await scene.readStatus();
    await publish();
    await nginx.behave(await makeFault());
    const status = await scene.syncNow();
    expect(status.feed).toBe(code);
    expect(status).toMatchObject({
      feedVersion: before.feedVersion,
      recordCount: before.recordCount,
      verifiedAtMs: before.verifiedAtMs,
    });
    expect(await letterOf(cast.K1.A.debts[0] ?? '')).toContain(NOTICE);
  });

  test('the other host of the redirect is never asked', async () => {
    await publish();
    await nginx.behave(redirect());
    const before = (await nginx.log()).length;
    await scene.syncNow();
    const asked = (await nginx.log()).slice(before);
    expect(asked.filter((line) => line.includes('/elsewhere'))).toEqual([]);
  });

  test('a whole release after the fault is taken in', async () => {
    await publish();
    expect((await scene.syncNow()).feed).toBe('ready');
    const page = await openLetter(cast.clean.Z.debts[0] ?? '');
    const isPrinted = async () => (await printToText(page)).includes('催告書');
    await waitUntil(isPrinted, 'the letter of a resident without flag');
    await page.close();
  });
});

function openLetter(debt: string): Promise<Page> {
  return scene.newPage(`${town.city.urls.saiken}debts/${debt}/letter`);
}

async function letterOf(debt: string): Promise<string> {
  const page = await openLetter(debt);
  const paper = await printToText(page);
  await page.close();
  return paper;
}

/** Spoils every flags file that is served; the client reads the newest. */
function spoilTargets(spoil: (file: string) => void): string {
  const folder = join(nginx.folder, 'targets');
  for (const name of readdirSync(folder).filter(isTarget)) spoil(join(folder, name));
  return '';
}

function cut(file: string): void {
  truncateSync(file, readFileSync(file).length - 100);
}

function overwrite(file: string): void {
  writeFileSync(file, readFileSync(file).fill(0x20));
}

function lengthen(file: string): void {
  writeFileSync(file, Buffer.concat([readFileSync(file), Buffer.alloc(1_000)]));
}

function loginPage(): string {
  return `location ~ \\.(json|bin)$ { default_type text/html; return 200 "<!doctype html><title>login</title>"; }`;
}

function rootPage(): string {
  return `location ~ root\\.json$ { default_type text/html; return 200 "<!doctype html><title>404</title>"; }`;
}

function redirect(): string {
  return `location ~ json$ { return 302 http://other.kakuu.example:${nginx.port}/elsewhere; }`;
}

function retryAfter(): string {
  return 'add_header Retry-After 120 always;';
}

/** A proxy in between that adds a length of its own. */
function twoLengths(): string {
  return `location ~ json$ { gzip off; add_header Content-Length 5000; return 200 "{}"; }`;
}
