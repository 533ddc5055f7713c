import type { Download, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { answerQuestion, type Filling } from '../support/answer-question.ts';
import { findQuestion, hasNoQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { stopByKey } from '../support/stop-question.ts';
import { waitFreePaper } from '../support/wait-free-paper.ts';
import { waitUntil } from '../support/wait-until.ts';

const { X, Y } = cast.K2;
const CLEAN_CASE = '11-1000';
const TO_HERSELF: Filling = { recipient: 'self', reason: 'recipient-verified' };

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

function caseUrl(number: string | undefined): string {
  return `${scene.town.city.urls.seiho}cases/${number}`;
}

async function openRecordOfX(): Promise<Page> {
  const page = await scene.newPage(caseUrl(X.caseNumber));
  await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
  return page;
}

async function openCleanRecord(): Promise<Page> {
  const page = await scene.newPage(caseUrl(CLEAN_CASE));
  await page.waitForSelector('#case-number');
  await waitFreePaper(page);
  return page;
}

/** Addresses outside the browser that the page asks for, as the browser itself tells them. */
async function watchLeft(page: Page): Promise<readonly string[]> {
  const left: string[] = [];
  const session = await page.context().newCDPSession(page);
  session.on('Page.frameRequestedNavigation', ({ url }) => {
    if (/^(tel|sms|mailto|callto):/.test(url)) left.push(url);
  });
  await session.send('Page.enable');
  return left;
}

function watchDownloads(page: Page): readonly Download[] {
  const downloads: Download[] = [];
  page.on('download', (download) => downloads.push(download));
  return downloads;
}

/** Ways in which a script of the page leaves it. */
const LEAVING: readonly (readonly [name: string, code: string])[] = [
  ['location', `location.href = 'ADDRESS'`],
  ['a new window', `window.open('ADDRESS')`],
  ['a link in no document', `const a = document.createElement('a'); a.href = 'ADDRESS'; a.click()`],
  [
    'a link of the page, clicked by a script',
    `const a = document.createElement('a'); a.href = 'ADDRESS'; document.body.append(a); a.click(); a.remove()`,
  ],
];

async function run(page: Page, code: string): Promise<void> {
  await page.evaluate((text) => {
    new Function(text)();
  }, code);
}

describe('a script that leaves for a telephone or a message', () => {
  test.each(LEAVING)('is asked about on a flagged record: %s', async (_name, code) => {
    const page = await openRecordOfX();
    const left = await watchLeft(page);
    for (const address of [`tel:${X.phone}`, `sms:${X.mobile}?body=a`, 'mailto:a@kakuu.example']) {
      await run(page, code.replace('ADDRESS', address));
      await stopByKey(page, 'Escape');
    }
    expect(left).toEqual([]);
    await page.close();
  });

  test.each(LEAVING)('goes on at once on a clean record: %s', async (_name, code) => {
    const page = await openCleanRecord();
    const left = await watchLeft(page);
    await run(page, code.replace('ADDRESS', 'tel:0999009001'));
    await waitUntil(() => left.length > 0, 'the call');
    expect(left).toEqual(['tel:0999009001']);
    expect(hasNoQuestion(page)).toBe(true);
    await page.close();
  });

  test('the number of the other party is met though no record shows it', async () => {
    const page = await openCleanRecord();
    const left = await watchLeft(page);
    await run(page, `location.href = 'tel:${Y.mobile}'`);
    await stopByKey(page, 'Escape');
    expect(await readLastActs(scene, 3)).toMatchObject([
      { type: 'intent', act: 'phone', situation: 'counterpart' },
      { type: 'decision', decision: 'cancel' },
      { type: 'outcome', outcome: 'abandoned' },
    ]);
    expect(left).toEqual([]);
    await page.close();
  });

  test('a call to the other party from the record of the protected person is refused', async () => {
    const page = await openRecordOfX();
    await run(page, `location.href = 'tel:${Y.phone}'`);
    const question = await findQuestion(page);
    expect(await question.locator('[data-go]').count()).toBe(0);
    await stopByKey(page, 'Escape');
    await page.close();
  });

  test('one answer frees one call', async () => {
    const page = await openRecordOfX();
    const left = await watchLeft(page);
    await run(page, `location.href = 'tel:${X.phone}'`);
    await answerQuestion(page, { caller: 'self', reason: 'recipient-verified' });
    await waitUntil(() => left.length > 0, 'the call');
    // The browser's own window for the call lets no key and no press through to the page.
    for (const [, code] of LEAVING) await run(page, code.replace('ADDRESS', `tel:${X.phone}`));
    await findQuestion(page);
    expect(left).toEqual([`tel:${X.phone}`]);
    await page.close();
  });
});

describe('a file that a script makes in the page', () => {
  const BLOB = `const a = document.createElement('a');
    a.href = URL.createObjectURL(new Blob(['氏名,住所']));
    a.download = 'ichiran.csv'; a.click(); URL.revokeObjectURL(a.href)`;
  const DATA = `const a = document.createElement('a');
    a.href = 'data:text/csv,x'; a.download = 'ichiran.csv'; a.click()`;

  test.each([
    ['blob', BLOB],
    ['data', DATA],
    [
      'blob without a name',
      `location.href = URL.createObjectURL(new Blob(['x'], { type: 'application/octet-stream' }))`,
    ],
  ])('is held on a flagged record and kept once after the answer: %s', async (_name, code) => {
    const page = await openRecordOfX();
    const downloads = watchDownloads(page);
    await run(page, code);
    await stopByKey(page, 'Enter');
    expect(downloads).toEqual([]);

    await run(page, code);
    await answerQuestion(page, TO_HERSELF);
    await waitUntil(() => downloads.length > 0, 'the file');
    await run(page, code);
    await stopByKey(page, 'Escape');
    expect(downloads).toHaveLength(1);
    expect(await readLastActs(scene, 6)).toMatchObject([
      { type: 'intent', act: 'export', situation: 'protected' },
      { type: 'decision', decision: 'release' },
      { type: 'outcome', outcome: 'done' },
      { type: 'intent', act: 'export' },
      { type: 'decision', decision: 'cancel' },
      { type: 'outcome', outcome: 'abandoned' },
    ]);
    await page.close();
  });

  test('is kept at once on a clean record', async () => {
    const page = await openCleanRecord();
    const downloads = watchDownloads(page);
    await run(page, BLOB);
    await waitUntil(() => downloads.length === 1, 'the file');
    await run(page, DATA);
    await waitUntil(() => downloads.length === 2, 'the second file');
    expect(hasNoQuestion(page)).toBe(true);
    await page.close();
  });
});

describe('copying', () => {
  /** Selects what stands in an element, as dragging over it would. */
  async function select(page: Page, selector: string): Promise<void> {
    await page.evaluate((wanted) => {
      const element = document.querySelector(wanted);
      if (element) getSelection()?.selectAllChildren(element);
    }, selector);
  }

  /** What the clipboard holds, by pasting it where the page lets text be typed. */
  async function paste(page: Page): Promise<string> {
    const field = page.locator('#record-form textarea');
    await field.fill('');
    await field.focus();
    await page.keyboard.press('Control+v');
    const text = await field.inputValue();
    await field.fill('');
    return text;
  }

  async function copyWord(page: Page): Promise<void> {
    await select(page, '#members thead th:nth-child(3)');
    await page.keyboard.press('Control+c');
    await waitUntil(async () => (await paste(page)) === 'フリガナ', 'the harmless word');
  }

  test('an address is held on a flagged record, and copied once after the answer', async () => {
    const page = await openRecordOfX();
    await copyWord(page);
    await select(page, '#case-address');
    await page.keyboard.press('Control+c');
    await stopByKey(page, 'Escape');
    expect(await paste(page)).toBe('フリガナ');

    await select(page, '#case-address');
    await page.keyboard.press('Control+c');
    await answerQuestion(page, TO_HERSELF);
    await waitUntil(async () => (await readLastActs(scene, 1))[0]?.outcome === 'done', 'the end');
    expect(await paste(page)).toBe(X.address);

    await select(page, '#case-address');
    await page.keyboard.press('Control+x');
    await stopByKey(page, 'Escape');
    await page.close();
  });

  test('a telephone number is a matter of telephones', async () => {
    const page = await openRecordOfX();
    await select(page, `a[href="tel:${X.mobile}"]`);
    await page.keyboard.press('Control+c');
    await stopByKey(page, 'Escape');
    expect((await readLastActs(scene, 3))[0]).toMatchObject({ type: 'intent', act: 'phone' });
    await page.close();
  });

  test.each([
    ['the whole page', 'body'],
    ['a long text beside the record', '#beside'],
  ])('%s is held on a flagged record', async (_name, selector) => {
    const page = await openRecordOfX();
    await page.evaluate(() => {
      const text = '面接の経過を記す。'.repeat(6);
      document.body.insertAdjacentHTML('beforeend', `<p id="beside">${text}</p>`);
    });
    await select(page, selector);
    await page.keyboard.press('Control+c');
    await stopByKey(page, 'Escape');
    await page.close();
  });

  test('a script that copies past the selection is held on a flagged record', async () => {
    const page = await openRecordOfX();
    await run(
      page,
      `const t = document.createElement('textarea'); t.value = '${X.address}';
      document.body.append(t); t.select(); document.execCommand('copy'); t.remove()`,
    );
    await stopByKey(page, 'Escape');
    await page.evaluate(() => {
      const put = (event: ClipboardEvent) => event.clipboardData?.setData('text/plain', '住所');
      addEventListener('copy', put);
      getSelection()?.removeAllRanges();
    });
    // As grids do: nothing is selected, and a script of the page says what is copied.
    await page.keyboard.press('Control+c');
    await stopByKey(page, 'Escape');
    await page.close();
  });

  test('an address is not dragged out of a flagged record', async () => {
    const page = await openRecordOfX();
    await select(page, '#case-address');
    await page.locator('#case-address').dragTo(page.locator('#record-form textarea'));
    await stopByKey(page, 'Escape');
    expect(await page.locator('#record-form textarea').inputValue()).toBe('');
    await page.close();
  });

  test('everything is copied at once on a clean record', async () => {
    const page = await openCleanRecord();
    for (const selector of ['#case-address', 'body']) {
      await select(page, selector);
      await page.keyboard.press('Control+c');
      const shown = await page.locator('#case-address').innerText();
      await waitUntil(async () => (await paste(page)).includes(shown), 'the copy');
    }
    await run(
      page,
      `const t = document.createElement('textarea'); t.value = '0999-00-9001 12345678';
      document.body.append(t); t.select(); document.execCommand('copy'); t.remove()`,
    );
    await waitUntil(async () => (await paste(page)).includes('12345678'), 'the copy of a script');
    expect(hasNoQuestion(page)).toBe(true);
    await page.close();
  });
});
