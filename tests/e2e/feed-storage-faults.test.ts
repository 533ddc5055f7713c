import { spawnSync } from 'node:child_process';
import { closeSync, cpSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { openTown, type Town } from '../../demo/open-town.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { type Scene, sceneOf } from '../support/open-scene.ts';
import { printToText } from '../support/print-to-text.ts';
import { readBanner } from '../support/read-banner.ts';
import {
  BLOCKED_UPGRADE,
  foldersOf,
  PROFILE_FAULTS,
  type ProfileFault,
  SECOND_HEAD_FAULTS,
  VALUE_FAULTS,
} from '../support/storage-faults.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * What a disk, a cleaning tool, another process or an old page can do to the stored flags, in a real
 * profile with the feed out of reach. Never a false *clear*: the letter of a resident with no flag
 * is held (nobody can tell), and so is the letter of a protected person. Back in reach, the feed
 * heals it. The number of papers looked at is printed.
 */
const NOTICE = '確認が済んでいないため印刷していません';
const [cleanDebt = ''] = cast.clean.Z.debts;
const [flaggedDebt = ''] = cast.K1.A.debts;

let town: Town;
let template: string;
let extensionId: string;
let browser: TestBrowser | undefined;
let profileDir: string | undefined;
const papers = { held: 0, healed: 0, intact: 0, falseClear: 0 };

beforeAll(async () => {
  town = await openTown();
  template = mkdtempSync(join(tmpdir(), 'matta-template-'));
  const first = await launchBrowser({ policy: town.policy, profileDir: template });
  extensionId = first.extensionId;
  const scene = await sceneOf(town, first);
  await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags to arrive');
  // A second contact, so that head and second head have a history.
  await scene.syncNow();
  await first.close();
});
afterEach(async () => {
  await browser?.close();
  browser = undefined;
  if (profileDir) rmSync(profileDir, { recursive: true, force: true });
  profileDir = undefined;
  await town.feed.goDown();
  await town.feed.comeUp();
});
afterAll(async () => {
  console.log(`storage faults: ${JSON.stringify(papers)}`);
  await town?.close();
  rmSync(template, { recursive: true, force: true });
  expect(papers.falseClear).toBe(0);
});

async function launchCopy(): Promise<Scene> {
  browser = await launchBrowser({ policy: town.policy, profileDir: profileDir ?? template });
  return sceneOf(town, browser);
}

function copyProfile(): string {
  profileDir = mkdtempSync(join(tmpdir(), 'matta-fault-'));
  cpSync(template, profileDir, { recursive: true });
  return profileDir;
}

/** Printed when the page has settled, and again: the first try opens nothing either. */
async function expectHeld(scene: Scene, debt: string): Promise<void> {
  const page = await openLetter(scene, debt);
  await waitUntil(async () => (await readBanner(page)) !== '', 'a band over the letter');
  await expectNotice(page);
  await expectNotice(page);
  await page.close();
  papers.held += 1;
}

async function openLetter(scene: Scene, debt: string): Promise<Page> {
  return scene.newPage(`${town.city.urls.saiken}debts/${debt}/letter`);
}

async function expectNotice(page: Page): Promise<void> {
  const paper = await printToText(page);
  if (!paper.includes(NOTICE)) papers.falseClear += 1;
  expect(paper).toContain(NOTICE);
  expect(paper).not.toContain('催告書');
}

async function expectHealed(scene: Scene): Promise<void> {
  await town.feed.goDown();
  await town.feed.comeUp();
  const isReady = async () => (await scene.syncNow().catch(() => undefined))?.feed === 'ready';
  await waitUntil(isReady, 'the feed to heal it', 40_000);
  const page = await openLetter(scene, cleanDebt);
  await waitUntil(async () => (await printToText(page)).includes('催告書'), 'the clean letter');
  await page.close();
  await expectHeld(scene, flaggedDebt);
  papers.healed += 1;
}

async function meetFault(fault: ProfileFault | undefined): Promise<Scene> {
  fault?.(foldersOf(copyProfile(), extensionId));
  await town.feed.goDown();
  const scene = await launchCopy();
  const hasTried = async () => (await scene.readStatus()).lastAttemptAtMs !== undefined;
  await waitUntil(hasTried, 'the feed to be tried');
  return scene;
}

/** Chromium opens no database over this and does not replace it either; IT deletes the folder. */
const STAYS_BROKEN: readonly string[] = ['CURRENT is garbage'];

describe('faults of the profile, met at the next start', () => {
  test.each(Object.keys(PROFILE_FAULTS))('%s', async (name) => {
    const scene = await meetFault(PROFILE_FAULTS[name]);
    // Where every hash agrees the damage met nothing of ours, and verified flags still answer.
    const isIntact = (await scene.readStatus()).recordCount !== undefined;
    if (isIntact) papers.intact += 1;
    else await expectHeld(scene, cleanDebt);
    await expectHeld(scene, flaggedDebt);
    if (!STAYS_BROKEN.includes(name)) await expectHealed(scene);
  });

  /** The browser forgets registered scripts with every update of an extension: the sites must stay known. */
  test.each(Object.keys(SECOND_HEAD_FAULTS))('%s', async (name) => {
    const scene = await meetFault(SECOND_HEAD_FAULTS[name]);
    await expectHeld(scene, cleanDebt);
    await expectHeld(scene, flaggedDebt);
  });
});

describe('faults of the values, met by the next worker', () => {
  test.each(Object.entries(VALUE_FAULTS))('%s', async (name, script) => {
    copyProfile();
    const scene = await launchCopy();
    await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags');
    await town.feed.goDown();
    const page = await scene.browser.extensionPage('options.html');
    await page.evaluate(script);
    await page.close();
    await scene.browser.killServiceWorker();
    const hasLost = async () => (await scene.readStatus()).recordCount === undefined;
    await waitUntil(hasLost, `the next worker to see that ${name}`);
    await expectHeld(scene, cleanDebt);
    await expectHeld(scene, flaggedDebt);
    await expectHealed(scene);
  });

  test('an old page that blocks every opening of the database', async () => {
    copyProfile();
    const scene = await launchCopy();
    await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags');
    await town.feed.goDown();
    const page = await scene.browser.extensionPage('options.html');
    expect(await page.evaluate(BLOCKED_UPGRADE)).toBe('blocked');
    await scene.browser.killServiceWorker();
    for (const debt of [cleanDebt, flaggedDebt]) {
      const letter = await openLetter(scene, debt);
      await expectNotice(letter);
      await letter.waitForTimeout(5_000);
      await expectNotice(letter);
      papers.held += 1;
    }
  });
});

/** A file system of its own for the profile; only root may mount one. */
const canMount = process.getuid?.() === 0 && spawnSync('mount', ['--version']).status === 0;

describe('a disk that is full', () => {
  test.skipIf(!canMount)(
    'loses no flag, with the old worker and with the next one (needs root to mount)',
    async () => {
      const disk = mkdtempSync(join(tmpdir(), 'matta-disk-'));
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'tmpfs', disk]);
      expect(mounted.status, String(mounted.stderr)).toBe(0);
      try {
        cpSync(template, disk, { recursive: true });
        browser = await launchBrowser({ policy: town.policy, profileDir: disk });
        const scene = await sceneOf(town, browser);
        await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags');
        fill(disk);
        await town.publish();
        await scene.syncNow().catch(() => undefined);
        await expectHeld(scene, flaggedDebt);
        await browser.killServiceWorker();
        await expectHeld(scene, flaggedDebt);
        rmSync(join(disk, 'filler'));
        await browser.killServiceWorker();
        await expectHealed(scene);
      } finally {
        await browser?.close();
        browser = undefined;
        spawnSync('umount', ['-l', disk]);
        rmSync(disk, { recursive: true, force: true });
      }
    },
  );
});

/** Writes until nothing more goes in; the browser writes at the same time. */
function fill(disk: string): void {
  const file = openSync(join(disk, 'filler'), 'w');
  for (let size = 1 << 20; size >= 512; ) {
    try {
      writeSync(file, new Uint8Array(size));
    } catch {
      size >>= 1;
    }
  }
  closeSync(file);
}
