import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { BUILT_EXTENSION, launchBrowser, type TestBrowser } from '../support/browser.ts';
import { benchPageCosts, type PageCost } from './bench-page-cost.ts';

const onLoaded = (work: string) => `addEventListener('DOMContentLoaded', () => { ${work} });`;

/** Content scripts that do less than any reader of a page can do with. */
const LEAST: Readonly<Record<string, string>> = {
  nothing: '',
  'walk the texts once': onLoaded(`
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      node.nodeValue.match(/[0-9０-９][0-9０-９-]{6,}/g);
    }`),
  'send the page to the worker': onLoaded(
    'chrome.runtime.sendMessage({ html: document.body.innerHTML });',
  ),
};

/** What such extensions cost one table: beside these ours is to be seen. */
export async function benchFloor(
  folder: string,
  bare: BrowserContext,
  urlOf: (host: string) => string,
  table: string,
): Promise<Readonly<Record<string, PageCost>>> {
  const browsers: (readonly [string, TestBrowser])[] = [];
  try {
    for (const [name, script] of Object.entries(LEAST)) {
      const extensionDir = writeExtension(join(folder, `least-${browsers.length}`), script);
      const browser = await launchBrowser({ extensionDir });
      browsers.push([name, browser]);
      await browser.serviceWorker();
    }
    const least = browsers.map(([name, { context }]) => [name, context] as const);
    return await benchPageCosts({ without: bare, ...Object.fromEntries(least) }, urlOf, table);
  } finally {
    for (const [, browser] of browsers) await browser.close();
  }
}

function writeExtension(folder: string, script: string): string {
  mkdirSync(folder);
  const { key } = JSON.parse(readFileSync(join(BUILT_EXTENSION, 'manifest.json'), 'utf8'));
  const manifest = {
    manifest_version: 3,
    name: 'least',
    version: '1',
    key,
    background: { service_worker: 'worker.js' },
    content_scripts: [
      { matches: ['http://*/*'], js: ['page.js'], run_at: 'document_start', all_frames: true },
    ],
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'page.js'), script);
  writeFileSync(join(folder, 'worker.js'), 'chrome.runtime.onMessage.addListener(() => {});');
  return folder;
}
