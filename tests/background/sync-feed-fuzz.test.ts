import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { fetchTargets } from '../../utils/background/fetch-targets.ts';
import { openDownload } from '../../utils/background/open-download.ts';
import { refreshTrust } from '../../utils/background/refresh-trust.ts';
import { type Bytes, concatBytes } from '../../utils/domain/bytes.ts';
import { FAILURE_CODES } from '../../utils/domain/failure.ts';
import { ok } from '../../utils/domain/result.ts';
import { buildPolicy, buildTargets, FEED_URL, NOW, serveFiles } from '../support/feed-fixture.ts';
import { createRepository } from '../support/tuf-repository.ts';

beforeEach(() => fakeBrowser.reset());

/** `FUZZ_RUNS=1000000` for a long run. */
const RUNS = Number(process.env.FUZZ_RUNS ?? 2_000);

/** One way to damage a file: overwrite, cut, repeat or insert. */
const DAMAGE = fc.record({
  at: fc.nat(),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
  how: fc.constantFrom('overwrite', 'insert', 'cut', 'repeat'),
});
type Damage = typeof DAMAGE extends fc.Arbitrary<infer T> ? T : never;

function damaged(file: Bytes, { at, bytes, how }: Damage): Bytes {
  const start = at % (file.length + 1);
  const head = file.slice(0, start);
  if (how === 'insert') return concatBytes([head, bytes, file.slice(start)]);
  if (how === 'cut') return concatBytes([head, file.slice(start + bytes.length)]);
  if (how === 'repeat') return concatBytes([head, head, file.slice(start)]);
  return concatBytes([head, bytes, file.slice(start + bytes.length)]);
}

test(
  'a damaged file is never accepted and never throws',
  async () => {
    const repository = createRepository(NOW);
    repository.publish(await buildTargets());
    repository.bodies.root.version = 2;
    repository.publishRoot();
    const policy = buildPolicy(repository);
    const names = [...repository.files.keys()].filter((name) => name !== '1.root.json');
    const prototype = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));

    async function read(files: ReadonlyMap<string, Bytes>) {
      const download = openDownload(serveFiles(files), FEED_URL);
      const trust = await refreshTrust({
        download,
        trustedRoot: new TextEncoder().encode(policy.pinnedRoot),
        kept: {},
        referenceMs: NOW,
        saveRoot: async () => ok(null),
      });
      if (!trust.ok) return trust;
      return fetchTargets(trust.value.targets.signed, {
        download,
        policy,
        now: NOW,
        have: undefined,
      });
    }

    expect(await read(repository.files)).toMatchObject({ ok: true });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), DAMAGE, async (name, damage) => {
        const good = repository.files.get(name) ?? new Uint8Array();
        const bad = damaged(good, damage);
        fc.pre(!isSameMetadata(good, bad));
        const result = await read(new Map([...repository.files, [name, bad]]));
        expect(result.ok ? 'accepted' : result.code).toBeOneOf([...FAILURE_CODES]);
      }),
      { numRuns: RUNS },
    );
    expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(prototype);
  },
  RUNS * 20 + 30_000,
);

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
