import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { readQuestionText } from '../support/answer-question.ts';
import { type CorpusScene, openCorpusScene } from '../support/corpus-scene.ts';
import { findQuestion } from '../support/open-scene.ts';
import { pressBannerButton, readBanner } from '../support/read-banner.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

/** 引き抜き and bulk acts on lists that draw a part of their rows: nobody on them touches a case. */
const DISPATCH = { on: 'click', selector: '#dispatch' };
/** On the screen only once the virtual list is turned around. */
const SORTED_LAST = '4001995';
let scene: CorpusScene;

beforeAll(async () => {
  scene = await openCorpusScene([`atena ${SORTED_LAST}`], {
    profile: { acts: [{ act: 'send', name: '一斉送付', rows: 'ticked', triggers: [DISPATCH] }] },
  });
});
afterEach(async () => {
  for (const page of scene.browser.context.pages().slice(1)) await page.close();
});
afterAll(() => scene?.close());

test.each([
  'ag-grid',
  'tabulator',
  'handsontable',
  'virtual-scroll',
  'datatables',
  'paged-list',
  'spacer-rows',
])('a bulk act on %s is asked about, for the rows that nobody has read', async (name) => {
  const page = await open(name);
  expect(await readBanner(page)).toBe('');
  await page.click('#dispatch');
  await findQuestion(page);
  const text = await readQuestionText(page);
  expect(text).toContain('画面に表示されていない行は確認していません');
  expect(text).toMatch(/読み取った行は[1-9]\d*行です/);
  expect(await page.evaluate('globalThis.isSent')).toBe(undefined);
});

test.each(['vue', 'plain-table', 'sorted-table', 'last-page', 'css-grid'])(
  'a bulk act on %s goes on: every row is there',
  async (name) => {
    const page = await open(name);
    await page.click('#dispatch');
    await waitUntil(() => page.evaluate<boolean>('globalThis.isSent === true'), 'the act');
    expect(await readBanner(page)).toBe('');
  },
);

test('引き抜き on a list that draws a part of its rows says what was not looked at', async () => {
  const page = await open('virtual-scroll');
  await page.evaluate(`
    for (const row of rows) {
      const box = Object.assign(document.createElement('input'), { type: 'checkbox', checked: true });
      row.children[0].append(box);
    }
    sortBackwards();
  `);
  await pressBannerButton(page, '該当する1件を引き抜く');
  await waitUntil(async () => (await readBanner(page)).includes('引き抜きました'), 'the pull');
  const band = await readBanner(page);
  expect(band).toContain(`1件を引き抜きました：5行目 ${SORTED_LAST}`);
  expect(band).toMatch(/画面に表示されていない行は確認していません。確認した行は1[0-9]行です。/);
});

async function open(name: string): Promise<Page> {
  const page = await scene.browser.context.newPage();
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.goto(`${scene.corpus.origin}/${name}.html`);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML(
      'afterbegin',
      '<button id="dispatch" style="position:fixed;right:0;bottom:0">一斉送付</button>',
    );
    const button = document.querySelector('#dispatch');
    button?.addEventListener('click', () => Reflect.set(globalThis, 'isSent', true));
  });
  await waitFreePaper(page);
  return page;
}
