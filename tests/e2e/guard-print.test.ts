import { afterAll, beforeAll, expect, test } from 'vitest';
import { PRINT_PAGES } from '../fixtures/hostile/print-pages.ts';
import { fightPrintLock, partsOf } from '../support/fight-print-lock.ts';
import { openPrintScene, type PrintScene } from '../support/hostile-print.ts';

let print: PrintScene;
beforeAll(async () => {
  print = await openPrintScene();
});
afterAll(() => print?.close());

test('there are as many hostile pages as were promised', () => {
  expect(PRINT_PAGES.length).toBeGreaterThanOrEqual(30);
});

test.each(partsOf(PRINT_PAGES, 4))(
  'no page prints its secret before the answer, and each prints whole and once after it: $part',
  async ({ part, pages }) => {
    const count = await fightPrintLock(print, { stage: 'top', part, pages, answered: 1 });
    expect(count.failed).toEqual([]);
  },
);
