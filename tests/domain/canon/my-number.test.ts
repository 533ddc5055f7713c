import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayHoldMyNumber } from '../../../utils/domain/canon/my-number.ts';

/** The digit at this place in other writings: ASCII, full width, circled, superscript, mathematical. */
const WRITINGS: readonly ((digit: number) => string)[] = [
  String,
  (digit) => String.fromCodePoint(0xff10 + digit),
  (digit) => (digit === 0 ? '⓪' : String.fromCodePoint(0x2460 + digit - 1)),
  (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(digit),
  (digit) => String.fromCodePoint(0x1d7d8 + digit),
];

const twelve = fc.array(
  fc.record({
    digit: fc.nat(9),
    writing: fc.oneof({ weight: 4, arbitrary: fc.nat(1) }, fc.nat(WRITINGS.length - 1)),
    gap: fc.constantFrom('', ' ', '-', 'ー', '町', 'ａ'),
  }),
  { minLength: 12, maxLength: 12 },
);

test('twelve digits in any writing may be a 個人番号', () => {
  fc.assert(
    fc.property(twelve, (digits) => {
      const text = digits.map(({ digit, writing, gap }) => gap + WRITINGS[writing]?.(digit));
      expect(mayHoldMyNumber(`宛名${text.join('')}`)).toBe(true);
    }),
  );
});

test.each(['00012345678', '0999-20-100', '架空県架空市本町１丁目２番地３', '生3-0123'])(
  '%s is too short to hold one',
  (text) => {
    expect(mayHoldMyNumber(text)).toBe(false);
  },
);
