import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { BrowserContext, Worker } from 'playwright-core';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { type FolderServer, serveFolder } from '../support/serve-folder.ts';
import { bannerPage, benchActivities, benchBanner, benchLoads } from './bench-activity.ts';
import { BENCH_FLAGGED, makeBenchFeed } from './bench-feed.ts';
import { benchFloor } from './bench-floor.ts';
import { benchLookUp, benchScan } from './bench-in-page.ts';
import { benchPageCosts, type PageCost } from './bench-page-cost.ts';
import { BENCH_HOST, benchTable } from './bench-profile.ts';
import { bundleInPage } from './bundle-in-page.ts';
import { heavyPages } from './heavy-pages.ts';
import { tableKinds, tableLibraries } from './table-kinds.ts';

/** Wait for the first sync: managed policy alone takes about three seconds to arrive. */
const ARMED_TIMEOUT_MS = 60_000;

/** `npm run bench -- cost loads` measures these alone. */
const PARTS = ['scan', 'lookUp', 'cost', 'floor', 'activities', 'loads', 'banner'] as const;
type Part = (typeof PARTS)[number];

const named = PARTS.filter((part) => process.argv.includes(part));
const wanted = new Set<Part>(named.length > 0 ? named : PARTS);
/** The pages whose cost is told. */
const tables = tableKinds(1_500);

const folder = mkdtempSync(join(tmpdir(), 'matta-bench-'));
const server = await serveFolder(folder);
try {
  writePages(await bundleInPage());
  const bare = await launchBrowser({ extensionDir: null });
  try {
    const guarded = await launchGuarded(server);
    try {
      await waitUntilArmed(await guarded.serviceWorker());
      console.log(JSON.stringify(await measure(server, bare, guarded), undefined, 2));
    } finally {
      await guarded.close();
    }
  } finally {
    await bare.close();
  }
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

/** With the extension, which is told where its feed lies. */
async function launchGuarded({ url }: FolderServer): Promise<TestBrowser> {
  const { files, policy } = await makeBenchFeed(url('feed.kakuu.example'));
  for (const [name, bytes] of files) write(name, bytes);
  return launchBrowser({ policy });
}

async function measure({ url }: FolderServer, bare: TestBrowser, guarded: TestBrowser) {
  const { context } = bare;
  return {
    machine: { cpu: cpus()[0]?.model, cores: cpus().length },
    scan: await part('scan', () => measureScan(context, url)),
    lookUp: await part('lookUp', () => measureLookUp(context, url)),
    floor: await part('floor', () => benchFloor(folder, context, url, 'bare.html')),
    pageCost: await part('cost', () => measureCosts(context, guarded.context, url)),
    pages: {
      without: await measurePages(context, url),
      with: await measurePages(guarded.context, url),
    },
    banner: await part('banner', () => measureBanner(guarded, url)),
  };
}

type UrlOf = FolderServer['url'];

async function measureScan(context: BrowserContext, url: UrlOf) {
  const page = await context.newPage();
  await page.goto(`${url()}table-5000.html`);
  const scan = await benchScan(page);
  await page.close();
  return { rows: 5_000, cells: 8, ...scan };
}

async function measureLookUp(context: BrowserContext, url: UrlOf) {
  const page = await context.newPage();
  await page.goto(`${url()}empty.html`);
  const lookUps = [await benchLookUp(page, 1_000), await benchLookUp(page, 200_000)];
  await page.close();
  return lookUps;
}

async function measureCosts(without: BrowserContext, guarded: BrowserContext, url: UrlOf) {
  const costs: Record<string, Readonly<Record<string, PageCost>>> = {};
  for (const name of Object.keys(tables)) {
    costs[name] = await benchPageCosts({ without, with: guarded }, url, name);
  }
  return costs;
}

async function measurePages(context: BrowserContext, url: UrlOf) {
  const heavy = [...Object.keys(tables), 'table-5000.html', ...Object.keys(heavyPages())];
  return {
    coreShare: await part('activities', () => benchActivities(context, url)),
    loads: await part('loads', () => benchLoads(context, url, heavy)),
  };
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
