import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../demo/city/cast.ts';
import { readQuestionText } from '../support/answer-question.ts';
import { findQuestion, openScene, type Scene } from '../support/open-scene.ts';
import { readLastActs } from '../support/read-acts.ts';
import { readBanner } from '../support/read-banner.ts';
import { goBack, stopByKey } from '../support/stop-question.ts';
import { waitUntil } from '../support/wait-until.ts';

const { A, C } = cast.K1;
const [, debtOfC = ''] = C.debts;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

async function openForm(): Promise<Page> {
  const page = await scene.newPage(`${scene.town.city.urls.saiken}debts/${debtOfC}/destination`);
  await waitUntil(async () => (await readBanner(page)).includes('相手方'), 'the band');
  return page;
}

/** A's address as it is heard on the phone, typed over what stands there. */
async function typeAddress(page: Page, address: string): Promise<void> {
  await page.fill('#destination-input', '');
  await page.locator('#destination-input').pressSequentially(address);
}

describe('replay 4: on the phone with one, the record of the other is open', () => {
  test.each([`架空県架空市${A.address}`, '見本一丁目四十番五号', '見本１－４０－５'])(
    'the address %s is refused before it is saved',
    async (address) => {
      const page = await openForm();
      expect(await readBanner(page)).not.toContain('届きます');
      await typeAddress(page, address);
      await page.click('#save-destination');
      const question = await findQuestion(page);
      expect(await readQuestionText(page)).toContain('送付先');
      expect(await readQuestionText(page)).not.toContain(A.given);
      expect(await question.locator('[data-go]').count()).toBe(0);
      await stopByKey(page, 'Enter');
      await page.evaluate(() =>
        document.querySelector<HTMLFormElement>('#destination-form')?.submit(),
      );
      await findQuestion(page);
      await goBack(page);
      expect(scene.town.city.store.destinationEdits).toEqual([]);
      expect(await readLastActs(scene, 3)).toMatchObject([
        { type: 'intent', act: 'destination', situation: 'reaches-counterpart' },
        { type: 'decision', decision: 'cancel' },
        { type: 'outcome', outcome: 'abandoned' },
      ]);
      await page.close();
    },
  );

  test('the refusal goes away with the address', async () => {
    const page = await openForm();
    await typeAddress(page, A.address);
    await page.click('#save-destination');
    await stopByKey(page, 'Escape');
    await typeAddress(page, C.address);
    await page.click('#save-destination');
    const question = await findQuestion(page);
    await question.waitForSelector('[data-go]');
    await stopByKey(page, 'Escape');
    expect((await readLastActs(scene, 3))[0]).toMatchObject({ situation: 'counterpart' });
    expect(scene.town.city.store.destinationEdits).toEqual([]);
    await page.close();
  });
});
