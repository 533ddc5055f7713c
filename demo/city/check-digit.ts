/**
 * Appends the check digit of a 宛名番号 / 世帯番号: mod 11, weights 2–7 from the right
 * (住民記録システム標準仕様書 1.1.13); remainders 0 and 1 give 0.
 */
export function withCheckDigit(base: string): string {
  const sum = [...base]
    .reverse()
    .reduce((total, digit, index) => total + Number(digit) * (2 + (index % 6)), 0);
  const remainder = sum % 11;
  return `${base}${remainder <= 1 ? 0 : 11 - remainder}`;
}
