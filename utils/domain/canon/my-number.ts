const MY_NUMBER = /^[0-9]{12}$/;
const GROUPED_TWELVE = /(?<![0-9])[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])/g;

/**
 * Tells whether twelve half-width digits pass the check digit of 個人番号 (行政手続における特定の個人を
 * 識別するための番号…に関する省令 5条; DOMAIN.md §3.1). Such a run is never hashed, logged or sent.
 */
export function isMyNumber(digits: string): boolean {
  if (digits.length !== 12 || !MY_NUMBER.test(digits)) return false;
  let sum = 0;
  for (let n = 1; n <= 11; n += 1) sum += Number(digits.at(-1 - n)) * (n <= 6 ? n + 1 : n - 5);
  const remainder = sum % 11;
  const checkDigit = remainder <= 1 ? 0 : 11 - remainder;
  return checkDigit === Number(digits.at(-1));
}

/** Tells whether a folded text holds a 個人番号, written in one run or in groups of four. */
export function holdsMyNumber(folded: string): boolean {
  if (folded.length < 12) return false;
  return (folded.match(GROUPED_TWELVE) ?? []).some((run) => isMyNumber(run.replace(/[ -]/g, '')));
}

/** What NFKC turns into digits beside those of both widths: ①, ⑫, ½, ㏠, 𝟙. */
const OTHER_DIGIT = /[\u3358-\u3370\u33E0-\u33FE\u32C0-\u32CB]|(?![0-9０-９〇])\p{N}/u;
/** ASCII of both widths, kana, kanji: no digit but those of both widths. */
const NO_OTHER_DIGIT = /^[ -~！-～\u3041-\u30FF\u4E00-\u9FFF]*$/;
const TWELVE_DIGITS = /(?:[0-9０-９][^0-9０-９]*){12}/;

/** False when a text holds no 個人番号 in any writing; cheap, and true far more often than one is held. */
export function mayHoldMyNumber(text: string): boolean {
  if (NO_OTHER_DIGIT.test(text)) return text.length >= 12 && TWELVE_DIGITS.test(text);
  return TWELVE_DIGITS.test(text) || OTHER_DIGIT.test(text);
}
