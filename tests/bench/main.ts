import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserContext, Worker } from 'playwright-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { type FolderServer, serveFolder } from '../support/serve-folder.ts';
import { bannerPage, benchActivities, benchBanner, benchLoads } from './bench-activity.ts';
import { BENCH_FLAGGED, makeBenchFeed } from './bench-feed.ts';
import { benchLookUp, benchScan } from './bench-in-page.ts';
import { benchPageCost, type PageCost } from './bench-page-cost.ts';
import { BENCH_HOST, benchTable } from './bench-profile.ts';
import { bundleInPage } from './bundle-in-page.ts';
import { heavyPages } from './heavy-pages.ts';
import { tableKinds, tableLibraries } from './table-kinds.ts';

/** Wait for the first sync: managed policy alone takes about three seconds to arrive. */
const ARMED_TIMEOUT_MS = 60_000;

/** `npm run bench -- cost loads` measures these alone. */
const PARTS = ['scan', 'lookUp', 'cost', 'activities', 'loads', 'banner'] as const;
type Part = (typeof PARTS)[number];

const named = PARTS.filter((part) => process.argv.includes(part));
const wanted = new Set<Part>(named.length > 0 ? named : PARTS);
/** The table whose page cost is told, in the ways of business systems. */
const tables = tableKinds(1_500);

const folder = mkdtempSync(join(tmpdir(), 'matta-bench-'));
const server = await serveFolder(folder);
try {
  writePages(await bundleInPage());
  const { scan, lookUp, ...without } = await measureWithoutExtension(server);
  const { banner, ...withIt } = await measureWithExtension(server);
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length };
  const pageCost = without.cost && withIt.cost && compareCosts(without.cost, withIt.cost);
  const pages = { without: without.pages, with: withIt.pages };
  console.log(JSON.stringify({ machine, scan, lookUp, pageCost, pages, banner }, undefined, 2));
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measureWithoutExtension({ url }: FolderServer) {
  const browser = await launchBrowser({ extensionDir: null });
  try {
    const page = await browser.context.newPage();
    await page.goto(`${url()}table-5000.html`);
    const scan = await part('scan', async () => ({
      rows: 5_000,
      cells: 8,
      ...(await benchScan(page)),
    }));
    await page.goto(`${url()}empty.html`);
    const lookUp = await part('lookUp', async () => [
      await benchLookUp(page, 1_000),
      await benchLookUp(page, 200_000),
    ]);
    return { scan, lookUp, ...(await measurePages(browser.context, url)) };
  } finally {
    await browser.close();
  }
}

async function measureWithExtension({ url }: FolderServer) {
  const { files, policy } = await makeBenchFeed(url('feed.kakuu.example'));
  for (const [name, bytes] of files) write(name, bytes);
  const browser = await launchBrowser({ policy });
  try {
    await waitUntilArmed(await browser.serviceWorker());
    return {
      ...(await measurePages(browser.context, url)),
      banner: await part('banner', () => measureBanner(browser, url)),
    };
  } finally {
    await browser.close();
  }
}

async function measurePages(context: BrowserContext, url: FolderServer['url']) {
  const heavy = [...Object.keys(tables), 'table-5000.html', ...Object.keys(heavyPages())];
  return {
    cost: await part('cost', () => measureCosts(context, url)),
    pages: {
      coreShare: await part('activities', () => benchActivities(context, url)),
      loads: await part('loads', () => benchLoads(context, url, heavy)),
    },
  };
}

type PageCosts = Readonly<Record<string, PageCost>>;

async function measureCosts(context: BrowserContext, url: FolderServer['url']): Promise<PageCosts> {
  const costs: Record<string, PageCost> = {};
  for (const name of Object.keys(tables)) costs[name] = await benchPageCost(context, url, name);
  return costs;
}

function compareCosts(without: PageCosts, withIt: PageCosts) {
  return Object.entries(without).map(([table, bare]) => {
    const guarded = withIt[table] ?? bare;
    const taskRatio = Math.round((guarded.taskMs / bare.taskMs) * 100) / 100;
    return { table, without: bare, with: guarded, taskRatio };
  });
}

function part<Result>(name: Part, measure: () => Promise<Result>): Promise<Result | undefined> {
  return wanted.has(name) ? measure() : Promise.resolve(undefined);
}

async function measureBanner(browser: TestBrowser, url: FolderServer['url']) {
  const page = await browser.context.newPage();
  await page.goto(`${url(BENCH_HOST)}banner.html`);
  const warm = await benchBanner(page, undefined, 30);
  return { warm, cold: await benchBanner(page, browser.killServiceWorker, 8) };
}

/** The extension watches the bench host once its content scripts are registered. */
async function waitUntilArmed(worker: Worker): Promise<void> {
  const deadline = Date.now() + ARMED_TIMEOUT_MS;
  const count = 'chrome.scripting.getRegisteredContentScripts().then((all) => all.length)';
  while ((await worker.evaluate<number>(count)) === 0) {
    if (Date.now() > deadline) throw new Error('registered content scripts expected, none came');
  }
}

function writePages(script: string): void {
  const page = (body: string, extra = '') =>
    `<!doctype html><meta charset="utf-8"><title>性能測定</title><body>${body}${extra}`;
  const bench = '<script src="bench.js"></script>';
  write('bench.js', script);
  for (const [name, body] of Object.entries(heavyPages())) write(name, page(body));
  write('banner.html', bannerPage(BENCH_FLAGGED));
  write('empty.html', page('', bench));
  write('table-5000.html', page(benchTable(5_000), bench));
  for (const [name, body] of Object.entries(tables)) write(name, page(body));
  for (const [name, bytes] of Object.entries(tableLibraries())) write(name, bytes);
  write('table-30.html', page(benchTable(30)));
}

function write(name: string, data: string | Uint8Array): void {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, data);
}
