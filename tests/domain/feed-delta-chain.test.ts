import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDeltaChain, type ListedDelta } from '../../utils/domain/feed-delta-chain.ts';

/** A delta between two versions whose states hash to their numbers. */
function delta(from: number, to: number, length = 10, state: string = hash(to)): ListedDelta {
  const described = {
    feedId: 'kakuu-flags',
    epochId: 'e1',
    municipality: '990001',
    environment: 'production',
    count: 0,
    fromVersion: from,
    toVersion: to,
    baseStateHash: hash(from),
    stateHash: state,
  };
  return { name: `deltas/${from}-${to}.bin`, length, described };
}

function hash(version: number): string {
  return String(version).padStart(64, '0');
}

function find(listed: readonly ListedDelta[], from: number, to: number, maxBytes = 1_000) {
  const chain = findDeltaChain(listed, {
    from: { version: from, stateHash: hash(from) },
    to: { version: to, stateHash: hash(to) },
    maxBytes,
  });
  return chain?.map(({ name }) => name.replace(/\D+$/, '').replace('deltas/', ''));
}

test('one delta leads on', () => {
  expect(find([delta(1, 2), delta(2, 3)], 2, 3)).toEqual(['2-3']);
});

test('several deltas lead on, in whatever order they are listed', () => {
  expect(find([delta(3, 4), delta(1, 2), delta(2, 3)], 1, 4)).toEqual(['1-2', '2-3', '3-4']);
});

test('the way with the fewest bytes is taken', () => {
  const listed = [delta(1, 2), delta(2, 3), delta(1, 3, 21), delta(3, 4), delta(1, 4, 29)];
  expect(find(listed, 1, 4)).toEqual(['1-4']);
  expect(find(listed, 1, 3)).toEqual(['1-2', '2-3']);
});

test.each([
  ['when none starts at the cache', [delta(2, 3)], 1, 3],
  ['when none ends at the feed', [delta(1, 2)], 1, 3],
  ['when the cache is there already', [delta(1, 2)], 2, 2],
  ['when the cache is ahead', [delta(1, 2)], 3, 2],
  ['when one in the middle is missing', [delta(1, 2), delta(3, 4)], 1, 4],
  ['through another state of the same version', [delta(1, 2, 10, hash(9)), delta(2, 3)], 1, 3],
  ['to another state of the version', [delta(1, 2, 10, hash(9))], 1, 2],
  ['to the same state of another version', [delta(1, 3, 10, hash(2))], 1, 2],
  ['backwards', [delta(3, 2), delta(2, 2)], 3, 2],
  ['with nine steps', Array.from({ length: 9 }, (_, index) => delta(index + 1, index + 2)), 1, 10],
])('there is no way %s', (_name, listed, from, to) => {
  expect(find(listed, from, to)).toBeUndefined();
});

test('eight steps are a way and as many bytes as the whole file are none', () => {
  const listed = Array.from({ length: 8 }, (_, index) => delta(index + 1, index + 2));
  expect(find(listed, 1, 9, 81)).toHaveLength(8);
  expect(find(listed, 1, 9, 80)).toBeUndefined();
});

test('without a version the state decides', () => {
  const way = { from: { version: 1, stateHash: hash(1) }, to: { stateHash: hash(2) } };
  expect(findDeltaChain([delta(1, 2)], { ...way, maxBytes: 99 })).toHaveLength(1);
});

test('every chain is whole, short and within its bytes', () => {
  const LISTED = fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }), fc.nat(40))
      .map(([from, to, length]) => delta(from, to, length)),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(LISTED, fc.nat(200), (listed, maxBytes) => {
      const way = {
        from: { version: 1, stateHash: hash(1) },
        to: { version: 9, stateHash: hash(9) },
      };
      const chain = findDeltaChain(listed, { ...way, maxBytes });
      if (chain === undefined) return;
      expect(chain.length).toBeLessThanOrEqual(8);
      expect(chain.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(maxBytes);
      const versions = [1, ...chain.map(({ described }) => described.toVersion)];
      expect(chain.map(({ described }) => described.fromVersion)).toEqual(versions.slice(0, -1));
      expect(versions.at(-1)).toBe(9);
    }),
  );
});
