import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { CORPUS, type CorpusPage, UNREAD } from '../fixtures/pages/corpus.ts';
import { type CorpusScene, openCorpusScene } from '../support/corpus-scene.ts';
import { CORPUS_HOST } from '../support/serve-corpus.ts';
import { waitUntil } from '../support/wait-until.ts';

const REUSED = ['atena 3000003', 'atena 3000105'];
const SCROLLED = ['atena 4000003', 'atena 4001000'];
/** The hooks of the page's own world put one without a name in its place. */
const NATIVE_PRINT = 'function print() { [native code] }';

let scene: CorpusScene;
let expectedCount = 0;
let seenCount = 0;

beforeAll(async () => {
  const moving = [...REUSED, ...SCROLLED];
  scene = await openCorpusScene([...CORPUS.flatMap(({ holds }) => holds), ...moving, ...UNREAD]);
});
afterEach(async () => {
  for (const page of scene.browser.context.pages().slice(1)) await page.close();
  await waitUntil(async () => (await scene.seen()).length === 0, 'the closed tabs to be forgotten');
});
afterAll(async () => {
  console.log(`pages: ${CORPUS.length}, identifiers on them: ${expectedCount}, seen: ${seenCount}`);
  await scene?.close();
});

test.each(CORPUS)('the built guard sees every identifier of $name', async (page) => {
  await open(page.name);
  const seen = await settle(page);
  expectedCount += page.holds.length;
  seenCount += page.holds.filter((identifier) => seen.includes(identifier)).length;
  expect(seen).toEqual([...page.holds].sort());
});

test('a row that is used for another record is seen as that record alone', async () => {
  const page = await open('reused-rows');
  await waitUntil(async () => (await scene.seen()).join() === REUSED[0], 'the first record');
  await page.evaluate('show(101)');
  await waitUntil(async () => (await scene.seen()).join() === REUSED[1], 'the second record');
  await page.evaluate('show(201)');
  await waitUntil(async () => (await scene.seen()).length === 0, 'no record');
});

test('a route of an application shows its own record alone, also on the way back', async () => {
  const page = await open('spa');
  const [first = '', second = ''] = REUSED;
  await page.evaluate(`go('${first.split(' ')[1]}')`);
  await sees([first]);
  await page.evaluate(`go('${second.split(' ')[1]}')`);
  await sees([second]);
  await page.goBack();
  await sees([first]);
  await page.evaluate("go('')");
  await sees([]);
});

test('a virtual list is seen as far as it is scrolled, and as it is sorted', async () => {
  const page = await open('virtual-scroll');
  const [top = '', far = ''] = SCROLLED;
  await sees([top]);
  await page.evaluate('view.scrollTop = 30 * 1000');
  await sees([far]);
  await page.evaluate('sortBackwards()');
  await sees([]);
  await page.evaluate('view.scrollTop = 30 * 995');
  await sees([far]);
});

test('a site that no profile watches gets no script of ours', async () => {
  const page = await scene.browser.context.newPage();
  const session = await scene.browser.context.newCDPSession(page);
  const worlds: string[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => worlds.push(context.origin));
  await session.send('Runtime.enable');
  const isOurs = (origin: string) => origin.startsWith('chrome-extension:');
  const readPrint = () => page.evaluate<string>('print.toString()');
  await page.goto(`${scene.corpus.origin.replace(CORPUS_HOST, '127.0.0.1')}/plain-table.html`);
  expect(worlds.filter(isOurs)).toEqual([]);
  expect(await readPrint()).toBe(NATIVE_PRINT);
  await page.goto(`${scene.corpus.origin}/plain-table.html`);
  expect(worlds.filter(isOurs)).toHaveLength(1);
  expect(await readPrint()).not.toBe(NATIVE_PRINT);
});

test('a page hears nothing of the framework when the guard starts', async () => {
  const page = await scene.browser.context.newPage();
  const type = `${scene.browser.extensionId}:guard:wxt:content-script-started`;
  await page.addInitScript(
    `globalThis.heard = 0; document.addEventListener('${type}', () => { heard += 1; })`,
  );
  await page.goto(`${scene.corpus.origin}/plain-table.html`);
  await sees([...(CORPUS[0]?.holds ?? [])].sort());
  expect(await page.evaluate('heard')).toBe(0);
});

async function sees(expected: readonly string[]): Promise<void> {
  await waitUntil(async () => (await scene.seen()).join() === expected.join(), `${expected}`);
}

async function open(name: string) {
  const page = await scene.browser.context.newPage();
  await page.goto(`${scene.corpus.origin}/${name}.html`);
  return page;
}

/** What is seen once all is there; what is seen at the end of the wait otherwise. */
async function settle({ holds }: CorpusPage): Promise<readonly string[]> {
  const isAll = async () => (await scene.seen()).length >= holds.length;
  await waitUntil(isAll, 'the identifiers', 8_000).catch(() => undefined);
  return scene.seen();
}
