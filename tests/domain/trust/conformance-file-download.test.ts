import { describe, expect, test } from 'vitest';
import { stateHash } from '../../../utils/domain/feed-snapshot.ts';
import { type ConformanceScene, openConformance } from '../../support/conformance-scene.ts';
import { buildTargets } from '../../support/feed-fixture.ts';

/**
 * `test_file_download.py` and `test_quoting_issues.py` of the public TUF conformance suite, as far
 * as they apply: this client downloads the two targets of a feed and no other (CONFORMANCE.md).
 */
const BELOW_ROOT = ['targets', 'snapshot', 'timestamp'] as const;

type Listed = { [name: string]: { length: number; hashes: { [algorithm: string]: string } } };

function listed({ repository }: ConformanceScene): Listed {
  return (repository.bodies.targets as unknown as { targets: Listed }).targets;
}

async function stored(scene: ConformanceScene) {
  const feed = await scene.store.read();
  return feed.ok ? feed.value : undefined;
}

test('test_client_downloads_expected_file', async () => {
  const scene = await openConformance();
  const [flags] = await buildTargets();
  expect(await scene.refresh()).toBe('ok');
  const feed = await stored(scene);
  expect(feed?.snapshot.header.count).toBe(1);
  expect(await stateHash(feed?.snapshot.records ?? new Uint8Array())).toBe(
    flags?.custom?.stateHash,
  );
});

test('test_repository_substitutes_target_file: other bytes under both names', async () => {
  const scene = await openConformance();
  expect(await scene.refresh()).toBe('ok');
  const before = await scene.store.read();
  scene.repository.publish(await buildTargets({ version: 2, flagged: [] }));
  for (const name of scene.repository.files.keys()) {
    if (name.startsWith('targets/')) scene.repository.files.set(name, new Uint8Array(64));
  }
  expect(await scene.refresh()).toBe('feed-hash-mismatch');
  expect(await scene.store.read()).toEqual(before);
});

test('test_multiple_changes_to_target: eleven builds, every fifth read, then bent', async () => {
  const scene = await openConformance();
  for (let build = 0; build < 11; build += 1) {
    scene.repository.publish(await buildTargets({ version: build + 2 }));
    if (build % 5 !== 0) continue;
    expect(await scene.refresh()).toBe('ok');
    expect((await stored(scene))?.snapshot.header.version).toBe(build + 2);
    const [, flags] = Object.entries(listed(scene)).find(([name]) => name === 'flags.bin') ?? [];
    const name = `targets/${flags?.hashes.sha256}.flags.bin`;
    const good = scene.repository.files.get(name) ?? new Uint8Array();
    scene.repository.files.set(
      name,
      good.map((byte) => byte ^ 1),
    );
    scene.publish(BELOW_ROOT);
    await scene.refresh();
    expect((await stored(scene))?.snapshot.header.version).toBe(build + 2);
  }
});

describe('hash algorithms', () => {
  const SHA512 = 'ab'.repeat(64);

  test('test_download_with_hash_algorithms[sha256]', async () => {
    const scene = await openConformance();
    expect(Object.keys(listed(scene)['flags.bin']?.hashes ?? {})).toEqual(['sha256']);
    expect(await scene.refresh()).toBe('ok');
  });

  test('test_download_with_hash_algorithms[sha256, sha512]: the one that is known is held', async () => {
    const scene = await openConformance();
    Object.assign(listed(scene)['flags.bin']?.hashes ?? {}, { sha512: SHA512 });
    scene.publish(BELOW_ROOT);
    expect(await scene.refresh()).toBe('ok');
  });

  test.each([
    [
      'test_download_with_hash_algorithms[sha512]: refused, sha256 is the one of this format',
      'sha512',
    ],
    ['test_download_with_unknown_hash_algorithm', 'unknown-hash'],
  ])('%s', async (_name, algorithm) => {
    const scene = await openConformance();
    Object.assign(listed(scene)['flags.bin'] ?? {}, { hashes: { [algorithm]: SHA512 } });
    scene.publish(BELOW_ROOT);
    expect(await scene.refresh()).toBe('feed-malformed');
    expect(await stored(scene)).toBeUndefined();
  });
});

describe('test_unusual_role_name, as names of targets: nothing signed becomes part of an address', () => {
  test.each([
    '?',
    '#',
    '/flags.bin',
    '../flags.bin',
    '%2e%2e/flags.bin',
    '//evil.example/flags.bin',
  ])('%s', async (name) => {
    const scene = await openConformance();
    const flags = listed(scene)['flags.bin'];
    if (!flags) throw new Error('flags expected');
    Object.assign(listed(scene), { [name]: flags });
    scene.publish(BELOW_ROOT);
    expect(await scene.refresh()).toBe('ok');
    const odd = scene.asked.filter(
      (asked) => !/^[0-9a-z./-]+$/.test(asked) || asked.includes('..'),
    );
    expect(odd).toEqual([]);
    expect(scene.asked).toHaveLength(6);
  });

  test.each(['../evil', 'a'.repeat(63), '/', 'A'.repeat(64)])(
    'a hash that is none (%s) never reaches an address',
    async (sha256) => {
      const scene = await openConformance();
      Object.assign(listed(scene)['flags.bin'] ?? {}, { hashes: { sha256 } });
      scene.publish(BELOW_ROOT);
      expect(await scene.refresh()).toBe('feed-malformed');
      expect(scene.asked.filter((name) => name.startsWith('targets'))).toEqual([]);
    },
  );
});
