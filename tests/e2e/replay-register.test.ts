import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { buildCity } from '../../demo/city/city-data.ts';
import { formatCsv } from '../../demo/city/csv.ts';
import { addDays, japaneseDate } from '../../demo/city/era.ts';
import { CITY_LOCALITY } from '../../demo/city/source/locality.ts';
import { moushideRows } from '../../demo/city/source/moushide-rows.ts';
import { addProvisional } from '../../publisher/add-provisional.ts';
import { buildFeed } from '../../publisher/build-feed.ts';
import { describeProblem } from '../../publisher/problem.ts';
import { LOCK, type LockRow, locksCsv } from '../publisher/register-rows.ts';
import { openScene, type Scene } from '../support/open-scene.ts';
import { printToText } from '../support/print-to-text.ts';
import { readBanner } from '../support/read-banner.ts';
import { stopByKey } from '../support/stop-question.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

const { X } = cast.K2;
const NOTICE = '確認が済んでいないため印刷していません';
const MANAGEMENT = 'S000002';
/** The poll interval of the town's policy is 30 s; the rest is this machine. */
const POLL_MS = 90_000;
const TODAY = japaneseDate(Date.now());

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

/** Publishes with some of the inputs replaced. */
async function publish(moushide: string, yokushi: readonly string[] = []) {
  const { source, folders } = scene.town;
  const { identifiers, config } = source;
  return buildFeed({
    moushide: [moushide],
    yokushi,
    identifiers,
    config,
    keys: folders.keys,
    out: folders.feed,
    nowMs: Date.now(),
    randomBytes,
  });
}

async function writeInput(name: string, text: string): Promise<string> {
  const path = join(scene.town.folders.feed, '..', 'source', name);
  await writeFile(path, text);
  return path;
}

/** The rows of the town's register, with the row of one person changed. */
async function writeRegister(
  name: string,
  change: Readonly<Record<string, string>>,
): Promise<string> {
  const [header = [], ...rows] = moushideRows(buildCity().supportCases, TODAY);
  const own = header.indexOf('宛名番号');
  const changed = rows.map((row) =>
    row[own]?.endsWith(X.atena) ? row.map((cell, at) => change[header[at] ?? ''] ?? cell) : row,
  );
  return writeInput(name, formatCsv([header, ...changed]));
}

/** The person has applied again six days ago. */
function writeReapplied(): Promise<string> {
  const change = { 支援措置履歴番号: '3', 操作年月日: compact(addDays(TODAY, -6)) };
  return writeRegister('reapplied.csv', change);
}

function compact(date: string): string {
  return date.replaceAll('-', '');
}

async function openNotice(): Promise<Page> {
  const { seiho } = scene.town.city.urls;
  const page = await scene.newPage(`${seiho}cases/${X.caseNumber}/notice`);
  await waitUntil(async () => (await readBanner(page)).includes('支援措置期間中'), 'the band');
  return page;
}

async function expectHeld(): Promise<void> {
  await scene.syncNow();
  const page = await openNotice();
  const paper = await printToText(page);
  expect(paper).toContain(NOTICE);
  expect(paper).not.toContain(X.given);
  await stopByKey(page, 'Escape');
  await page.close();
}

test('replay 13: a removal older than the new application is refused, and the flag stays', async () => {
  const published = await publish(await writeReapplied());
  expect(published.ok ? [] : published.problems.map(describeProblem)).toEqual([]);
  const stale = await writeRegister('stale.csv', {
    支援措置履歴番号: '2',
    削除フラグ: '1',
    操作年月日: compact(addDays(TODAY, -7)),
  });
  const refused = await publish(stale);
  if (refused.ok) throw new Error('published');
  const text = refused.problems.map(describeProblem).join('\n');
  expect(refused.problems).toMatchObject([{ code: 'stale-release' }]);
  expect(text).toContain(MANAGEMENT);
  for (const secret of [X.surname, X.given, X.atena]) expect(text).not.toContain(secret);
  await expectHeld();
});

test('replay 15: a temporary release in the register changes nothing', async () => {
  const released: LockRow = {
    ...LOCK,
    市区町村コード: CITY_LOCALITY.municipalityCode,
    宛名番号: X.atena.padStart(15, '0'),
    抑止開始年月日: compact(addDays(TODAY, -45)),
    操作年月日: compact(addDays(TODAY, -45)),
    一時解除開始年月日: compact(TODAY),
    一時解除開始時刻: '0000',
    一時解除終了年月日: compact(addDays(TODAY, 1)),
  };
  const locks = await writeInput('yokushi.csv', locksCsv([released]));
  const published = await publish(await writeReapplied(), [locks]);
  expect(published.ok ? [] : published.problems.map(describeProblem)).toEqual([]);
  await expectHeld();
});

describe('replay 14: an application is taken and not in the register yet', () => {
  const { Z } = cast.clean;

  async function openRecord(): Promise<Page> {
    return scene.newPage(`${scene.town.city.urls.zeimu}detail?atena=${Z.atena}`);
  }

  test('one command shows it on a record that is open, by the poll of the browser itself', async () => {
    const page = await openRecord();
    await waitFreePaper(page);
    expect(await readBanner(page)).toBe('');
    const { keys, feed } = scene.town.folders;
    const added = await addProvisional({
      keys,
      feed,
      managementNumber: '未付番-0901',
      claims: [{ 役割: '対象者', 識別子種別: '宛名番号', 値: Z.atena }],
      nowMs: Date.now(),
      randomBytes,
    });
    expect(added).toMatchObject({ ok: true });
    await waitUntil(
      async () => (await readBanner(page)).includes('仮支援措置'),
      'the band of the provisional flag',
      POLL_MS,
    );
    expect(await printToText(page)).toContain(NOTICE);
    await stopByKey(page, 'Escape');
    await page.close();
  }, 150_000);

  test('the next export without it keeps it, and says so', async () => {
    const locks = join(scene.town.folders.feed, '..', 'source', 'yokushi.csv');
    const published = await publish(await writeReapplied(), [locks]);
    if (!published.ok) throw new Error(published.problems.map(describeProblem).join('\n'));
    expect(published.value.cautions).toContainEqual(
      expect.objectContaining({ code: 'provisional-kept' }),
    );
    await scene.syncNow();
    const page = await openRecord();
    await waitUntil(async () => (await readBanner(page)).includes('仮支援措置'), 'the band');
    await page.close();
  });
});
