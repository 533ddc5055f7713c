import type { PrintPage } from '../fixtures/hostile/print-page.ts';
import { NOTICE, type PrintScene, readPapers, type Stage } from './hostile-print.ts';

export type FightOptions = {
  readonly stage: Stage;
  /** Which share of the pages this is, as `2/4`. */
  readonly part: string;
  readonly pages: readonly PrintPage[];
  /** Every n-th page is also answered and printed. */
  readonly answered: number;
};

export type FightCount = {
  readonly answered: number;
  readonly failed: readonly string[];
};

/** Shares pages out, so that no test takes long; neighbours go to different parts. */
export function partsOf(
  pages: readonly PrintPage[],
  count: number,
): readonly { readonly part: string; readonly pages: readonly PrintPage[] }[] {
  return Array.from({ length: count }, (_, index) => ({
    part: `${index + 1}/${count}`,
    pages: pages.filter((_page, at) => at % count === index),
  }));
}

const TABS_AT_ONCE = 3;

/** Prints every page in one stage, and prints the count. */
export async function fightPrintLock(
  print: PrintScene,
  { stage, part, pages, answered }: FightOptions,
): Promise<FightCount> {
  const failed: string[] = [];
  let answers = 0;
  const waiting = [...pages.entries()];
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, one] = next;
      const isAnswered = (index + 1) % answered === 0;
      if (isAnswered) answers += 1;
      const fault = await fight(print, { stage, one, isAnswered }).catch(String);
      if (fault) failed.push(`${one.name}: ${fault}`);
    }
  }
  await Promise.all(Array.from({ length: TABS_AT_ONCE }, work));
  process.stdout.write(
    `print lock, ${stage} ${part}: ${pages.length} hostile pages, ${answers} answered, ${failed.length} failed\n`,
  );
  return { answered: answers, failed };
}

async function fight(
  print: PrintScene,
  given: { readonly stage: Stage; readonly one: PrintPage; readonly isAnswered: boolean },
): Promise<string | undefined> {
  const locked = given.one.paper === 'blank' ? '' : NOTICE;
  const { before, isHeard, after, again, plain } = await readPapers(print, given);
  if (!isLocked(before, locked)) return `before the answer: ${before}`;
  if (!given.isAnswered) return undefined;
  if (after !== plain)
    return `after the answer (printing heard: ${isHeard}): ${after}; unguarded: ${plain}`;
  return isLocked(again ?? '', locked) ? undefined : `the second time: ${again}`;
}

/** Framesets print each of their documents, so the notice may come more than once. */
function isLocked(paper: string, locked: string): boolean {
  return paper.replaceAll(NOTICE, '') === '' && paper.startsWith(locked);
}
