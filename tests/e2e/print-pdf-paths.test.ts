import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerWhenAsked } from '../support/guarded-work.ts';
import { findQuestion, hasNoQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { readBanner } from '../support/read-banner.ts';
import { waitUntil } from '../support/wait-until.ts';

const { X } = cast.K2;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());
afterEach(async () => {
  for (const page of scene.browser.context.pages()) {
    if (!page.url().endsWith('options.html')) await page.close();
  }
});

/** Ways to a PDF of the server past the button of its profile, as scripts of the page. `$`: address. */
type Way = readonly [name: string, script: string];

/** Ways that leave the record where it stands: the question opens over it. */
const WAYS_WITHIN: readonly Way[] = [
  ['fetch', `fetch('$').catch(()=>0)`],
  [
    'fetch and a blob: download',
    `fetch('$').then(r=>r.blob()).then(b=>{const a=document.createElement('a');a.download='x.pdf';a.href=URL.createObjectURL(b);a.click()}).catch(()=>0)`,
  ],
  [
    'synchronous XHR',
    `{const x=new XMLHttpRequest();x.open('GET','$',false);try{x.send()}catch{}}`,
  ],
  [
    'fetch of a worker',
    `new Worker(URL.createObjectURL(new Blob(["fetch('"+new URL('$',location)+"').catch(()=>0)"])))`,
  ],
  ['a download link', link(`a.download='x.pdf'`)],
  ['a frame', add('iframe', '')],
  ['an embedded object', add('embed', `,type:'application/pdf'`)],
];

/** Ways into another document: the guard holds them, and goes them itself after the answer. */
const WAYS_OUT: readonly Way[] = [
  ['window.open', `window.open('$')`],
  ['a link to a new tab', link(`a.target='_blank'`)],
  ['a form to a new tab', form(`f.target='_blank';f.requestSubmit()`)],
  ['form.submit() to a new tab', form(`f.target='_blank';f.submit()`)],
  ['a link', link('')],
  ['a form', form('f.requestSubmit()')],
  ['location', `setTimeout(()=>location.assign('$'))`],
];

/** Nobody is asked about an image: it is stopped, and that is all. */
const SILENT_WAYS: readonly Way[] = [['an image', `new Image().src='$'`]];

const HELD_WAYS: readonly string[] = ['a download link', ...WAYS_OUT.map(([name]) => name)];

function add(tag: string, more: string): string {
  return `document.body.append(Object.assign(document.createElement('${tag}'),{src:'$'${more}}))`;
}

function link(change: string): string {
  return `{const a=document.createElement('a');a.href='$';${change};document.body.append(a);a.click()}`;
}

function form(act: string): string {
  return `{const f=document.createElement('form');f.action='/cert';f.innerHTML='<input name=atena value=${X.atena}>';document.body.append(f);${act}}`;
}

test.each([...WAYS_WITHIN, ...WAYS_OUT])(
  'a certificate by %s: none is issued before the answer, one after it, none after that',
  async (name, way) => {
    const before = issued();
    const done = await countDone();
    const page = await openRecord();
    await go(page, way);
    await findQuestion(page);
    expect(issued()).toBe(before);

    await answerWhenAsked(page, { recipient: 'self', reason: 'recipient-verified' });
    await waitUntil(() => hasNoQuestion(page), 'the question to close');
    // The guard presses a held link itself; what the browser stopped is pressed again.
    if (!HELD_WAYS.includes(name)) await go(page, way);
    await waitUntil(() => issued() > before, 'the certificate');
    await waitUntil(async () => (await countDone()) > done, 'the end of the release');

    const again = page.url().includes('/detail') ? page : await openRecord();
    await go(again, way);
    await findQuestion(again);
    expect(issued()).toBe(before + 1);
  },
);

test('an address that is typed over the record is stopped, and asked about on return', async () => {
  const before = issued();
  const page = await openRecord();
  const record = page.url();
  const certificate = new URL(`/cert?atena=${X.atena}`, record).href;
  await expect(page.goto(certificate)).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
  expect(issued()).toBe(before);
  await waitUntil(() => page.url().startsWith('chrome-error:'), 'the page that says so');
  await page.goto(record);
  await waitUntil(async () => (await readBanner(page)) !== '' || !hasNoQuestion(page), 'the band');
  await findQuestion(page);
  await answerWhenAsked(page, { recipient: 'self', reason: 'recipient-verified' });
  await waitUntil(() => hasNoQuestion(page), 'the question to close');
  // A PDF may come as a download, which is no navigation.
  await page.goto(certificate).catch(() => undefined);
  await waitUntil(() => issued() > before, 'the certificate');
  const next = await openRecord();
  await expect(next.goto(certificate)).rejects.toThrow('ERR_BLOCKED_BY_CLIENT');
  expect(issued()).toBe(before + 1);
});

test.each(SILENT_WAYS)('no certificate is issued by %s', async (_name, way) => {
  const before = issued();
  const stopped = scene.browser.context.waitForEvent('requestfailed', {
    predicate: (request) => request.url().includes('/cert?'),
  });
  await go(await openRecord(), way);
  expect((await stopped).failure()?.errorText).toBe('net::ERR_BLOCKED_BY_CLIENT');
  expect(issued()).toBe(before);
});

function issued(): number {
  return scene.town.city.store.certificates.length;
}

async function openRecord(): Promise<Page> {
  const page = await scene.newPage(`${scene.town.city.urls.zeimu}detail?atena=${X.atena}`);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  return page;
}

function go(page: Page, way: string): Promise<unknown> {
  const script = way.replaceAll('$', `/cert?atena=${X.atena}`);
  return page.evaluate(`${script};0`);
}

/** Acts that were carried out: what a way does with its PDF may be asked about as well. */
async function countDone(): Promise<number> {
  return (await scene.readRecords()).filter(({ outcome }) => outcome === 'done').length;
}
