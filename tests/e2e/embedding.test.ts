import { afterAll, beforeAll, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { findQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { waitUntil } from '../support/wait-until.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

const FILES = ['confirm.html', 'options.html', 'popup.html', 'managed-schema.json', 'veil.css'];

test('a page can embed or fetch none of our files', async () => {
  const page = await scene.newPage(scene.town.city.urls.saiken);
  const reached = await page.evaluate(tryAll, {
    base: `chrome-extension://${scene.browser.extensionId}/`,
    files: FILES,
  });
  expect(reached).toEqual([]);
  await page.waitForTimeout(500);
  const framed = page.frames().filter((frame) => frame.url().startsWith('chrome-extension:'));
  expect(framed.map((frame) => frame.url())).toEqual([]);
  await page.close();
});

/** Runs in the page: frames every file, and names those that could be fetched. */
async function tryAll({ base, files }: { base: string; files: string[] }): Promise<string[]> {
  const reached: string[] = [];
  for (const file of files) {
    const frame = document.createElement('iframe');
    frame.src = base + file;
    document.body.append(frame);
    const answer = await fetch(base + file).catch(() => undefined);
    if (answer?.ok) reached.push(file);
  }
  return reached;
}

test('a page sees neither the address nor the content of the question', async () => {
  const { saiken } = scene.town.city.urls;
  const page = await scene.newPage(`${saiken}debts/${cast.K1.C.debts[0]}/letter`);
  await page.click('#print-letter');
  await findQuestion(page);
  const seen = await page.evaluate(() => ({
    frames: window.length,
    roots: [...document.querySelectorAll('*')].filter((element) => element.shadowRoot).length,
    entries: performance.getEntries().map((entry) => entry.name),
    html: document.documentElement.outerHTML,
  }));
  expect(seen.frames).toBe(0);
  expect(seen.roots).toBe(0);
  expect(seen.entries.join(' ')).not.toContain('chrome-extension');
  expect(seen.html).not.toContain('chrome-extension');
  expect(seen.html).not.toContain('相手方');
  await page.close();
});

test('a frame waits ahead of its question only where one may come, unseen and empty', async () => {
  const { saiken } = scene.town.city.urls;
  const page = await scene.newPage(`${saiken}debts/${cast.K1.C.debts[0]}/letter`);
  const ahead = () => page.frames().find((frame) => frame.url().endsWith('/confirm.html'));
  await waitUntil(() => ahead() !== undefined, 'the frame ahead');
  expect((await ahead()?.innerText('body'))?.trim()).toBe('');
  const seen = await page.evaluate(() => [
    window.length,
    performance.getEntries().filter(({ name }) => name.startsWith('chrome-extension')).length,
  ]);
  expect(seen).toEqual([0, 0]);
  await page.goto(`${scene.town.city.urls.zeimu}detail?atena=${cast.clean.Z.atena}`);
  await page.waitForTimeout(500);
  expect(page.frames().length).toBe(1);
  await page.close();
});

test('a page that takes the waiting frame away is asked all the same', async () => {
  const { saiken } = scene.town.city.urls;
  const page = await scene.newPage(`${saiken}debts/${cast.K1.C.debts[0]}/letter`);
  const ahead = () => page.frames().some((frame) => frame.url().endsWith('/confirm.html'));
  await waitUntil(ahead, 'the frame ahead');
  await page.evaluate(() => {
    const isOurs = (element: Element) => element.localName.startsWith('m-');
    for (const host of [...document.documentElement.children].filter(isOurs)) host.remove();
  });
  await waitUntil(() => !ahead(), 'the frame to go');
  await page.click('#print-letter');
  expect(await (await findQuestion(page)).innerText('body')).toContain('印刷');
  await page.close();
});

test('the question frame tells nothing to whoever opens it without the worker’s nonce', async () => {
  const page = await scene.browser.extensionPage('confirm.html#not-a-nonce-of-the-worker');
  await page.waitForSelector('main:not([aria-busy])');
  expect(await page.innerText('body')).toContain('この確認は終了しました');
  await page.close();
});
