import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { openTown, type Town } from '../../demo/open-town.ts';
import { answerQuestion } from '../support/answer-question.ts';
import { launchBrowser } from '../support/browser.ts';
import { type Scene, sceneOf } from '../support/open-scene.ts';
import { untilPrinting } from '../support/print-to-text.ts';
import { waitUntil } from '../support/wait-until.ts';

/** Folders of a profile in which an extension's own data can lie; the web cache is the pages' own. */
const OUR_FOLDERS =
  /^Default\/(Local Extension Settings|IndexedDB\/chrome-extension_|Extension|Sync Extension|Managed Extension|Service Worker|Session Storage|Storage|WebStorage|blob_storage)/;
/** Chrome's own copy of managed policy is the one place where the feed secret lies. */
const POLICY_COPY = /^Default\/Managed Extension Settings\//;

const profileDir = mkdtempSync(join(tmpdir(), 'matta-trace-'));
let town: Town;
let files: readonly { readonly path: string; readonly bytes: Buffer }[] = [];

beforeAll(async () => {
  town = await openTown();
  const browser = await launchBrowser({ policy: town.policy, profileDir });
  const scene = await sceneOf(town, browser);
  await waitUntil(async () => (await scene.readStatus()).feed === 'ready', 'the flags to arrive');
  await workForAWhile(scene);
  await browser.close();
  files = listFiles(profileDir).filter(({ path }) => OUR_FOLDERS.test(path));
});
afterAll(async () => {
  await town?.close();
  rmSync(profileDir, { recursive: true, force: true });
});

/** Opens records of both sides, asks, answers and prints, so that everything has been in use. */
async function workForAWhile(scene: Scene): Promise<void> {
  const { saiken, zeimu, seiho } = scene.town.city.urls;
  for (const url of [
    `${saiken}debts/${cast.K1.C.debts[0]}`,
    `${saiken}batch`,
    `${zeimu}?atena=${cast.K2.X.atena}`,
    `${seiho}cases/${cast.K2.Y.caseNumber}`,
  ]) {
    const shown = (await scene.readRecords()).length;
    const page = await scene.newPage(url);
    await waitUntil(async () => (await scene.readRecords()).length > shown, `a record of ${url}`);
    await page.close();
  }
  const page = await scene.newPage(`${saiken}debts/${cast.K1.A.debts[0]}/letter`);
  await page.click('#print-letter');
  await untilPrinting(page, () =>
    answerQuestion(page, {
      recipient: 'self',
      lastFour: cast.K1.A.atena.slice(-4),
      reason: 'recipient-verified',
    }),
  );
  await page.close();
}

function listFiles(folder: string, below = ''): { path: string; bytes: Buffer }[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(folder, path);
    return entry.isFile() ? [{ path, bytes: readFileSync(join(folder, path)) }] : [];
  });
}

/** Every way in which a text may lie in a file. */
function spellings(text: string): readonly Buffer[] {
  const utf8 = Buffer.from(text);
  return [
    utf8,
    Buffer.from(text, 'utf16le'),
    Buffer.from(utf8.toString('hex')),
    Buffer.from(utf8.toString('base64').replace(/=+$/, '')),
  ];
}

function filesWith(text: string): readonly string[] {
  return files
    .filter(({ bytes }) => spellings(text).some((spelling) => bytes.includes(spelling)))
    .map(({ path }) => path);
}

describe('after a day’s work', () => {
  test('something was written to look through', () => {
    expect(files.some(({ path }) => path.includes('IndexedDB'))).toBe(true);
    expect(files.some(({ path }) => path.includes('Local Extension Settings'))).toBe(true);
    expect(filesWith('lastKnownGoodPolicy').length).toBeGreaterThan(0);
  });

  const people = [cast.K1.A, cast.K1.B, cast.K1.C, cast.K2.X, cast.K2.Y, cast.K3.P, cast.K3.R];
  test.each(people.map((person) => [person.kana, person] as const))(
    'no number, address or name of %s lies in our files',
    (_id, person) => {
      const { atena, household, notice, phone, mobile, address, surname, given } = person;
      const digits = [phone, mobile].map((number) => number.replaceAll('-', ''));
      for (const text of [atena, household, notice, phone, mobile, ...digits, address, given]) {
        expect(filesWith(text), text).toEqual([]);
      }
      expect(filesWith(`${surname}　${given}`)).toEqual([]);
    },
  );

  test('the feed secret lies in the browser’s own policy store and nowhere else', () => {
    const [secret] = town.policy.feedSecrets as readonly { readonly k: string }[];
    const places = filesWith(secret?.k ?? 'no secret');
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter((path) => !POLICY_COPY.test(path))).toEqual([]);
    const raw = Buffer.from(secret?.k ?? '', 'base64');
    expect(files.filter(({ bytes }) => bytes.includes(raw)).map(({ path }) => path)).toEqual([]);
  });
});
