import type { CDPSession, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { UNREAD } from '../fixtures/pages/corpus.ts';
import { type CorpusScene, openCorpusScene } from '../support/corpus-scene.ts';
import { readBanner } from '../support/read-banner.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

const KEY = 'atena 1000231';
const DEBT = 'debt S1000241';
const FILLED = ['address 花町2-5-1', 'phone 0999211251'];

let scene: CorpusScene;

beforeAll(async () => {
  scene = await openCorpusScene([KEY, DEBT, ...FILLED, ...UNREAD]);
});
afterEach(async () => {
  for (const page of scene.browser.context.pages().slice(1)) await page.close();
});
afterAll(() => scene?.close());

test('what the browser fills in by itself is read, and its band comes', async () => {
  const page = await open('autofill');
  await waitFreePaper(page);
  await fillAddress(page, {
    NAME_FULL: '架空 花子',
    ADDRESS_HOME_STREET_ADDRESS: '花町二丁目５番１号',
    ADDRESS_HOME_ZIP: '9990001',
    ADDRESS_HOME_COUNTRY: 'JP',
    PHONE_HOME_WHOLE_NUMBER: '0999211251',
  });
  expect(await page.locator(':autofill').count()).toBe(4);
  await sees(FILLED);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
});

test('a hidden control counts where the profile names it, and nowhere else', async () => {
  const page = await open('hidden-inputs');
  await sees([KEY]);
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  // The other hidden controls hold a flagged number all the while.
  await page.evaluate("document.querySelector('.record-key').value = '1000230'");
  await sees([]);
  await waitFreePaper(page);
  expect(await readBanner(page)).toBe('');
  await page.evaluate("document.querySelector('.record-key').value = '1000231'");
  await sees([KEY]);
});

test('an attribute counts where the profile names it, also after a script changed it', async () => {
  const page = await open('named-attributes');
  await sees([DEBT]);
  await page.evaluate("document.querySelector('.debt-key').dataset.no = 'S-1000240'");
  await sees([]);
  await page.evaluate("document.querySelector('.debt-key').dataset.no = 'S-1000241'");
  await sees([DEBT]);
});

async function open(name: string): Promise<Page> {
  const page = await scene.browser.context.newPage();
  await page.goto(`${scene.corpus.origin}/${name}.html`);
  return page;
}

async function sees(expected: readonly string[]): Promise<void> {
  await waitUntil(async () => (await scene.seen()).join() === expected.join(), `${expected}`);
}

/** Has the browser fill a form with an address of its own store, as by a choice from its list. */
async function fillAddress(page: Page, values: Readonly<Record<string, string>>): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { root } = await session.send('DOM.getDocument');
  const { nodeId } = await session.send('DOM.querySelector', {
    nodeId: root.nodeId,
    selector: '[autocomplete=tel]',
  });
  const { node } = await session.send('DOM.describeNode', { nodeId });
  const fields = Object.entries(values).map(([name, value]) => ({ name, value }));
  // The types of playwright-core do not name this part of the protocol.
  const send: (method: string, params?: object) => Promise<unknown> = (
    session as CDPSession & { send: never }
  ).send;
  await send.call(session, 'Autofill.enable');
  await send.call(session, 'Autofill.trigger', {
    fieldId: node.backendNodeId,
    address: { fields },
  });
  await session.detach();
}
