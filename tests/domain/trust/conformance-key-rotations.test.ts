import { describe, expect, test } from 'vitest';
import { type ConformanceScene, openConformance } from '../../support/conformance-scene.ts';
import { buildPolicy } from '../../support/feed-fixture.ts';
import { createSigner, type Signer } from '../../support/tuf-repository.ts';

/**
 * `test_updater_key_rotations.py` of the public TUF conformance suite: its case names, and its facts
 * as `keys / threshold / signatures`, each key a digit.
 */
const KEYS: readonly Signer[] = Array.from({ length: 10 }, createSigner);

const ROOT_CASES: readonly (readonly [string, 'ok' | 'refused', readonly string[]])[] = [
  ['1-of-1-key-rotation', 'ok', ['1/1/1', '2/1/21', '2/1/2']],
  ['1-of-1-key-rotation-unused-signatures', 'ok', ['1/1/314', '2/1/3214', '2/1/324']],
  [
    '3-of-5-sign-with-different-keycombos',
    'ok',
    ['01234/3/024', '01234/3/041', '01234/3/013', '01234/3/013'],
  ],
  ['3-of-5-one-key-rotated', 'ok', ['01234/3/024', '01345/3/041']],
  [
    '3-of-5-one-key-rotated-with-intermediate-step',
    'ok',
    ['01234/3/024', '01345/3/0245', '01345/3/045'],
  ],
  [
    '3-of-5-all-keys-rotated-with-intermediate-step',
    'ok',
    ['01234/3/024', '56789/3/024567', '56789/3/567'],
  ],
  ['1-of-3-threshold-increase-to-2-of-3', 'ok', ['123/1/1', '123/2/12']],
  ['2-of-3-threshold-decrease-to-1-of-3', 'ok', ['123/2/12', '123/1/12', '123/1/1']],
  ['1-of-2-threshold-increase-to-2-of-2', 'ok', ['1/1/1', '12/2/12']],
  ['1-of-1-key-rotation-fail-not-signed-with-old-key', 'refused', ['1/1/1', '2/1/234']],
  ['1-of-1-key-rotation-fail-not-signed-with-new-key', 'refused', ['1/1/1', '2/1/134']],
  [
    '3-of-5-one-key-rotate-fails-not-signed-with-3-new-keys',
    'refused',
    ['01234/3/024', '01345/3/024'],
  ],
  [
    '3-of-5-one-key-rotate-fails-not-signed-with-3-old-keys',
    'refused',
    ['01234/3/024', '01345/3/045'],
  ],
  [
    '1-of-3-threshold-bump-to-2-of-3-fails-new-threshold-not-reached',
    'refused',
    ['123/1/1', '123/2/2'],
  ],
  [
    '2-of-3-threshold-decr-to-1-of-3-fails-old-threshold-not-eached',
    'refused',
    ['123/2/12', '123/1/1'],
  ],
];

const OTHER_CASES: readonly (readonly [string, 'ok' | 'refused', string])[] = [
  ['1-of-1-key-rotation', 'ok', '2/1/2'],
  ['1-of-1-key-rotation-unused-signatures', 'ok', '1/1/314'],
  ['1-of-1-key-rotation-fail-not-signed-with-new-key', 'refused', '2/1/134'],
  ['3-of-5-one-key-signature-wrong-not-signed-with-3-expected-keys', 'refused', '01345/3/024'],
  ['2-of-5-one-key-signature-mising-threshold-not-reached', 'refused', '01345/3/04'],
  ['3-of-5-sign-first-combo', 'ok', '01234/3/024'],
  ['3-of-5-sign-second-combo', 'ok', '01234/3/041'],
  ['3-of-5-sign-third-combo', 'ok', '01234/3/013'],
  ['3-of-5-sign-fourth-combo', 'ok', '01234/3/123'],
  ['3-of-5-sign-fifth-combo', 'ok', '01234/3/234'],
];

function pick(digits: string): Signer[] {
  return [...digits].flatMap((digit) => KEYS[Number(digit)] ?? []);
}

/** Writes keys and threshold of a role into the root body; who signs is set by the caller. */
function applyKeys(
  { repository }: ConformanceScene,
  role: 'root' | 'timestamp' | 'snapshot' | 'targets',
  [keys = '', threshold = '', sigs = '']: readonly string[],
): void {
  repository.signers[role] = pick(keys);
  repository.writeKeys({ [role]: Number(threshold) });
  repository.signers[role] = pick(sigs);
}

describe('test_root_rotation', () => {
  test.each(ROOT_CASES)('%s: %s', async (_name, outcome, versions) => {
    const scene = await openConformance();
    const { repository } = scene;
    repository.bodies.root.version = 0;
    for (const version of versions) {
      applyKeys(scene, 'root', version.split('/'));
      scene.publish(['root']);
    }
    scene.policy = buildPolicy(repository);
    const newest = versions.length;
    expect(await scene.refresh()).toBe(outcome === 'ok' ? 'ok' : 'feed-root-invalid');
    const kept = await scene.keptFile('root');
    // The pinned root itself is not written to the cache.
    const last = outcome === 'ok' ? newest : newest - 1;
    expect(kept).toEqual(last === 1 ? undefined : repository.files.get(`${last}.root.json`));
  });
});

describe.each(['timestamp', 'snapshot', 'targets'] as const)(
  'test_non_root_rotations %s',
  (role) => {
    test.each(OTHER_CASES)('%s: %s', async (_name, outcome, version) => {
      const scene = await openConformance();
      const { repository } = scene;
      applyKeys(scene, role, version.split('/'));
      scene.publish(['root', 'targets', 'snapshot', 'timestamp']);
      expect(await scene.refresh()).toBe(outcome === 'ok' ? 'ok' : 'feed-signature-invalid');
      const name = role === 'timestamp' ? 'timestamp.json' : `2.${role}.json`;
      const expected = outcome === 'ok' ? repository.files.get(name) : undefined;
      expect(await scene.keptFile(role)).toEqual(expected);
    });
  },
);
