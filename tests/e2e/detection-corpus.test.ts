import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { CORPUS, type CorpusPage } from '../fixtures/pages/corpus.ts';
import { type CorpusScene, openCorpusScene } from '../support/corpus-scene.ts';
import { waitUntil } from '../support/wait-until.ts';

const REUSED = ['atena 3000003', 'atena 3000105'];

let scene: CorpusScene;

beforeAll(async () => {
  scene = await openCorpusScene([...CORPUS.flatMap(({ holds }) => holds), ...REUSED]);
});
afterEach(async () => {
  for (const page of scene.browser.context.pages().slice(1)) await page.close();
  await waitUntil(async () => (await scene.seen()).length === 0, 'the closed tabs to be forgotten');
});
afterAll(() => scene?.close());

test.each(CORPUS)('the built guard sees every identifier of $name', async (page) => {
  await open(page.name);
  expect(await settle(page)).toEqual([...page.holds].sort());
});

test('a row that is used for another record is seen as that record alone', async () => {
  const page = await open('reused-rows');
  await waitUntil(async () => (await scene.seen()).join() === REUSED[0], 'the first record');
  await page.evaluate('show(101)');
  await waitUntil(async () => (await scene.seen()).join() === REUSED[1], 'the second record');
  await page.evaluate('show(201)');
  await waitUntil(async () => (await scene.seen()).length === 0, 'no record');
});

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
