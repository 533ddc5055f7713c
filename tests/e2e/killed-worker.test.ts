import { afterAll, beforeAll, expect, test } from 'vitest';
import { KILL_POINTS } from '../support/kill-points.ts';
import { expectEnds, type KillResult, runKill } from '../support/kill-run.ts';
import { openScene, type Scene } from '../support/open-scene.ts';

/**
 * The browser may end the worker between any two of its calls (SECURITY.md T58). At each named point:
 * no act without a release on record, no record lost, one end for each intent, and no lock that keeps
 * a right answer out. `npm run soak:kills` repeats it a thousand times.
 */
/** Two of five, so that every stage of every act is met; the command takes them all. */
const SHARE = KILL_POINTS.filter((_point, index) => index % 5 < 2);

let scene: Scene;
const results: KillResult[] = [];
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene?.close());

test.each(SHARE)('$name', async (point) => {
  const result = await runKill(scene, point);
  results.push(result);
  expect(result).toMatchObject({ isMet: true, faults: [] });
});

test('each intent has its one end', { timeout: 300_000 }, async () => {
  const stuckMs = Math.max(...results.map((result) => result.stuckMs));
  console.log(`kills: ${results.length}, longest until answerable ${stuckMs} ms`);
  await expectEnds(scene);
});
