import { afterAll, beforeAll, expect, test } from 'vitest';
import { PRINT_PAGES } from '../fixtures/hostile/print-pages.ts';
import { fightPrintLock } from '../support/fight-print-lock.ts';
import { openPrintScene, type PrintScene } from '../support/hostile-print.ts';
import { armGate, waitForGate } from '../support/worker-gate.ts';

let print: PrintScene;
beforeAll(async () => {
  print = await openPrintScene();
});
afterAll(() => print?.close());

test('the lock of the page itself holds while the sheets of the worker are on their way', async () => {
  const worker = await print.scene.browser.serviceWorker();
  await armGate(worker, { call: 'insertCSS', when: 'before' });
  const count = await fightPrintLock(print, {
    stage: 'top',
    part: 'own lock',
    pages: PRINT_PAGES,
    answered: Number.POSITIVE_INFINITY,
  });
  expect(await waitForGate(worker, 1_000)).toBe(true);
  expect(count.failed).toEqual([]);
});
