import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { KILL_POINTS, type KillPoint } from '../support/kill-points.ts';
import { expectEnds, type KillResult, runKill } from '../support/kill-run.ts';
import { openScene } from '../support/open-scene.ts';

/**
 * `npm run soak:kills -- 1000`: kills the worker so many times, at every named point in turn, and
 * prints what came of it. With `--report FILE` each kill is kept, and the same command goes on where
 * it was broken off; `--most 30` breaks off after so many. `--only 'tell release'` keeps to some points.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    report: { type: 'string' },
    most: { type: 'string', default: 'Infinity' },
  },
});
/** The acts that were through, and the records, are counted over one browser of so many kills. */
const KILLS_PER_BROWSER = 80;
const MINUTE_MS = 60_000;

const killCount = Number(positionals[0] ?? 1000);
const points = KILL_POINTS.filter(({ name }) => name.includes(values.only));
const kept = values.report && existsSync(values.report) ? readFileSync(values.report, 'utf8') : '';
const results: KillResult[] = kept
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const resumedAt = results.length;
const startedAt = performance.now();
const last = Math.min(killCount, resumedAt + Number(values.most));

while (results.length < last)
  await killInOneBrowser(Math.min(KILLS_PER_BROWSER, last - results.length));
console.log(JSON.stringify(summaryOf(results), undefined, 2));
process.exitCode = results.some(isBad) ? 1 : 0;

async function killInOneBrowser(count: number): Promise<void> {
  const scene = await openScene();
  try {
    for (let i = 0; i < count; i += 1) keep(await runKill(scene, nextPoint()));
    await expectEnds(scene);
  } finally {
    await scene.close();
  }
}

function nextPoint(): KillPoint {
  const point = points[results.length % points.length];
  if (!point) throw new Error(`expected points with ${values.only} in their name`);
  return point;
}

function keep(result: KillResult): void {
  results.push(result);
  if (values.report) appendFileSync(values.report, `${JSON.stringify(result)}\n`);
  const leftMs =
    ((performance.now() - startedAt) / (results.length - resumedAt)) * (last - results.length);
  const progress = `${results.length}/${killCount}, ${Math.ceil(leftMs / MINUTE_MS)} min left`;
  console.log(`${progress}: ${isBad(result) ? 'FAULT' : 'ok'} ${JSON.stringify(result)}`);
}

/** A kill that came too late met nothing; that is counted, and no fault of the guards. */
function isBad({ faults, stuckMs }: KillResult): boolean {
  return faults.length > 0 || stuckMs > 5_000;
}

function summaryOf(all: readonly KillResult[]) {
  const stuck = all.map(({ stuckMs }) => stuckMs).toSorted((a, b) => a - b);
  const countOf = (fault: RegExp) =>
    all.filter(({ faults }) => faults.some((text) => fault.test(text))).length;
  return {
    kills: all.length,
    points: new Set(all.map(({ name }) => name)).size,
    notMet: all.filter(({ isMet }) => !isMet).length,
    actsThroughUnreleased: countOf(/passed unreleased|acts/),
    recordsLost: countOf(/lost|gap|chain|differ/),
    stuckOver5s: stuck.filter((ms) => ms > 5_000).length + countOf(/stuck/),
    faults: all.filter(isBad),
    untilAnswerableMs: {
      median: stuck[stuck.length >> 1],
      p95: stuck[Math.floor(stuck.length * 0.95)],
      max: stuck.at(-1),
    },
  };
}
