import { cpus } from 'node:os';
import { type CorpusScene, openCorpusScene } from '../support/corpus-scene.ts';
import { FLAG } from '../support/feed-fixture.ts';
import { delayOf, openRecords, showRecord, takeUntil } from '../support/watch-band.ts';
import { percentile, roundMs } from './percentile.ts';

/**
 * `npm run bench:stale`: from the moment in which another record stands on the page to the moment in
 * which band and marks are those of that record, by the way in which the record changes. The ratio is
 * to the first band of a record on an empty page, in the same run.
 */
const ROUNDS = 15;
const FLAGGED = '5000001';
const CLEAN = '6000002';

const scene = await openCorpusScene([`atena ${FLAGGED}`], { flagOf: () => FLAG });
try {
  const first = await measure(scene, 'first');
  const base = percentile(first.coming, 0.95);
  const ways: Record<string, unknown> = {};
  for (const way of ['route', 'form', 'filled', 'row', 'typed']) {
    const { coming, going } = await measure(scene, way);
    const ratio = roundMs(percentile([...coming, ...going], 0.95) / base);
    ways[way] = { coming: summary(coming), going: summary(going), ratio };
  }
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length };
  console.log(JSON.stringify({ machine, first: summary(first.coming), ways }, undefined, 2));
} finally {
  await scene.close();
}

async function measure(scene: CorpusScene, way: string) {
  const { page, take } = await openRecords(scene, way);
  const coming: number[] = [];
  const going: number[] = [];
  let wanted: string | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    await showRecord(page, way, CLEAN);
    const cleared = await takeUntil(take, CLEAN, (shown) => shown === '');
    if (round > 0) going.push(delayOf(cleared, CLEAN, (shown) => shown === ''));
    await showRecord(page, way, FLAGGED);
    const isRight = (shown: string) => (wanted === undefined ? shown !== '' : shown === wanted);
    const samples = await takeUntil(take, FLAGGED, isRight);
    // The first one tells what comes: a mark follows the band.
    if (wanted !== undefined) coming.push(delayOf(samples, FLAGGED, isRight));
    await page.waitForTimeout(300);
    wanted ??= (await take()).at(-1)?.shown;
  }
  await page.close();
  return { coming, going };
}

function summary(samples: readonly number[]) {
  return {
    runs: samples.length,
    p50Ms: roundMs(percentile(samples, 0.5)),
    p95Ms: roundMs(percentile(samples, 0.95)),
    maxMs: roundMs(Math.max(...samples)),
  };
}
