import { parseArgs } from 'node:util';
import { KILL_POINTS } from '../support/kill-points.ts';
import { expectEnds, type KillResult, runKill } from '../support/kill-run.ts';
import { openScene } from '../support/open-scene.ts';

/**
 * `npm run soak:kills`: kills the worker a thousand times, at every named point in turn, and prints
 * what came of it. `--count 50` kills less often, `--only 'tell release'` at some of the points.
 */
const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000' }, only: { type: 'string', default: '' } },
});
const points = KILL_POINTS.filter(({ name }) => name.includes(values.only));
const results: KillResult[] = [];
const scene = await openScene();
try {
  while (results.length < Number(values.count)) {
    const point = points[results.length % points.length];
    if (!point) throw new Error(`expected points with ${values.only} in their name`);
    const result = await runKill(scene, point);
    results.push(result);
    const isGood = result.isMet && result.faults.length === 0;
    console.log(`${results.length} ${isGood ? 'ok' : 'FAULT'} ${JSON.stringify(result)}`);
  }
  await expectEnds(scene);
} finally {
  console.log(JSON.stringify(summaryOf(results), undefined, 2));
  await scene.close();
}
process.exitCode = results.some(({ faults }) => faults.length > 0) ? 1 : 0;

function summaryOf(all: readonly KillResult[]) {
  const stuck = all.map(({ stuckMs }) => stuckMs).toSorted((a, b) => a - b);
  return {
    kills: all.length,
    points: new Set(all.map(({ name }) => name)).size,
    notMet: all.filter(({ isMet }) => !isMet).length,
    faults: all.filter(({ faults }) => faults.length > 0),
    untilAnswerableMs: {
      median: stuck[stuck.length >> 1],
      p95: stuck[Math.floor(stuck.length * 0.95)],
      max: stuck.at(-1),
    },
  };
}
