import type { Page } from 'playwright-core';
import { isPaperFree } from './guarded-work.ts';

/** Looks again and again whether a paper would carry the page; `stop` tells how often it would have. */
export function watchPaper(page: Page): { readonly stop: () => Promise<number> } {
  let isOver = false;
  let free = 0;
  const looking = (async () => {
    while (!isOver) if (await isPaperFree(page)) free += 1;
  })();
  // A page that goes ends the looking; whoever stops it hears of that.
  looking.catch(() => undefined);
  return {
    stop: async () => {
      isOver = true;
      await looking;
      return free;
    },
  };
}
