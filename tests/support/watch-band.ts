import type { Page } from 'playwright-core';
import type { CorpusScene } from './corpus-scene.ts';
import { type GuardWorld, openGuardWorld } from './guard-world.ts';
import { waitUntil } from './wait-until.ts';

/** What stood on the page and what was shown over it at one moment. */
export type BandSample = {
  readonly atMs: number;
  /** The record, as `records.html` notes it in the moment in which it draws it. */
  readonly record: string;
  /** The title of the band, or the number of marks on rows; empty when nothing is shown. */
  readonly shown: string;
};

/** Gives what was seen since the last time. */
export type Take = () => Promise<readonly BandSample[]>;

/** Opens the page on which records change in one way, and watches it. */
export async function openRecords(
  scene: CorpusScene,
  way: string,
): Promise<{ page: Page; take: Take }> {
  const page = await scene.browser.context.newPage();
  await page.setViewportSize({ width: 1200, height: 800 });
  await page.goto(`${scene.corpus.origin}/records.html?way=${way}`);
  if (way === 'typed') await page.evaluate('show()');
  return { page, take: await watchBand(await openGuardWorld(page)) };
}

export async function showRecord(page: Page, way: string, record: string): Promise<void> {
  if (way !== 'typed') return page.evaluate(`show('${record}')`);
  await page.focus('input');
  await page.keyboard.press('Control+A');
  await page.keyboard.type(record);
}

/** Everything up to the moment in which a record has what is wanted over it. */
export async function takeUntil(
  take: Take,
  record: string,
  isRight: (shown: string) => boolean,
): Promise<readonly BandSample[]> {
  const samples: BandSample[] = [];
  await waitUntil(async () => {
    samples.push(...(await take()));
    const last = samples.at(-1);
    return last?.record === record && isRight(last.shown);
  }, `the band of ${record}`);
  return samples;
}

/** Time from the change to the moment in which the band was right, ms. */
export function delayOf(
  samples: readonly BandSample[],
  record: string,
  isRight: (shown: string) => boolean,
): number {
  const own = samples.filter((sample) => sample.record === record);
  const right = own.find(({ shown }) => isRight(shown));
  return (right?.atMs ?? Number.NaN) - (own[0]?.atMs ?? Number.NaN);
}

/** Looks at band and marks every few milliseconds until it is asked what there was. */
async function watchBand(world: GuardWorld): Promise<Take> {
  await world.evaluate(`(${startWatching})(roots)`);
  return () => world.evaluate('globalThis.mattaSamples.splice(0)');
}

/** Runs in the guard's world. */
function startWatching(roots: () => readonly ShadowRoot[]): void {
  const samples: BandSample[] = [];
  Reflect.set(globalThis, 'mattaSamples', samples);
  const read = () => {
    const all = roots();
    const title = all.map((root) => root.querySelector('.title')?.textContent ?? '').join('');
    const marks = all.flatMap((root) => [...root.querySelectorAll('.row')]).length;
    return `${title}${marks > 0 ? ` 行${marks}` : ''}`;
  };
  setInterval(() => {
    const record = document.body.dataset.record ?? '';
    samples.push({ atMs: performance.now(), record, shown: read() });
  }, 4);
}
