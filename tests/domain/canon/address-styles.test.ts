import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Locality, shownForms } from '../../../utils/domain/canonical-form.ts';

const LOCALITY: Locality = {
  municipalityCode: '999999',
  prefecture: '架空県',
  city: '架空市',
  areaCode: '0246',
};

/** An address as a value; the canonical form follows from it without reading any text. */
type Address = {
  readonly town: string;
  readonly numbers: readonly [chome: number, ban: number, go: number];
  readonly room: number | undefined;
};

const addresses: fc.Arbitrary<Address> = fc.record({
  town: fc.constantFrom(
    '中央',
    '南町',
    '千代田',
    '八幡',
    '三ノ丸',
    '二日町',
    'みどり台',
    '架空上町',
  ),
  numbers: fc.tuple(count(40), count(99), count(99)),
  room: fc.option(fc.integer({ min: 101, max: 1999 }), { nil: undefined }),
});

/** One way to write numbers: full-width, kanji or plain. */
const digits = fc.constantFrom(String, fullWidth, kanji, kanjiByPlace);
const prefixes = fc.constantFrom(
  '',
  '架空市',
  '架空県架空市',
  '架空県 架空市 ',
  '〒999-9999 架空市',
);
const chains = fc.constantFrom(
  ['丁目', '番', '号'],
  ['丁目', '番地', ''],
  ['丁目', '番地の', ''],
  ['丁目 ', '番 ', '号'],
  ['丁目', '-', ''],
  ['-', '-', ''],
  ['－', '−', ''],
  ['の', 'の', ''],
  ['ノ', 'ノ', '号'],
);
const buildings = fc.constantFrom(' コーポ架空', '　ハイツ・カクウ', ' 架空荘 ', ' ');
const roomWords = fc.constantFrom('', '号', '号室');

test('an address means the same in every way of writing it', () => {
  fc.assert(
    fc.property(addresses, prefixes, chains, digits, buildings, roomWords, (...drawn) => {
      const [address, prefix, chain, write, building, roomWord] = drawn;
      const block = address.numbers.map((number, index) => write(number) + chain[index]).join('');
      const room = address.room === undefined ? '' : building + address.room + roomWord;
      expect(shown(prefix + address.town + block + room)).toEqual([canonical(address)]);
    }),
    { numRuns: 10_000 },
  );
});

function canonical({ town, numbers, room }: Address): string {
  const [chome, ban, go] = numbers;
  const block = `${town}${chome}-${ban}-${go}`;
  return room === undefined ? block : `${block}|${room}`;
}

function shown(text: string): readonly string[] {
  return shownForms('address', text, LOCALITY).map((form) => form.value);
}

function count(max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 1, max });
}

function fullWidth(number: number): string {
  return String(number).replace(/[0-9]/g, (digit) => '０１２３４５６７８９'.charAt(Number(digit)));
}

/** 23 as 二十三; numbers below one hundred. */
function kanji(number: number): string {
  const tens = Math.floor(number / 10);
  const ten = tens === 0 ? '' : `${tens === 1 ? '' : kanjiByPlace(tens)}十`;
  return ten + (number % 10 === 0 ? '' : kanjiByPlace(number % 10));
}

/** 23 as 二三. */
function kanjiByPlace(number: number): string {
  return String(number).replace(/[0-9]/g, (digit) => '〇一二三四五六七八九'.charAt(Number(digit)));
}
