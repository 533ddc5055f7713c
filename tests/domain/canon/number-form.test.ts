import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMyNumber } from '../../../utils/domain/canon/my-number.ts';
import { numberForm } from '../../../utils/domain/canon/number-form.ts';
import { CORE_KINDS, type IdentifierKind } from '../../../utils/domain/identifier.ts';

const DIGIT_KINDS: readonly IdentifierKind[] = ['atena', 'household', 'tax-notice'];
const LETTER_KINDS: readonly IdentifierKind[] = ['welfare-case', 'debt', 'custom:card'];
const KINDS = [...DIGIT_KINDS, ...LETTER_KINDS];

describe('one number, however it is written', () => {
  test.each([
    '1234567',
    '第1234567号',
    '第 0001234567 号',
    'No.1234567',
    'Ｎｏ．０１２３４５６７',
    '№1234567',
    '#1234567',
    '01234567',
    '0000000001234567',
    '000000001234567',
    '１２３４５６７',
    '０００１２３４５６７',
    '123-4567',
    '1-2-3-4-5-6-7',
    '123 4567',
    '1 2 3 4 5 6 7',
    '１２３　４５６７',
    '123‐4567',
    '123–4567',
    '123—4567',
    '123―4567',
    '123−4567',
    '123ー4567',
    '123ｰ4567',
    '123─4567',
    '１２３－４５６７',
    ' 1234567 ',
    '\t1234567\n',
    '123\u00A04567',
    '123\u200B4567',
    '\uFEFF1234567',
    '123\u20114567',
    '123\n4567',
    '⑫34567',
    '00-123-4567',
    '0 1234567',
  ])('%s is 1234567 for every kind', (text) => {
    expect(KINDS.map((kind) => numberForm(kind, text))).toEqual(KINDS.map(() => '1234567'));
  });

  test.each([
    ['A-0012', 'A0012'],
    ['a0012', 'A0012'],
    ['ａ－００１２', 'A0012'],
    ['A 0012', 'A0012'],
    ['東-12', '東12'],
    ['東１２', '東12'],
    ['0012-a', '12A'],
    ['R05-0001', 'R050001'],
    ['ｒ０５ー０００１', 'R050001'],
  ])('%s is %s where letters are part of numbers', (text, form) => {
    expect(LETTER_KINDS.map((kind) => numberForm(kind, text))).toEqual(
      LETTER_KINDS.map(() => form),
    );
    expect(DIGIT_KINDS.map((kind) => numberForm(kind, text))).toEqual(
      DIGIT_KINDS.map(() => undefined),
    );
  });
});

describe('texts that are no number', () => {
  test.each([
    '',
    '-',
    '0',
    '000',
    '０００',
    'なし',
    'ABC',
    '12,345',
    '12.5',
    '¥1234',
    '2024/04/01',
    '1:2',
    '12%',
    '1'.repeat(41),
    ' '.repeat(401),
    '(12)',
  ])('%s gives no form of any kind', (text) => {
    expect(KINDS.map((kind) => numberForm(kind, text))).toEqual(KINDS.map(() => undefined));
  });

  test('numbers that differ in a digit stay apart', () => {
    const numbers = fc.bigInt({ min: 1n, max: 10n ** 15n - 1n }).map(String);
    const kept = numbers.filter((digits) => !isMyNumber(digits));
    fc.assert(
      fc.property(kept, (digits) => {
        expect(numberForm('atena', digits)).toBe(digits);
      }),
    );
  });

  test('a number meets its form padded to fifteen digits', () => {
    const numbers = fc.integer({ min: 1, max: 99_999_999 }).map(String);
    fc.assert(
      fc.property(numbers, (digits) => {
        expect(numberForm('atena', digits.padStart(15, '0'))).toBe(digits);
      }),
    );
  });
});

test.each([
  '123456789018',
  '１２３４５６７８９０１８',
  '1234-5678-9018',
  '000123456789018',
  '第123456789018号',
  '12 34 56 78 90 18',
])('%s is a 個人番号 and gives no form', (text) => {
  expect(CORE_KINDS.map((kind) => numberForm(kind, text))).toEqual(CORE_KINDS.map(() => undefined));
});
