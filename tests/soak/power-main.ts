import { openTown } from '../../demo/open-town.ts';
import { type Cut, type CutResult, runPowerCut } from '../support/power-cut.ts';
import { makeUsedProfile } from '../support/used-profile.ts';

/**
 * `npm run soak:power -- 50`: ends the whole browser so many times in the middle of guarded acts, each
 * time a little later, starts it again over the same profile, and prints what came of it.
 */
const WORKS = ['print', 'send', 'phone'] as const;
/** By then a press has been asked about, answered and carried out. */
const LAST_MS = 1_200;

const count = Number(process.argv[2] ?? 50);
const results: CutResult[] = [];
const town = await openTown();
const profile = await makeUsedProfile(town);
try {
  while (results.length < count) {
    results.push(await runPowerCut(town, profile.profileDir, cutAt(results.length)));
    console.log(`${results.length}/${count}: ${JSON.stringify(results.at(-1))}`);
  }
} finally {
  profile.remove();
  await town.close();
}
console.log(JSON.stringify(summaryOf(results), undefined, 2));
process.exitCode = results.some(({ faults }) => faults.length > 0) ? 1 : 0;

function cutAt(index: number): Cut {
  const work = WORKS[index % WORKS.length] ?? 'print';
  return { work, afterMs: Math.round((LAST_MS * index) / Math.max(count - 1, 1)) };
}

function summaryOf(all: readonly CutResult[]) {
  const reached = Object.groupBy(all, (one) => one.reached || 'nothing asked yet');
  return {
    cuts: all.length,
    reached: Object.fromEntries(Object.entries(reached).map(([at, of]) => [at, of?.length])),
    faults: all.filter(({ faults }) => faults.length > 0),
  };
}
