import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { openTown, type Town } from '../../demo/open-town.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { GUARDED_WORK } from '../support/guarded-work.ts';
import { installPolicy } from '../support/install-policy.ts';
import { finishWork } from '../support/kill-run.ts';
import { findQuestion, type Scene, sceneOf } from '../support/open-scene.ts';
import { openPackedReleases, type PackedReleases } from '../support/packed-releases.ts';
import { printToText } from '../support/print-to-text.ts';
import { readBanner } from '../support/read-banner.ts';
import { reloadExtension } from '../support/reload-extension.ts';
import { type FolderServer, serveFolder } from '../support/serve-folder.ts';
import { waitUntil } from '../support/wait-until.ts';
import { watchPaper } from '../support/watch-paper.ts';

/**
 * A release is packed, served with its update manifest and installed by policy, as `deploy/` has it;
 * then the next one comes while a print is held. The browser loads it and keeps it until the extension is
 * idle, which a question prevents; `runtime.reload()` is how the browser lets it in at once.
 */
const { print } = GUARDED_WORK;
const { A } = cast.K1;

let town: Town;
let folder: string;
let server: FolderServer;
let releases: PackedReleases;
let browser: TestBrowser;

beforeAll(async () => {
  town = await openTown();
  folder = mkdtempSync(join(tmpdir(), 'matta-releases-'));
  server = await serveFolder(folder);
  releases = openPackedReleases(folder, server.url());
  releases.publish('1.0.0');
  browser = await launchBrowser({
    extensionDir: null,
    installedId: releases.extensionId,
    policy: town.policy,
    browserPolicy: installPolicy(releases.extensionId, `${server.url()}update.xml`),
  });
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await town?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openScene(): Promise<Scene> {
  await browser.serviceWorker();
  const scene = await sceneOf(town, browser);
  await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags to arrive');
  return scene;
}

/** Has the browser look for a newer release, and load it. */
async function takeUpdate(version: string): Promise<void> {
  const page = await browser.extensionPage('options.html');
  const check = () => page.evaluate('chrome.runtime.requestUpdateCheck().then(JSON.stringify)');
  const isLoaded = async () => String(await check()).includes(`"version":"${version}"`);
  await waitUntil(isLoaded, 'the browser to load the release');
  await page.close();
}

/** A reload puts the loaded release in place, or now and then the one that stood there again. */
async function putInPlace(scene: Scene, version: string): Promise<Scene> {
  let next = scene;
  await waitUntil(
    async () => {
      next = await reloadExtension(next);
      return (await next.readStatus()).version === version;
    },
    'the release to be in place',
    90_000,
  );
  return next;
}

test('a release that arrives over a held print opens nothing, and guards the page at once', async () => {
  const scene = await openScene();
  expect((await scene.readStatus()).version).toBe('1.0.0');
  const page = await scene.newPage(print.url(scene));
  await print.press(page);
  await findQuestion(page);
  const idle = await scene.newPage(print.url(scene));
  await waitUntil(async () => !hasNoFrame(idle), 'the frame that waits for a question');
  releases.publish('1.0.1');
  await takeUpdate('1.0.1');
  // The browser puts a release in place when no page of the extension stands anywhere.
  await waitUntil(async () => hasNoFrame(idle), 'the frame that waits to go');
  await idle.close();
  expect((await scene.readStatus()).version).toBe('1.0.0');
  await findQuestion(page);

  const watch = watchPaper(page);
  const next = await putInPlace(scene, '1.0.1');
  const startedAt = performance.now();
  await page.bringToFront();
  await waitUntil(async () => {
    const band = await readBanner(page);
    return band !== '' && !band.includes('照合できません');
  }, 'the new release to guard the page');
  console.log(`re-armed by the new release: ${Math.round(performance.now() - startedAt)} ms`);
  expect(await watch.stop()).toBe(0);
  expect(await printToText(page)).not.toContain(A.surname);

  const faults: string[] = [];
  await finishWork(next, { page, work: print, countBefore: print.count(next), faults });
  expect(faults).toEqual([]);
  expect((await next.readStatus()).audit.chain).toBe('intact');
});

function hasNoFrame(page: Page): boolean {
  return page.frames().every((frame) => !frame.url().includes('/confirm.html'));
}
