/** Longest text that is read as one identifier; longer texts hold none (SECURITY.md: bounded input). */
const MAX_TEXT_LENGTH = 400;

const ROMAN_NUMERALS = /[\u2160-\u216B\u2170-\u217B]/g;
const ROMAN_UPPER_ONE = 0x2160;
const ROMAN_LOWER_ONE = 0x2170;

/** Hyphens, dashes, minus signs and rules that NFKC leaves apart (DOMAIN.md §3.2 step 3). */
const HYPHENS = /[\u02D7\u2010-\u2015\u2043\u2212\u23AF\u2500\u2501\u2574\u2796\u3161-]+/g;

/**
 * Texts that folding leaves as they are, which most on screens are: ASCII without small letters, kana,
 * 々〇ー, kanji; single hyphens and single spaces, none at the ends.
 */
const FOLDED =
  /^(?! )(?:[!-,.-`{-~\u3005\u3007\u3041-\u3096\u30A1-\u30FA\u30FC\u4E00-\u9FFF]|-(?!-)| (?! |$))*$/;

/**
 * Folds what carries no meaning in any identifier: width (NFKC), invisible characters and variation
 * selectors, letter case, Ⅱ → 2, the hyphen family → `-`, white space → one space. The long mark ー
 * stays: it is a letter in コーポ. Empty for texts of more than 400 characters.
 */
export function foldText(text: string): string {
  if (text.length > MAX_TEXT_LENGTH) return '';
  if (FOLDED.test(text)) return text;
  return (
    text
      .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
      .replace(ROMAN_NUMERALS, romanToArabic)
      .normalize('NFKC')
      // か゛ comes out of NFKC as か, space, mark: join them before marks without a letter go.
      .replace(/ (?=\p{M})/gu, '')
      .normalize('NFKC')
      .replace(/[\p{M}\u1100-\u11FF]/gu, '')
      .replace(/[a-z]+/g, (letters) => letters.toUpperCase())
      .replace(HYPHENS, '-')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
  );
}

function romanToArabic(character: string, offset: number, text: string): string {
  const code = character.charCodeAt(0);
  const value = code - (code >= ROMAN_LOWER_ONE ? ROMAN_LOWER_ONE : ROMAN_UPPER_ONE) + 1;
  // Ⅱ301 is building 2, room 301, not 2301.
  return /[0-9０-９]/.test(text.charAt(offset + 1)) ? `${value}-` : `${value}`;
}
