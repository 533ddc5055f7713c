import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMyNumber } from '../../../utils/domain/canon/my-number.ts';
import { type Locality, publishedForms, shownForms } from '../../../utils/domain/canonical-form.ts';
import { CORE_KINDS, type IdentifierKind } from '../../../utils/domain/identifier.ts';

const LOCALITY: Locality = {
  municipalityCode: '999999',
  prefecture: '架空県',
  city: '架空市',
  areaCode: '0246',
};
const KINDS: readonly IdentifierKind[] = [...CORE_KINDS, 'custom:card'];
/** Characters that the rules look at, so that random texts reach their corners. */
const PIECES = [
  ...'0123456789０９一二三十百〇甲イロハノのヶが字大小町市架空中央方様棟室階Aaf-ー－ー―|｜ 　()第条線東西入る通先内゛区',
  ...[
    '丁目',
    '番地',
    '番',
    '号',
    '号室',
    '地割',
    '無番地',
    '架空県',
    '架空市',
    '〒999-9999',
    'II',
    'Ⅲ',
  ],
  ...[
    '上る',
    '丁',
    '番町',
    '電話',
    'No.',
    '#',
    '+81',
    '090',
    '0246',
    '内線',
    '様方',
    '123',
    '邊',
    '之',
  ],
];
const texts = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }).map((all) => all.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) },
);
const kinds = fc.constantFrom(...KINDS);

describe('canonical forms', () => {
  test('a published form published again is that form and no other', () => {
    fc.assert(
      fc.property(kinds, texts, (kind, text) => {
        for (const form of publishedForms(kind, text, LOCALITY)) {
          expect(publishedForms(kind, form.value, LOCALITY)).toEqual([form]);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  test('a published form on a screen means itself', () => {
    fc.assert(
      fc.property(kinds, texts, (kind, text) => {
        for (const form of publishedForms(kind, text, LOCALITY)) {
          expect(shownForms(kind, form.value, LOCALITY)).toEqual([form]);
        }
      }),
      { numRuns: 20_000 },
    );
  });

  test('what a screen shows as the register wrote it is always met', () => {
    fc.assert(
      fc.property(kinds, texts, (kind, text) => {
        const published = publishedForms(kind, text, LOCALITY);
        const shown = shownForms(kind, text, LOCALITY);
        expect(published).toEqual(expect.arrayContaining([...shown]));
        expect(shown.length === 0).toBe(published.length === 0);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe('個人番号', () => {
  test('twelve digits pass only with the right check digit', () => {
    const passing = [...'0123456789'].filter((digit) => isMyNumber(`12345678901${digit}`));
    expect(passing).toEqual(['8']);
  });

  test.each(['123456789018', '１２３４５６７８９０１８', '1234 5678 9018', '1234-5678-9018'])(
    '%s gives no identifier of any kind',
    (text) => {
      expect(KINDS.flatMap((kind) => publishedForms(kind, text, LOCALITY))).toEqual([]);
      expect(KINDS.flatMap((kind) => shownForms(kind, text, LOCALITY))).toEqual([]);
    },
  );
});
