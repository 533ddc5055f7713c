import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { syncFeed } from '../../../utils/background/sync-feed.ts';
import type { Bytes } from '../../../utils/domain/bytes.ts';
import { buildPolicy, buildTargets, serveFiles } from '../../support/feed-fixture.ts';
import { openMemoryStore } from '../../support/open-memory-store.ts';
import { STEP, type Step, takeStep } from '../../support/repository-history.ts';
import { hasTwoUnderOneName, type OracleHost, startOracleHost } from '../../support/tuf-oracle.ts';
import { createRepository, type TargetInput } from '../../support/tuf-repository.ts';

/**
 * Random histories, honest and attacked, read by this client and by tuf-js. About 0.1 s each;
 * `ORACLE_HISTORIES=10000 npx vitest run --project unit tests/background/feed-evidence/oracle` for a
 * long run, `ORACLE_SEED` repeats one.
 */
const HISTORY_COUNT = Number(process.env.ORACLE_HISTORIES ?? 250);
const SEED = process.env.ORACLE_SEED === undefined ? {} : { seed: Number(process.env.ORACLE_SEED) };
/** tuf-js reads the clock itself, so these histories play at the time of the test. */
const NOW = Date.now();

/**
 * What this client refuses and tuf-js takes, each on purpose. Nothing may be the other way round.
 * tuf-js reads JSON as JavaScript does and looks at nothing outside the fields that it knows.
 */
const STRICTER: readonly string[] = [
  'twin', // One key under two key ids: counted once here (TUF: "unique keys"), twice there.
  'more bytes than the role may have', // 512 kB here, up to 5 MB there.
  'a duplicate key',
  'a duplicate key written with an escape',
  'a key __proto__',
  'a number without end',
  'a fraction',
  'deep nesting',
  'a lone surrogate',
  'wrong UTF-8 that reads as what was signed',
  'a date in another form',
  'a date that does not exist',
];

const counts = { steps: 0, accepted: 0, refused: 0, stricter: new Map<string, number>() };
let host: OracleHost;

beforeAll(async () => {
  host = await startOracleHost();
});
afterAll(() => {
  host.close();
  const stricter = JSON.stringify(Object.fromEntries(counts.stricter));
  const { steps, accepted, refused } = counts;
  console.log(`oracle: ${HISTORY_COUNT} histories, ${steps} steps compared with tuf-js:`);
  console.log(
    `${accepted} accepted and ${refused} refused by both; refused here only: ${stricter}`,
  );
});

test(
  'every history is accepted and refused as tuf-js does, but for the listed strictness',
  async () => {
    const targets = await buildTargets();
    const history = fc.asyncProperty(fc.array(STEP, { minLength: 1, maxLength: 12 }), (steps) =>
      playHistory(steps, targets),
    );
    await fc.assert(history, { numRuns: HISTORY_COUNT, ...SEED });
  },
  HISTORY_COUNT * 1_000 + 30_000,
);

async function playHistory(steps: readonly Step[], targets: readonly TargetInput[]): Promise<void> {
  fakeBrowser.reset();
  const repository = createRepository(NOW);
  repository.publish(targets);
  const store = openMemoryStore();
  const policy = buildPolicy(repository);
  const oracle = host.openOracle(repository.files.get('1.root.json') ?? new Uint8Array());
  const filed = new Map<string, Bytes>();
  let hasParted = false;
  let strictFrom: string | undefined;
  try {
    for (const step of [{ do: 'nothing' } as const, ...steps]) {
      takeStep(repository, step, { targets, nowMs: NOW });
      const ours = await syncFeed({ store, fetchBytes: serveFiles(repository.files) }, policy, NOW);
      const isAccepted = await oracle.refresh(repository.files);
      // tuf-js does not hold a kept snapshot against the hash that a new timestamp declares, so of two
      // snapshots under one version it goes on with the first. From there the states differ.
      // Nor does it matter what follows a root that only tuf-js takes: that root stays its own.
      hasParted ||= hasTwoUnderOneName(repository, filed) || isStrictRoot(step);
      if (hasParted && ours.ok !== isAccepted) return;
      strictFrom ??= nameStrictness(step);
      if (strictFrom && !ours.ok && isAccepted) {
        counts.stricter.set(strictFrom, (counts.stricter.get(strictFrom) ?? 0) + 1);
        return;
      }
      expect({ step, isAccepted: ours.ok }).toEqual({ step, isAccepted });
      counts.steps += 1;
      counts[isAccepted ? 'accepted' : 'refused'] += 1;
    }
  } finally {
    oracle.close();
  }
}

function isStrictRoot(step: Step): boolean {
  return 'role' in step && step.role === 'root' && nameStrictness(step) !== undefined;
}

/** From a listed step on the two may trust different files, and only this client may be the stricter. */
function nameStrictness(step: Step): string | undefined {
  const name = 'attack' in step ? step.attack : step.do;
  return STRICTER.includes(name) ? name : undefined;
}
