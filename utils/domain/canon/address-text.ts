import { foldText } from './fold-text.ts';
import { KANJI_NUMERAL, kanjiNumeralsToDigits } from './kanji-numerals.ts';
import { foldKana, foldKanji } from './kanji-variants.ts';

const NUMERAL = `0-9${KANJI_NUMERAL}`;
const LONG_MARK_AS_HYPHEN = new RegExp(
  `(?<=[${NUMERAL}目番地号丁割]) ?ー+ ?(?=[${NUMERAL}A-Z])`,
  'g',
);
const MAY_HOLD_SEPARATOR = /[ー・.一 |のノ-]/;
const SPACED_NO = new RegExp(`(?<=[${NUMERAL}番地号]) ?([のノ]) ?(?=[${NUMERAL}])`, 'g');
const SPACE_BEFORE_COUNTER = new RegExp(
  `(?<=[${NUMERAL}]) (?=丁目|番地|番[${NUMERAL} -]|番$|号|条|線|地割)`,
  'g',
);

/**
 * Writes an address in one way, steps 1 to 5 and 7 to 8 of DOMAIN.md §3.2. A `|` stands where a space
 * divides two numbers (`1-2-3 101`), since there the block ends.
 */
export function normaliseAddressText(text: string): string {
  return normaliseFoldedAddress(foldText(text));
}

/** `normaliseAddressText` of a text that `foldText` has folded. */
export function normaliseFoldedAddress(folded: string): string {
  return foldKana(dropSpaces(kanjiNumeralsToDigits(tidySeparators(foldKanji(folded)))));
}

function tidySeparators(text: string): string {
  if (!MAY_HOLD_SEPARATOR.test(text)) return text;
  return text
    .replace(LONG_MARK_AS_HYPHEN, '-')
    .replace(/(?<=[0-9])[・.一](?=[0-9])/g, '-')
    .replace(/ ?-[- ]*/g, '-')
    .replace(SPACED_NO, '$1')
    .replace(SPACE_BEFORE_COUNTER, '')
    .replace(/ ?[|] ?/g, '|');
}

function dropSpaces(text: string): string {
  if (!text.includes(' ')) return text;
  return text
    .replace(/(?<=[0-9]) (?=[0-9])/g, '|')
    .replace(/(?<=番地?) (?=[0-9]{3})/g, '|')
    .replace(/ /g, '');
}
