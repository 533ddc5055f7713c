import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { RecordRow } from '../../utils/domain/system-status.ts';
import { openScene, type Scene } from '../support/open-scene.ts';
import { listOrdinaryRecords } from '../support/ordinary-records.ts';
import { printToText } from '../support/print-to-text.ts';
import { readBanner } from '../support/read-banner.ts';
import { readSettledRecords } from '../support/settled-records.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';
import { watchDisturbances } from '../support/watch-disturbances.ts';

const ordinary = listOrdinaryRecords();
const TAX_RECORDS = 200;
const DEBT_LETTERS = 180;
const WELFARE_RECORDS = 120;
const CERTIFICATES = 10;
/** Every so many records one is printed to the end; on the others the paper is checked for free. */
const PRINT_EVERY = 6;
/** Debts that are changed, dispatched and exported without a pause. */
const HURRIED_DEBTS = 10;
const WALK_TIMEOUT_MS = 300_000;

let scene: Scene;
let seen: readonly string[] = [];
let before: readonly RecordRow[] = [];
const counts = { records: 0, lists: 0, prints: 0, sends: 0, certificates: 0 };

beforeAll(async () => {
  scene = await openScene();
  seen = await watchDisturbances(scene.browser.context);
  before = await readSettledRecords(scene);
});
afterEach(() => {
  expect(seen).toEqual([]);
});
afterAll(() => scene?.close());

function url(system: 'zeimu' | 'seiho' | 'saiken', path: string): string {
  return `${scene.town.city.urls[system]}${path}`;
}

/** One tab works through a pile, as a clerk does. */
async function walk<One>(
  pile: readonly One[],
  visit: (page: Page, one: One) => Promise<string>,
): Promise<void> {
  const page = await scene.newPage('about:blank');
  for (const [index, one] of pile.entries()) {
    const name = await visit(page, one);
    await waitFreePaper(page);
    expect(await readBanner(page)).toBe('');
    if (index % PRINT_EVERY === 0) {
      expect(squeeze(await printToText(page))).toContain(squeeze(name));
      counts.prints += 1;
    }
    counts.records += 1;
  }
  await page.close();
}

function squeeze(text: string): string {
  return text.replace(/\s/g, '');
}

/** Lists are read like records, but stand for many. */
async function readList(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await waitFreePaper(page);
  expect(await readBanner(page)).toBe('');
  expect((await printToText(page)).length).toBeGreaterThan(100);
  counts.lists += 1;
  counts.prints += 1;
}

