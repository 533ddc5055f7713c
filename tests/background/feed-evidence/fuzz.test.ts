import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { fetchTargets } from '../../../utils/background/fetch-targets.ts';
import { openDownload } from '../../../utils/background/open-download.ts';
import { refreshTrust } from '../../../utils/background/refresh-trust.ts';
import { type Bytes, utf8 } from '../../../utils/domain/bytes.ts';
import { FAILURE_CODES } from '../../../utils/domain/failure.ts';
import { ok } from '../../../utils/domain/result.ts';
import {
  buildPolicy,
  buildTargets,
  FEED_URL,
  NOW,
  serveFiles,
} from '../../support/feed-fixture.ts';
import { MUTATION, mutateFile } from '../../support/mutate-feed.ts';
import { createRepository, type TufRepository } from '../../support/tuf-repository.ts';

/**
 * 20,000 spoilt feeds (about 25 s): bytes, JSON structure, signatures, sizes, and bodies spoilt under
 * good signatures. `FUZZ_RUNS=1000000 npx vitest run --project unit tests/background/feed-evidence/fuzz`
 * for the long run; `FUZZ_SEED` repeats one.
 */
const RUNS = Number(process.env.FUZZ_RUNS ?? 20_000);
const SEED = process.env.FUZZ_SEED === undefined ? {} : { seed: Number(process.env.FUZZ_SEED) };

const PROTOTYPE = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
const codes = new Map<string, number>();
let slowestMs = 0;
/** What is left on the heap after all feeds, bytes (SECURITY.md §7, G2). */
let heapGrowth = 0;
const MAX_HEAP_GROWTH = 64 * 1024 * 1024;

afterAll(() => {
  const total = [...codes.values()].reduce((sum, count) => sum + count, 0);
  console.log(`fuzz: ${total} spoilt feeds, accepted 0, slowest ${slowestMs.toFixed(1)} ms`);
  console.log(`fuzz heap: ${(heapGrowth / 2 ** 20).toFixed(1)} MiB more than before`);
  console.log(`fuzz codes: ${JSON.stringify(Object.fromEntries(codes))}`);
});

test(
  'a spoilt feed is never accepted, never throws and leaves no trace in the prototype',
  async () => {
    const repository = await openRepository();
    const read = readerOf(repository);
    const names = [...repository.files.keys()].filter((name) => name !== '1.root.json');
    expect(await read(repository.files)).toBe('accepted');
    const spoil = fc.asyncProperty(fc.constantFrom(...names), MUTATION, async (name, mutation) => {
      const good = repository.files.get(name) ?? new Uint8Array();
      const bad = mutateFile(repository, name, mutation);
      fc.pre(bad !== undefined && !isSameMetadata(good, bad));
      const startedAt = performance.now();
      const answer = await read(new Map([...repository.files, [name, bad]]));
      slowestMs = Math.max(slowestMs, performance.now() - startedAt);
      codes.set(answer, (codes.get(answer) ?? 0) + 1);
      expect(answer).toBeOneOf([...FAILURE_CODES]);
    });
    const heapBefore = heapBytes();
    await fc.assert(spoil, { numRuns: RUNS, maxSkipsPerRun: 1_000, ...SEED });
    heapGrowth = heapBytes() - heapBefore;
    expect(heapGrowth).toBeLessThan(MAX_HEAP_GROWTH);
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(PROTOTYPE);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  },
  RUNS * 20 + 30_000,
);

/** Bytes in use once everything that is not needed any more is gone. */
function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}

async function openRepository(): Promise<TufRepository> {
  const repository = createRepository(NOW);
  repository.publish(await buildTargets());
  repository.bodies.root.version = 2;
  repository.publishRoot();
  return repository;
}

/** The client without its store: a first run from the pinned root to both target files. */
function readerOf(repository: TufRepository) {
  const policy = buildPolicy(repository);
  return async (files: ReadonlyMap<string, Bytes>): Promise<string> => {
    const download = openDownload(serveFiles(files), FEED_URL);
    const trust = await refreshTrust({
      download,
      trustedRoot: utf8(policy.pinnedRoot),
      kept: {},
      referenceMs: NOW,
      saveRoot: async () => ok(null),
    });
    if (!trust.ok) return trust.code;
    const { signed } = trust.value.targets;
    const targets = await fetchTargets(signed, { download, policy, now: NOW, have: undefined });
    return targets.ok ? 'accepted' : targets.code;
  };
}

/** White space and letter case of a signature do not change what was signed. */
function isSameMetadata(good: Bytes, bad: Bytes): boolean {
  return normal(good) === normal(bad);
}

function normal(bytes: Bytes): string {
  const text = Buffer.from(bytes).toString('latin1');
  try {
    return JSON.stringify(JSON.parse(text)).toLowerCase();
  } catch {
    return text;
  }
}
