import { afterAll, beforeAll, expect, test } from 'vitest';
import { PRINT_PAGES } from '../fixtures/hostile/print-pages.ts';
import { fightPrintLock } from '../support/fight-print-lock.ts';
import { openPrintScene, type PrintScene } from '../support/hostile-print.ts';

let print: PrintScene;
beforeAll(async () => {
  print = await openPrintScene();
});
afterAll(() => print?.close());

test('no page prints its secret before the answer, and each prints whole and once after it', async () => {
  const count = await fightPrintLock(print, { stage: 'top', pages: PRINT_PAGES, answered: 1 });
  expect(count.failed).toEqual([]);
  expect(count.pages).toBeGreaterThanOrEqual(30);
});
