import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText } from '../../../utils/domain/canon/fold-text.ts';

/** Goes first in a text: it keeps a text off the short way, and folding drops it. */
const IGNORED = '\u200B';

test('a text that needs no folding is the same as when it is folded', () => {
  const letters = [...'19AZaz- .,()|・ー々〇ヶがけ一丁目番号髙邊Ａ１－゛か\u3099\n\u00A0'];
  const text = fc.array(fc.constantFrom(...letters), { maxLength: 12 });
  fc.assert(
    fc.property(text, (parts) => {
      expect(foldText(parts.join(''))).toBe(foldText(IGNORED + parts.join('')));
    }),
    { numRuns: 3_000 },
  );
});

test('every letter of the basic plane is folded alike on the short way', () => {
  const differing = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
    (letter) => foldText(`A${letter}1`) !== foldText(`${IGNORED}A${letter}1`),
  );
  expect(differing).toEqual([]);
});
