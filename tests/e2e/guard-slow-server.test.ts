import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerWhenAsked } from '../support/guarded-work.ts';
import { findQuestion, hasNoQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { readBanner } from '../support/read-banner.ts';
import { waitUntil } from '../support/wait-until.ts';

/**
 * A server that takes its time leaves a moment in which the one act is on its way and the next press
 * comes. One answer frees one act (DESIGN.md §2): the second press is asked about.
 */
const { X } = cast.K2;

let scene: Scene;
const waiting: (() => void)[] = [];

beforeAll(async () => {
  scene = await openScene({
    beforeAnswer: async (path) => {
      if (path !== '/cert') return;
      await new Promise<void>((resolve) => waiting.push(resolve));
    },
  });
});
afterAll(async () => {
  answerAll();
  await scene?.close();
});

function answerAll(): void {
  for (const answer of waiting.splice(0)) answer();
}

const CERTIFICATE = `/cert?atena=${X.atena}`;

const WAYS: readonly (readonly [name: string, script: string])[] = [
  [
    'a download link',
    `{const a=document.createElement('a');a.href='${CERTIFICATE}';a.download='x.pdf';document.body.append(a);a.click()}`,
  ],
  ['fetch', `fetch('${CERTIFICATE}').catch(()=>0)`],
  [
    'a frame',
    `document.body.append(Object.assign(document.createElement('iframe'),{src:'${CERTIFICATE}'}))`,
  ],
];

test.each(WAYS)(
  '%s, pressed again before the server has answered, is asked about again',
  async (_name, way) => {
    const before = issued();
    const done = await countDone();
    const page = await openRecord();
    await page.evaluate(`${way};0`);
    await answerWhenAsked(page, { recipient: 'self', reason: 'recipient-verified' });
    await waitUntil(() => hasNoQuestion(page), 'the question to close');
    if (issued() === before) await page.evaluate(`${way};0`);
    await waitUntil(() => issued() > before, 'the certificate');
    // The event of the request takes some milliseconds to the worker.
    await waitUntil(isClosed, 'the rule of the release to close');
    expect(waiting).toHaveLength(1);

    await page.evaluate(`${way};0`);
    await findQuestion(page);
    expect(issued()).toBe(before + 1);
    answerAll();
    await waitUntil(async () => (await countDone()) > done, 'the end of the act');
    await page.close();
  },
);

/** No rule of a release stands (`release-rules.ts`). */
async function isClosed(): Promise<boolean> {
  const worker = await scene.browser.serviceWorker();
  return worker.evaluate(
    'chrome.declarativeNetRequest.getSessionRules().then((all) => all.every(({ id }) => id < 1e6))',
  );
}

function issued(): number {
  return scene.town.city.store.certificates.length;
}

async function countDone(): Promise<number> {
  return (await scene.readRecords()).filter(({ outcome }) => outcome === 'done').length;
}

async function openRecord(): Promise<Page> {
  const page = await scene.newPage(`${scene.town.city.urls.zeimu}detail?atena=${X.atena}`);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  return page;
}
