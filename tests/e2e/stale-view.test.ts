import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { percentile } from '../bench/percentile.ts';
import { type CorpusScene, openCorpusScene } from '../support/corpus-scene.ts';
import { FLAG } from '../support/feed-fixture.ts';
import { waitUntil } from '../support/wait-until.ts';
import {
  type BandSample,
  delayOf,
  openRecords,
  showRecord,
  type Take,
  takeUntil,
} from '../support/watch-band.ts';

/** A record of each side, of two cases, and one that touches no case. */
const PROTECTED = '5000001';
const CLEAN = '6000002';
const COUNTERPART = '7000003';
const ROUNDS = 6;
const ORDER = [PROTECTED, CLEAN, COUNTERPART, PROTECTED, COUNTERPART, CLEAN];

let scene: CorpusScene;

beforeAll(async () => {
  scene = await openCorpusScene([`atena ${PROTECTED}`, `atena ${COUNTERPART}`], {
    flagOf: ({ value }) =>
      value === PROTECTED ? FLAG : { ...FLAG, role: 'counterpart', caseRef: 'ffeeddccbbaa9988' },
  });
});
afterEach(async () => {
  for (const page of scene.browser.context.pages().slice(1)) await page.close();
});
afterAll(() => scene?.close());

test.each(['route', 'form', 'filled', 'row', 'typed'] as const)(
  'a record changed by %s has its own band, and never again that of the one before',
  async (way) => {
    const { page, take } = await openRecords(scene, way);
    const wanted = await learn(page, way, take);
    const delays: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const record of ORDER) {
        await showRecord(page, way, record);
        const samples = await takeUntil(take, record, is(wanted.get(record)));
        delays.push(delayOf(samples, record, is(wanted.get(record))));
        const own = wanted.get(record) ?? '';
        // Half of a number that is typed is nobody's: for a moment there is no band.
        const bands = bandsOf(samples, record).filter(
          (band) => way !== 'typed' || band !== '' || own === '',
        );
        const isOwn = isRight(bands, own, [...wanted.values()]);
        expect({ bands, isOwn }).toEqual({ bands, isOwn: true });
      }
    }
    const [p50, p95] = [0.5, 0.95].map((share) => Math.round(percentile(delays, share)));
    console.log(`${way}: ${delays.length} changes, band right after p50 ${p50} ms, p95 ${p95} ms`);
  },
);

test('a record that is left before its band came never gets one later', async () => {
  const { page, take } = await openRecords(scene, 'route');
  const wanted = await learn(page, 'route', take);
  for (let round = 0; round < ROUNDS; round += 1) {
    await showRecord(page, 'route', CLEAN);
    await takeUntil(take, CLEAN, is(''));
    await page.evaluate(
      ([first, second, third]) => {
        const { show } = globalThis as unknown as { show: (id?: string) => void };
        show(first);
        setTimeout(() => show(second), 20 + Math.random() * 30);
        setTimeout(() => show(third), 60 + Math.random() * 30);
      },
      [PROTECTED, CLEAN, COUNTERPART],
    );
    const samples = await takeUntil(take, COUNTERPART, is(wanted.get(COUNTERPART)));
    const order = ['', wanted.get(PROTECTED), '', wanted.get(COUNTERPART)];
    const shown = changesOf(samples.map((sample) => sample.shown));
    expect(isInOrder(shown, order)).toBe(true);
  }
});

/** What is shown over each record once all is said. */
async function learn(page: Page, way: string, take: Take): Promise<ReadonlyMap<string, string>> {
  const wanted = new Map([[CLEAN, '']]);
  for (const record of [PROTECTED, COUNTERPART]) {
    await showRecord(page, way, CLEAN);
    await takeUntil(take, CLEAN, is(''));
    await showRecord(page, way, record);
    await waitUntil(async () => {
      const last = (await take()).at(-1);
      if (last?.record !== record || last.shown === '' || last.shown.startsWith(' ')) return false;
      // Marks come right after the band.
      if (way === 'row' && !last.shown.includes('行')) return false;
      wanted.set(record, last.shown);
      return true;
    }, `the band of ${record}`);
  }
  if (way !== 'row') expect(wanted.get(PROTECTED)).not.toBe(wanted.get(COUNTERPART));
  return wanted;
}

function is(wanted: string | undefined): (shown: string) => boolean {
  return (shown) => shown === wanted;
}

/** What was shown over a record, each once, in order. */
function bandsOf(samples: readonly BandSample[], record: string): readonly string[] {
  return changesOf(samples.filter((one) => one.record === record).map(({ shown }) => shown));
}

/** The band before it, for a moment, then its own and nothing else. */
function isRight(bands: readonly string[], own: string, known: readonly string[]): boolean {
  // Band and marks are two layers, and a mark goes before the next one comes.
  const [first, ...others] = changesOf(bands.filter((one) => !isHalf(one, known)));
  return bands.at(-1) === own && (first === own ? others.length === 0 : others.join() === own);
}

function isHalf(shown: string, known: readonly string[]): boolean {
  return known.some((one) => one.includes('行') && one !== shown && one.includes(shown));
}

function changesOf(texts: readonly string[]): readonly string[] {
  return texts.filter((text, index) => text !== texts[index - 1]);
}

/** True when texts came in this order; some may not have come at all. */
function isInOrder(texts: readonly string[], order: readonly (string | undefined)[]): boolean {
  let at = 0;
  return texts.every((text) => {
    at = order.indexOf(text, at);
    return at >= 0;
  });
}
