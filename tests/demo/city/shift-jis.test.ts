import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeShiftJis, encodeShiftJis } from '../../../demo/city/shift-jis.ts';

test.each([
  ['架空市', [0x89, 0xcb, 0x8b, 0xf3, 0x8e, 0x73]],
  ['ｱ', [0xb1]],
  ['１', [0x82, 0x50]],
  ['表', [0x95, 0x5c]],
  ['①', [0x87, 0x40]],
])('%s has the bytes of the code table', (text, bytes) => {
  expect([...encodeShiftJis(text)]).toEqual(bytes);
});

test('a character without a code becomes a numeric entity', () => {
  expect(decodeShiftJis(encodeShiftJis('𠮷野'))).toBe('&#134071;野');
});

test('every text that the code table holds comes back as it was', () => {
  const letters = [...'架空例示ヶケ一丁目番号０１２９－ー～ｶﾅaZ09 <>&"'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...letters)), (parts) => {
      const text = parts.join('');
      expect(decodeShiftJis(encodeShiftJis(text))).toBe(text);
    }),
  );
});
