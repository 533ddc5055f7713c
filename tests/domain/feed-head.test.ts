import { describe, expect, test } from 'vitest';
import { copyOf, isHeadSound, parseFeedHead, parseHeadCopy } from '../../utils/domain/feed-head.ts';

const HEAD = {
  generation: 4,
  version: 7,
  count: 2,
  stateHash: 'a'.repeat(64),
  rootVersion: 1,
  pinHash: 'b'.repeat(64),
  feedId: 'kakuu-test',
  epochId: 'e1',
  flagsHash: 'c'.repeat(64),
  configHash: 'd'.repeat(64),
  verifiedAtMs: 1,
  timestampExpiresMs: 2,
};
const COPY = copyOf(HEAD);

test('a head and its copy are read as they were written', () => {
  expect(parseFeedHead(structuredClone(HEAD))).toEqual(HEAD);
  expect(parseHeadCopy(structuredClone(COPY))).toEqual(COPY);
});

test.each([undefined, null, [], {}, { ...HEAD, count: -1 }, { ...HEAD, stateHash: 'x' }])(
  '%j is no head',
  (value) => {
    expect(parseFeedHead(value)).toBeUndefined();
  },
);

describe('a head is sound', () => {
  test.each([
    ['with its own copy', COPY, true],
    [
      'one generation ahead of the copy, after a kill',
      { ...COPY, generation: 3, version: 6 },
      true,
    ],
    ['two generations ahead', { ...COPY, generation: 2 }, false],
    ['behind the copy, after a restored database', { ...COPY, generation: 5 }, false],
    ['with another version', { ...COPY, version: 8 }, false],
    ['with another count', { ...COPY, count: 3 }, false],
    ['with another state', { ...COPY, stateHash: 'e'.repeat(64) }, false],
    ['without a copy', undefined, false],
  ])('%s: %s', (_name, copy, isSound) => {
    expect(isHeadSound(HEAD, copy)).toBe(isSound);
  });

  test('without a copy only in its first generation', () => {
    expect(isHeadSound({ ...HEAD, generation: 1 }, undefined)).toBe(true);
  });
});
