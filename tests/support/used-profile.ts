import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Town } from '../../demo/open-town.ts';
import { launchBrowser } from './browser.ts';
import { sceneOf } from './open-scene.ts';
import { waitUntil } from './wait-until.ts';

/** The browser profile of a PC that has been at work: its next browser starts with what it knew. */
export type UsedProfile = {
  readonly profileDir: string;
  /** Takes the browser's databases away, as a broken disk or a cleaning tool does. */
  readonly emptyDatabases: () => void;
  /** Turns bits over in every database file. */
  readonly spoilDatabases: () => void;
  readonly remove: () => void;
};

/** Lets a browser take the flags of the town in, and closes it. */
export async function makeUsedProfile(town: Town): Promise<UsedProfile> {
  const profileDir = mkdtempSync(join(tmpdir(), 'matta-used-'));
  const browser = await launchBrowser({ policy: town.policy, profileDir });
  try {
    const scene = await sceneOf(town, browser);
    await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags to arrive');
  } finally {
    await browser.close();
  }
  const databases = join(
    profileDir,
    `Default/IndexedDB/chrome-extension_${browser.extensionId}_0.indexeddb.leveldb`,
  );
  return {
    profileDir,
    emptyDatabases: () => rmSync(databases, { recursive: true }),
    spoilDatabases: () => spoilFiles(databases),
    remove: () => rmSync(profileDir, { recursive: true, force: true }),
  };
}

/** From the middle on, so that the database is still recognised as one. */
function spoilFiles(folder: string): void {
  const names = readdirSync(folder).filter((name) => /\.(log|ldb)$/.test(name));
  if (names.length === 0) throw new Error(`expected database files in ${folder}`);
  for (const name of names) {
    const file = join(folder, name);
    const bytes = readFileSync(file);
    for (let at = bytes.length >> 1; at < bytes.length; at += 7) bytes[at] = ~(bytes[at] ?? 0);
    writeFileSync(file, bytes);
  }
}
