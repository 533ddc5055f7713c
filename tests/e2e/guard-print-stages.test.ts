import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PrintPage } from '../fixtures/hostile/print-page.ts';
import { PRINT_PAGES } from '../fixtures/hostile/print-pages.ts';
import { fightPrintLock, partsOf } from '../support/fight-print-lock.ts';
import { openPrintScene, type PrintScene, type Stage } from '../support/hostile-print.ts';

let print: PrintScene;
beforeAll(async () => {
  print = await openPrintScene();
});
afterAll(() => print?.close());

/** A document of another kind than HTML cannot be written into a page. */
const WRITABLE = PRINT_PAGES.filter((page) => !page.whole);

const STAGES: readonly (readonly [Stage, readonly PrintPage[]])[] = [
  ['frame', PRINT_PAGES],
  ['pop-up', PRINT_PAGES],
  ['written', WRITABLE],
  ['written pop-up', WRITABLE],
  ['bfcache', WRITABLE],
];

const RUNS = STAGES.flatMap(([stage, pages]) =>
  partsOf(pages, 2).map((part) => ({ stage, ...part })),
);

test.each(RUNS)(
  'no page prints its secret before the answer, every fifth whole and once after it: $stage $part',
  async (run) => {
    const count = await fightPrintLock(print, { ...run, answered: 5 });
    expect(count.failed).toEqual([]);
  },
);
