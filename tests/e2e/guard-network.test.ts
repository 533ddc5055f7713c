import type { BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { FIRST_SCRIPTS } from '../fixtures/hostile/first-scripts.ts';
import { CHANNELS } from '../fixtures/hostile/network-channels.ts';
import { answerWhenAsked } from '../support/guarded-work.ts';
import { type NetworkScene, openNetworkScene } from '../support/hostile-network.ts';
import { findQuestion, hasNoQuestion } from '../support/open-scene.ts';
import { readBanner } from '../support/read-banner.ts';
import { runChannel } from '../support/run-channel.ts';
import { waitUntil } from '../support/wait-until.ts';
import { armGate, waitForGate } from '../support/worker-gate.ts';

let network: NetworkScene;
let context: BrowserContext;
beforeAll(async () => {
  network = await openNetworkScene();
  context = network.scene.browser.context;
});
afterAll(() => network?.close());

const FIRST_LINE_RUNS = 50;
const FIRST_LINE_TIMEOUT_MS = 400_000;
const flaggedAtena = cast.K1.A.atena;
const cleanAtena = cast.clean.Z.atena;

/** What a blocked request might still do would have happened by now. */
const SETTLE_MS = 400;

beforeEach(async () => {
  const isPage = (page: Page) => !page.url().includes('/options.html');
  await Promise.all(
    context
      .pages()
      .filter(isPage)
      .map((page) => page.close()),
  );
  network.site.hits.length = 0;
});

function guardedHits(): readonly string[] {
  return network.site.hits.map(({ path }) => path).filter((path) => path.startsWith('/guarded/'));
}

test('a window without an address is as locked as the record that opened it', async () => {
  const page = await network.openRecord(true);
  const opened = page.waitForEvent('popup');
  await page.evaluate(() => void window.open(''));
  const popup = await opened;
  await waitUntil(async () => (await readBanner(popup)) !== '', 'the band of the window');
  for (const channel of CHANNELS) {
    const url = network.url(`guarded/${channel.name}`);
    await runChannel(popup, channel, { place: 'same tab', url }).catch(() => undefined);
  }
  await page.waitForTimeout(SETTLE_MS);
  expect(guardedHits()).toEqual([]);
});

test('paths beside the guarded ones and other names stay open while a record is locked', async () => {
  const page = await network.openRecord(true);
  const wanted = ['open/a', 'guardedness'].map((path) => network.url(path));
  const others = [network.neighbourUrl('guarded/a'), network.neighbourUrl('open/a')];
  const all = [...wanted, ...others];
  const states = await page.evaluate(
    (urls) =>
      Promise.all(urls.map((url) => fetch(url, { mode: 'no-cors' }).then(() => 'ok', String))),
    all,
  );
  expect(states).toEqual(all.map(() => 'ok'));
});

/** Channels that end in a document of their own are not known clear; a navigation of a frame or a new tab. */
const OWN_DOCUMENT = ['form', 'form-submit', 'blank-form', 'popup', 'frame', 'link'];
/** Channels that belong to no tab, so to none that is known clear. */
const OWN_PROCESS = ['shared-worker', 'service-worker'];

test('a tab of a record that touches no case sends freely while another is locked', async () => {
  await network.openRecord(true);
  const clean = await network.openClean();
  const channels = CHANNELS.filter(
    ({ name }) => !OWN_DOCUMENT.includes(name) && !OWN_PROCESS.includes(name),
  );
  const names = () => guardedHits().map((path) => path.split('/')[2]);
  for (const channel of channels) {
    // A new address without a load (the ping's own link) is read anew first.
    await waitUntil(() => sendsForAWhile(clean), 'the clear tab to send');
    const url = network.url(`guarded/${channel.name}`);
    await runChannel(clean, channel, { place: 'same tab', url });
    await waitUntil(() => names().includes(channel.name), `${channel.name} to arrive`, 3_000);
  }
  await waitUntil(() => sendsForAWhile(clean), 'the clear tab to send');
  const pdf = (url: string) => fetch(url).then(({ status }) => status, String);
  expect(await clean.evaluate(pdf, network.url('pdf/a'))).toBe(200);
});

test('an answer lets one request through, and the next one is stopped again', async () => {
  const page = await network.openRecord(true);
  expect(await sends(page)).toBe(false);
  await findQuestion(page);
  const answeredAt = performance.now();
  await answerWhenAsked(page, { recipient: 'self', reason: 'recipient-verified' });
  await waitUntil(() => sends(page), 'the released request');
  process.stdout.write(`release: ${Math.round(performance.now() - answeredAt)} ms\n`);
  await page.waitForTimeout(SETTLE_MS);
  expect(await sends(page)).toBe(false);
  expect(guardedHits()).toEqual(['/guarded/fetch']);
});

async function sendsForAWhile(page: Page): Promise<boolean> {
  for (let time = 0; time < 4; time += 1) {
    if (!(await sends(page))) return false;
    await page.waitForTimeout(50);
  }
  return true;
}

function sends(page: Page): Promise<boolean> {
  return page.evaluate(
    (url) =>
      fetch(url, { method: 'POST' }).then(
        () => true,
        () => false,
      ),
    network.url('guarded/fetch'),
  );
}

test('a request that a killed worker never noted uses its release up', async () => {
  const page = await network.openRecord(true);
  const { browser } = network.scene;
  const done = await countDone();
  expect(await sends(page)).toBe(false);
  await findQuestion(page);
  await answerWhenAsked(page, { recipient: 'self', reason: 'recipient-verified' });
  await waitUntil(() => hasNoQuestion(page), 'the question to close');
  await armGate(await browser.serviceWorker(), { call: 'state released', when: 'before' });
  await waitUntil(() => sends(page), 'the released request');
  expect(await waitForGate(await browser.serviceWorker(), 6_000)).toBe(true);
  await browser.killServiceWorker();
  await network.scene.readStatus();
  expect(await sends(page)).toBe(false);
  const hits = guardedHits().filter((path) => path === '/guarded/fetch');
  expect(hits).toHaveLength(1);
  await waitUntil(async () => (await countDone()) === done + 1, 'the end of the release');
});

async function countDone(): Promise<number> {
  return (await network.scene.readRecords()).filter(({ outcome }) => outcome === 'done').length;
}

test('a stopped request of no tab does not keep the next worker from starting', async () => {
  const page = await network.openRecord(true);
  const { browser } = network.scene;
  const isConfirm = (one: Page) => one.url().includes('/confirm.html');
  const channel = CHANNELS.find(({ name }) => name === 'shared-worker');
  if (!channel) throw new Error('expected a channel of a shared worker');
  await runChannel(page, channel, { place: 'same tab', url: network.url('guarded/shared') });
  await waitUntil(() => context.pages().some(isConfirm), 'the question in its window');
  await browser.killServiceWorker();
  let isAnswered = false;
  network.scene.readStatus().then(
    () => (isAnswered = true),
    () => undefined,
  );
  await waitUntil(() => isAnswered, 'the next worker to answer');
  expect(guardedHits()).toEqual([]);
});

test('rules of another state are replaced when the worker starts', async () => {
  const page = await network.openRecord(true);
  const worker = await network.scene.browser.serviceWorker();
  const before = await worker.evaluate(readRules);
  await worker.evaluate(openEverything);
  expect(await sends(page)).toBe(true);
  await network.scene.browser.killServiceWorker();
  await network.scene.readStatus();
  await waitUntil(async () => (await worker.evaluate(readRules)) === before, 'the rules');
  expect(await sends(page)).toBe(false);
});

/** Runs in the worker. */
async function readRules(): Promise<string> {
  const { declarativeNetRequest } = Reflect.get(globalThis, 'chrome');
  return JSON.stringify(await declarativeNetRequest.getSessionRules());
}

/** Runs in the worker: leaves what another version might have left. */
async function openEverything(): Promise<void> {
  const { declarativeNetRequest } = Reflect.get(globalThis, 'chrome');
  const rules: { id: number }[] = await declarativeNetRequest.getSessionRules();
  await declarativeNetRequest.updateSessionRules({
    removeRuleIds: rules.map(({ id }) => id),
    addRules: [
      { id: 1, priority: 9, action: { type: 'allow' }, condition: { urlFilter: '*' } },
      { id: 999_999, priority: 9, action: { type: 'allow' }, condition: { urlFilter: '*' } },
    ],
  });
}

test.each(['worker awake', 'worker asleep'] as const)(
  'a tab that was clear is closed before the first script of a locked record: %s',
  async (worker) => {
    const page = await network.openClean();
    let clear = 0;
    for (let run = 0; run < FIRST_LINE_RUNS; run += 1) {
      await page.goto(network.url(`record/${cleanAtena}`));
      await waitUntil(() => sends(page), 'the clear tab to send');
      clear += 1;
      if (worker === 'worker asleep') await network.scene.browser.killServiceWorker();
      await page.goto(network.url(`first/${flaggedAtena}`));
      await page.waitForTimeout(50);
    }
    const through = guardedHits().filter((path) => path.includes('first-'));
    process.stdout.write(`first line, ${worker}: ${clear} runs, ${through.length} through\n`);
    expect(through).toEqual([]);
  },
  FIRST_LINE_TIMEOUT_MS,
);

test('no script of a page runs before rules that close late, wherever it stands', async () => {
  const page = await network.openClean();
  await (await network.scene.browser.serviceWorker()).evaluate(slowRules, RULES_MS);
  for (const at of FIRST_SCRIPTS.keys()) {
    await page.goto(network.url(`record/${cleanAtena}`));
    await waitUntil(() => sends(page), 'the clear tab to send');
    const sent = page.waitForEvent('requestfailed', { predicate: isFirst, timeout: SENT_MS });
    await page.goto(network.url(`begin/${at}`), { waitUntil: 'commit' });
    await sent.catch(() => undefined);
  }
  const through = guardedHits().filter((path) => path.includes('first-'));
  const names = through.map((path) => FIRST_SCRIPTS[Number(path.replace(/\D+/, ''))]?.name);
  process.stdout.write(`first script: ${FIRST_SCRIPTS.length} ways, ${names.length} through\n`);
  expect(names).toEqual([]);
  await network.scene.browser.killServiceWorker();
});

/** Rules that take so long are still open when a page begins that does not wait for them. */
const RULES_MS = 300;
const SENT_MS = 2_000;

function isFirst(request: Request): boolean {
  return request.url().includes('/guarded/first-');
}

/** Runs in the worker. */
function slowRules(delayMs: number): void {
  const { declarativeNetRequest } = Reflect.get(globalThis, 'chrome');
  const { updateSessionRules } = declarativeNetRequest;
  Reflect.set(declarativeNetRequest, 'updateSessionRules', (rules: unknown) => {
    const late = () => updateSessionRules.call(declarativeNetRequest, rules);
    return new Promise((resolve) => setTimeout(resolve, delayMs)).then(late);
  });
}

test('without the rules of a session, as after a start of the browser, nothing is sent', async () => {
  const RUNS = 10;
  const { browser } = network.scene;
  for (let run = 0; run < RUNS; run += 1) {
    const worker = await browser.serviceWorker();
    await worker.evaluate(dropSessionRules);
    await browser.killServiceWorker();
    const page = await context.newPage();
    await page.goto(network.url(`first/${flaggedAtena}`));
    await page.waitForTimeout(SETTLE_MS);
    await page.close();
  }
  const through = guardedHits().filter((path) => path.includes('first-'));
  process.stdout.write(`first line, no session rules: ${RUNS} runs, ${through.length} through\n`);
  expect(through).toEqual([]);
});

/** Runs in the worker. */
async function dropSessionRules(): Promise<void> {
  const { declarativeNetRequest } = Reflect.get(globalThis, 'chrome');
  const rules: { id: number }[] = await declarativeNetRequest.getSessionRules();
  await declarativeNetRequest.updateSessionRules({ removeRuleIds: rules.map(({ id }) => id) });
}

test('a rule that the browser refuses makes every record one that cannot be told', async () => {
  const refused = await openNetworkScene({ guarded: '||*/guarded/' });
  try {
    const page = await refused.openClean();
    await waitUntil(async () => (await readBanner(page)).includes('照合できません'), 'the band');
    const outages = (await refused.scene.readRecords()).filter(({ type }) => type === 'outage');
    expect(outages.map(({ reason }) => reason).join()).toContain('rules-refused');
  } finally {
    await refused.close();
  }
});
