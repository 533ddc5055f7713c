/** Times of day: a clock in the page header must not spoil an answer that was just given. */
const CLOCK = /\d{1,2}[:：時]\d{1,2}(?:[:：分]\d{1,2}秒?|分)?/g;

const MAY_HOLD_CLOCK = /[:：時]/;

/**
 * A 32-bit digest of a text (FNV-1a). It tells an operator's answer about one record from the
 * next record on the same screen. It is no defence against forgery: the page that would forge is
 * the one that is read, and documents over http have no `crypto.subtle`.
 */
export function textHash(text: string): number {
  const steady = MAY_HOLD_CLOCK.test(text) ? text.replace(CLOCK, '') : text;
  let hash = 0x811c9dc5;
  for (let index = 0; index < steady.length; index += 1) {
    hash = Math.imul(hash ^ steady.charCodeAt(index), 0x01000193);
  }
  return hash | 0;
}

/** Eight hexadecimal digits per number. */
export function toHex(numbers: readonly number[]): string {
  return numbers.map((number) => (number >>> 0).toString(16).padStart(8, '0')).join('');
}
