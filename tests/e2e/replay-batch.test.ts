import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { checkRecords } from '../../publisher/check-records.ts';
import { answerQuestion, cancelQuestion, readQuestionText } from '../support/answer-question.ts';
import { findQuestion, hasNoQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { pressBannerButton, readBanner } from '../support/read-banner.ts';
import { waitUntil } from '../support/wait-until.ts';

const { A, B, C } = cast.K1;

/** Debts of the run that touch the case, as the page writes them. */
const FLAGGED = [...A.debts, ...C.debts];

const FOR_THEMSELVES = { recipient: 'self', reason: 'recipient-verified' } as const;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

const openBatch = () => scene.newPage(`${scene.town.city.urls.saiken}batch`);
const letters = () => scene.town.city.store.letters;

function tickedDebts(page: Page): Promise<readonly string[]> {
  return page.$$eval('#batch-list tbody input:checked', (boxes) =>
    boxes.map((box) => (box as HTMLInputElement).value),
  );
}

async function pull(page: Page): Promise<void> {
  await pressBannerButton(page, '該当する3件を引き抜く');
  await waitUntil(async () => (await readBanner(page)).includes('引き抜きました'), 'the pull');
}

describe('replay 3: a batch of 500 letters, three of them in one case', () => {
  test('left in, the batch needs a second person, and the question offers to leave them out', async () => {
    const page = await openBatch();
    const all = await tickedDebts(page);
    expect(all).toHaveLength(500);
    await waitUntil(async () => (await readBanner(page)).includes('3件を引き抜く'), 'the offer');
    await page.click('#dispatch-batch');
    const question = await findQuestion(page);
    expect(await readQuestionText(page)).toContain('別の職員の確認も必要です');

    await question.click('[data-pull]');
    await waitUntil(() => hasNoQuestion(page), 'the question to close');
    await waitUntil(
      async () => (await tickedDebts(page)).length === 497,
      'the rows to be unticked',
    );
    expect(letters()).toHaveLength(0);
    await page.close();
  });

  test('one action of the band unticks exactly these, says which, and never whose', async () => {
    const page = await openBatch();
    const all = await tickedDebts(page);
    await pull(page);
    const left = await tickedDebts(page);
    const out = all.filter((debt) => !left.includes(debt));
    expect(out.toSorted()).toEqual(FLAGGED.toSorted());
    const banner = await readBanner(page);
    for (const debt of out) expect(banner).toContain(`${all.indexOf(debt) + 1}行目 ${debt}`);
    for (const { surname } of [A, B, C]) expect(banner).not.toContain(surname);
    await page.close();
  });

  test('the list for single dispatch holds the numbers of these rows and nothing of anybody', async () => {
    const page = await openBatch();
    await pull(page);
    const opened = scene.browser.context.waitForEvent('page');
    await pressBannerButton(page, '個別発送リスト');
    const list = await opened;
    await list.waitForSelector('tbody tr');
    const text = await list.locator('body').innerText();
    for (const debt of FLAGGED) expect(text).toContain(debt);
    expect(text).not.toMatch(/支援|相手方|対象者|見本|番地/);
    for (const { surname } of [A, B, C]) expect(text).not.toContain(surname);
    await list.close();
    await page.close();
  });

  test('a row that is ticked again is said at once, and the batch needs a second person again', async () => {
    const page = await openBatch();
    await pull(page);
    await tickAll(page);
    await waitUntil(async () => (await readBanner(page)).includes('3件を引き抜く'), 'the offer');
    await page.click('#dispatch-batch');
    await findQuestion(page);
    expect(await readQuestionText(page)).toContain('別の職員の確認も必要です');
    await cancelQuestion(page);
    await waitUntil(() => hasNoQuestion(page), 'the question to close');
    await pull(page);
    expect(await tickedDebts(page)).toHaveLength(497);
    await page.close();
  });

  test('boxes that a script ticks while the question stands make a new question', async () => {
    const page = await openBatch();
    await pull(page);
    await page.click('#dispatch-batch');
    await findQuestion(page);
    await tickAll(page);
    await answerQuestion(page, FOR_THEMSELVES);
    // The frame of the first question may go while it is read.
    const text = () => readQuestionText(page).catch(() => '');
    await waitUntil(
      async () => (await text()).includes('別の職員の確認も必要です'),
      'the second question',
    );
    expect(letters()).toHaveLength(0);
    await cancelQuestion(page);
    await page.close();
  });

  test('a print of the whole list asks for a second person all the same', async () => {
    const page = await openBatch();
    await pull(page);
    await page.click('#print-list');
    await findQuestion(page);
    const text = await readQuestionText(page);
    expect(text).toContain('別の職員の確認も必要です');
    expect(text).not.toContain('引き抜く');
    await cancelQuestion(page);
    await page.close();
  });

  test('the 497 others go through with one confirmation', async () => {
    const page = await openBatch();
    await pull(page);
    await page.click('#dispatch-batch');
    await findQuestion(page);
    const text = await readQuestionText(page);
    expect(text).toContain('該当する行は送付対象から外れています');
    expect(text).not.toContain('別の職員');
    await answerQuestion(page, FOR_THEMSELVES);
    await page.waitForSelector('#batch-result');
    const debts = letters().map((letter) => letter.debt);
    expect(debts).toHaveLength(497);
    expect(debts.filter((debt) => FLAGGED.includes(debt))).toEqual([]);
    await page.close();
  });

  test('an auditor writes the record to a file whose chain anybody can check', async () => {
    const options = await scene.browser.extensionPage('options.html');
    const started = options.waitForEvent('download');
    await options.click('text=全件を書き出す（JSON');
    const file = await (await started).path();
    const checked = await checkRecords(file);
    const { audit } = await scene.readStatus();
    expect(checked).toMatchObject({ ok: true, value: { firstSeq: 1, lastSeq: audit.count } });
    const text = readFileSync(file, 'utf8');
    for (const secret of [...FLAGGED, C.atena, C.surname]) expect(text).not.toContain(secret);
    await options.close();
  });

  test('the operation record tells of the pull in numbers alone', async () => {
    const records = await scene.readRecords();
    expect(records.filter((record) => record.type === 'pulled').length).toBeGreaterThan(0);
    expect(records.at(-1)).toMatchObject({ type: 'outcome', outcome: 'done' });
    for (const debt of FLAGGED) expect(JSON.stringify(records)).not.toContain(debt);
  });
});

/** What a 「全選択」 of a page does: no event tells of it. */
async function tickAll(page: Page): Promise<void> {
  await page.$$eval('#batch-list tbody input', (boxes) => {
    for (const box of boxes) (box as HTMLInputElement).checked = true;
  });
}
