import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_CANDIDATES, parseInput, parseMessageName } from '../../utils/messaging/parse-input.ts';
import type { Protocol } from '../../utils/messaging/protocol.ts';
import { VALID_INPUTS } from '../support/valid-inputs.ts';

const NAMES = Object.keys(VALID_INPUTS) as (keyof Protocol)[];
const CANDIDATE = {
  id: 1,
  forms: [{ kind: 'atena', value: '000000000000101' }],
  place: 'subject',
  anchored: true,
};
const REQUEST = VALID_INPUTS.requestAct;

function report(candidate: unknown): unknown {
  return { candidates: [candidate], contentHash: 'ab', doubts: [] };
}

describe('the input of a message', () => {
  test.each(NAMES)('%s is taken as it was sent', (name) => {
    expect(parseInput(name, VALID_INPUTS[name])).toEqual(VALID_INPUTS[name]);
  });

  test.each(NAMES)('%s is refused with a field that nobody knows', (name) => {
    expect(parseInput(name, { ...VALID_INPUTS[name], extra: 1 })).toBeUndefined();
  });

  test.each(NAMES)('%s is refused when it is no object', (name) => {
    for (const value of [undefined, null, 'x', 7]) {
      expect(parseInput(name, value)).toBeUndefined();
    }
  });

  test.each(NAMES.filter((name) => Object.keys(VALID_INPUTS[name]).length > 0))(
    '%s is refused without one of its fields',
    (name) => {
      expect(parseInput(name, {})).toBeUndefined();
    },
  );

  test.each<readonly [string, keyof Protocol, unknown]>([
    [
      'an unknown kind',
      'reportView',
      report({ ...CANDIDATE, forms: [{ kind: 'name', value: 'x' }] }),
    ],
    ['an unknown place', 'reportView', report({ ...CANDIDATE, place: 'title' })],
    ['a negative number', 'reportView', report({ ...CANDIDATE, id: -1 })],
    [
      'a text without an end',
      'reportView',
      report({ ...CANDIDATE, forms: [{ kind: 'atena', value: '1'.repeat(401) }] }),
    ],
    [
      'more readings than a number can have',
      'reportView',
      report({ ...CANDIDATE, forms: Array.from({ length: 9 }, () => CANDIDATE.forms[0]) }),
    ],
    [
      'more candidates than a page can hold',
      'reportView',
      {
        candidates: Array.from({ length: MAX_CANDIDATES + 1 }, () => CANDIDATE),
        contentHash: 'ab',
        doubts: [],
      },
    ],
    [
      'a doubt that nobody knows',
      'reportView',
      { candidates: [], contentHash: 'ab', doubts: ['x'] },
    ],
    ['an unknown act', 'requestAct', { ...REQUEST, act: 'fax' }],
    ['a hash that is text', 'requestAct', { ...REQUEST, contentHash: '見本 花子' }],
    ['five last digits', 'requestAct', { ...REQUEST, lastFour: '12345' }],
    ['an unknown outcome', 'reportOutcome', { ...VALID_INPUTS.reportOutcome, outcome: 'expired' }],
    ['a short nonce', 'readQuestion', { nonce: 'abc' }],
    [
      'an unknown recipient',
      'answerQuestion',
      { ...VALID_INPUTS.answerQuestion, answer: { recipient: 'anybody' } },
    ],
    [
      'a note without an end',
      'answerQuestion',
      { ...VALID_INPUTS.answerQuestion, answer: { note: 'あ'.repeat(201) } },
    ],
    ['a thousand records and one', 'readRecords', { limit: 1_001 }],
    ['a counter mode that is text', 'setCounterMode', { isOn: 'yes' }],
  ])('is refused with %s', (_title, name, input) => {
    expect(parseInput(name, input)).toBeUndefined();
  });

  test('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), fc.anything(), (name, value) => {
        const parsed = parseInput(name, value);
        return parsed === undefined || typeof parsed === 'object';
      }),
    );
  });
});

describe('the name of a message', () => {
  test.each(NAMES)('%s is known', (name) => {
    expect(parseMessageName(name)).toBe(name);
  });

  test.each([undefined, null, 7, '', 'constructor', '__proto__', 'toString', 'readstatus'])(
    '%j is no name',
    (value) => {
      expect(parseMessageName(value)).toBeUndefined();
    },
  );
});