describe('replay 24: an ordinary day', () => {
  test('tax records open and print', { timeout: WALK_TIMEOUT_MS }, async () => {
    await walk(ordinary.residents.slice(0, TAX_RECORDS), async (page, { atena, name }) => {
      await page.goto(url('zeimu', `detail?atena=${atena}`));
      return name;
    });
  });

  test('dunning letters open and print', { timeout: WALK_TIMEOUT_MS }, async () => {
    await walk(ordinary.debts.slice(0, DEBT_LETTERS), async (page, { number, destination }) => {
      await page.goto(url('saiken', `debts/${number}/letter`));
      return destination.name;
    });
  });

  test('welfare records follow each other in one document', {
    timeout: WALK_TIMEOUT_MS,
  }, async () => {
    const [first, ...rest] = ordinary.welfareCases.slice(0, WELFARE_RECORDS);
    if (!first) throw new Error('expected ordinary welfare cases');
    await walk([first, ...rest], async (page, { number, members }) => {
      if (number === first.number) await page.goto(url('seiho', `cases/${number}`));
      else await page.evaluate(openRoute, `/cases/${number}`);
      await page.waitForSelector(`#case-number:text-is("${number}")`);
      return members[0]?.name ?? '';
    });
  });

  test('lists without a case open and print', { timeout: WALK_TIMEOUT_MS }, async () => {
    const page = await scene.newPage('about:blank');
    for (const number of ordinary.residentPages) {
      await readList(page, url('zeimu', `list?all=1&page=${number}`));
    }
    for (const number of ordinary.debtPages) await readList(page, url('saiken', `?page=${number}`));
    await page.close();
  });

  test('the frameset, its pop-up and the certificate', { timeout: WALK_TIMEOUT_MS }, async () => {
    const { certificates } = scene.town.city.store;
    for (const { atena, name } of ordinary.residents.slice(0, CERTIFICATES)) {
      const page = await scene.newPage(url('zeimu', `?atena=${atena}`));
      const record = page.frame({ name: 'detail' });
      if (!record) throw new Error('expected the frame of the record');
      await waitFreePaper(page);
      const notice = page.waitForEvent('popup');
      await record.click('#keyNotice');
      const paper = await notice;
      await paper.waitForSelector(`text=${name}`);
      await waitFreePaper(paper);
      expect(squeeze(await printToText(paper))).toContain(squeeze(name));
      await paper.close();

      const popup = page.waitForEvent('popup');
      await record.click('#keyCert');
      const certificate = await popup;
      await waitUntil(() => certificates.at(-1)?.atena === atena, 'the certificate');
      await certificate.waitForLoadState();
      counts.certificates += 1;
      counts.prints += 1;
      await certificate.close();
      await page.close();
    }
    expect(certificates).toHaveLength(CERTIFICATES);
  });

  // Each press comes as soon as its page does, and the next address as soon as the form's page does.
  test('what a debt needs in one go reaches the server at once', {
    timeout: WALK_TIMEOUT_MS,
  }, async () => {
    const { store } = scene.town.city;
    const page = await scene.newPage('about:blank');
    for (const [index, debt] of ordinary.debts.slice(0, HURRIED_DEBTS).entries()) {
      const count = index + 1;
      await page.goto(url('saiken', `debts/${debt.number}/destination`));
      await page.click('#save-destination');
      await waitUntil(() => store.destinationEdits.length === count, 'the change');
      await page.waitForSelector('.done');
      await page.goto(url('saiken', `debts/${debt.number}/letter`));
      await page.click('#dispatch-letter');
      await waitUntil(() => store.letters.length === count, 'the dispatch');
      await page.waitForSelector('.done');
      await page.goto(url('saiken', `?q=${debt.number}`));
      const download = page.waitForEvent('download');
      await page.click('#csv-link');
      await waitUntil(() => store.csvDownloads.length === count, 'the CSV');
      await download;
      counts.sends += 3;
    }
    await page.close();
  });

  test('what is sent and changed reaches the servers at once', async () => {
    const { store } = scene.town.city;
    const [welfare] = ordinary.welfareCases;
    const [resident] = ordinary.residents;
    if (!welfare || !resident) throw new Error('expected ordinary records');
    const page = await scene.newPage('about:blank');
    await page.goto(url('seiho', `cases/${welfare.number}`));
    await page.fill('#message-form [name="to"]', '0999-00-9001');
    await page.fill('#message-form [name="text"]', '面接の日程についてご連絡します。');
    await page.click('#message-form button');
    await waitUntil(() => store.messages.length === 1, 'the message');
    await page.click('#open-call-log');
    await page.fill('#call-form [name="text"]', '日程を確認した。');
    await page.click('#call-form button');
    await waitUntil(() => store.callLogs.length === 1, 'the call log');

    await page.goto(url('zeimu', `outai?atena=${resident.atena}`));
    await page.fill('#outaiMemo', '納期限の照会');
    await page.click('#outaiSave');
    await waitUntil(() => store.contactLogs.length === 1, 'the contact log');
    await page.waitForSelector('.done');
    await page.goto(url('zeimu', `todoke?atena=${resident.atena}`));
    await page.click('#todokeSave');
    await waitUntil(() => store.filings.length === 1, 'the filing');
    counts.sends += 4;
    await page.close();
  });

  test('nothing of it is on the operation record', async () => {
    console.log('ordinary day', counts);
    expect(counts.records).toBe(TAX_RECORDS + DEBT_LETTERS + WELFARE_RECORDS);
    expect(await scene.readRecords()).toEqual(before);
  });
});

/** Runs in the page: the route that a link of the page would open. */
function openRoute(path: string): void {
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}
