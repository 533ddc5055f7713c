import { isMyNumber } from './canon/my-number.ts';
import type { IdentifierKind } from './identifier.ts';
import type { IdentifierRule } from './site-profile.ts';

/** Stands where an inline element begins or ends: a value may or may not go on behind it. */
export const SEAM = '\u2060';

/** What a label says of the values behind it. */
export type ValueRule = Pick<IdentifierRule, 'kind' | 'digits'>;

/** Digits of both widths; hyphens as they are typed on Japanese screens; spaces, seams, lines. */
const DIGIT = '[0-9０-９]';
const LETTER = '[\\p{L}0-9０-９]';
const JOINT = `[\\s${SEAM}\\-‐-―−－ーｰ─]`;
const BRACKET_JOINT = `[\\s${SEAM}\\-‐-―−－ーｰ─()（）]`;

// A joint is no digit, and of at most three characters: every pattern is linear.
const DIGIT_RUN = new RegExp(`${DIGIT}(?:${JOINT}{0,3}${DIGIT}){0,30}`, 'g');
const LETTER_RUN = new RegExp(`${LETTER}(?:${JOINT}{0,3}${LETTER}){0,30}`, 'gu');
const LONG_RUN = new RegExp(`[+＋(（]?${DIGIT}(?:${BRACKET_JOINT}{0,3}${DIGIT}){7,}`, 'g');
const MAY_BE_LONG = new RegExp(`${DIGIT}(?:${BRACKET_JOINT}{0,3}${DIGIT}){7}`);
const MAY_HOLD_NUMBER = /[0-9０-９①-⑳〇一二三四五六七八九十百無番]/;
const HAS_DIGIT = new RegExp(DIGIT);
const NO_DIGITS = /[^0-9０-９]+/g;
const HAS_WIDE_DIGIT = /[０-９]/;
const GAP = new RegExp(`[\\s${SEAM}]+`);

/** Kinds that a municipality may write with letters: ケース番号 生3-0123. */
const LETTERED = new Set<IdentifierKind>(['welfare-case', 'debt', 'tax-notice']);
const MIN_ANCHORED_DIGITS = 3;
/** DOMAIN.md §3.1: shorter runs collide with dates, postcodes and amounts. */
const MIN_UNANCHORED_DIGITS = 8;
const MAX_PHONE_TEXT_LENGTH = 200;
const MAX_ADDRESS_LENGTH = 120;
const MAX_ADDRESS_LINES = 6;

/** The readings of one value: joined over inline tags, and piece by piece. */
export type Readings = readonly string[];

/** Finds the values of a rule in the text behind its label. */
export function findValues(rule: ValueRule, text: string): readonly Readings[] {
  if (rule.kind === 'address') return findAddress(text);
  if (rule.kind === 'phone') return findPhones(text);
  const pattern = isLettered(rule) ? LETTER_RUN : DIGIT_RUN;
  const values = [...text.matchAll(pattern)]
    .map(([run]) => readRun(run, MIN_ANCHORED_DIGITS).filter((reading) => fits(rule, reading)))
    .filter((readings) => readings.length > 0);
  // Behind a label stands one number, unless the rule knows how long its numbers are.
  return rule.digits ? values : values.slice(0, 1);
}

/** Finds digit runs that are long enough to mean something without a label. */
export function findLongRuns(text: string): readonly Readings[] {
  return [...text.matchAll(LONG_RUN)]
    .map(([run]) => readRun(run, MIN_UNANCHORED_DIGITS))
    .filter((readings) => readings.length > 0);
}

/** The digits of a text, half-width. */
export function digitsOf(text: string): string {
  const digits = text.replace(NO_DIGITS, '');
  return HAS_WIDE_DIGIT.test(digits) ? digits.normalize('NFKC') : digits;
}

/** True when the text holds enough digits to be worth a look. */
export function hasDigits(text: string): boolean {
  return HAS_DIGIT.test(text);
}

/** True when the text may hold a number in any writing (中央一丁目, 無番地, ③). */
export function mayHoldNumber(text: string): boolean {
  return MAY_HOLD_NUMBER.test(text);
}

/** True when the text may hold a digit run that means something without a label. */
export function mayHoldLongRun(text: string): boolean {
  return text.length >= MIN_UNANCHORED_DIGITS && MAY_BE_LONG.test(text);
}

function isLettered(rule: ValueRule): boolean {
  return LETTERED.has(rule.kind) || rule.kind.startsWith('custom:');
}

function fits(rule: ValueRule, reading: string): boolean {
  if (!rule.digits) return true;
  const count = digitsOf(reading).length;
  return count >= rule.digits.min && count <= rule.digits.max;
}

function readRun(run: string, minDigits: number): Readings {
  const joined = run.replaceAll(SEAM, '').trim();
  // A 個人番号 is dropped unread, and so are its parts.
  if (isMyNumber(digitsOf(joined))) return [];
  const readings = GAP.test(run) ? [...new Set([joined, ...run.split(GAP)])] : [joined];
  return readings.filter((reading) => {
    const digits = digitsOf(reading);
    return digits.length >= minDigits && !isMyNumber(digits);
  });
}

/** The canonical form knows area codes, extensions and several numbers in one text. */
function findPhones(text: string): readonly Readings[] {
  const plain = text.replaceAll(SEAM, ' ').trim().slice(0, MAX_PHONE_TEXT_LENGTH);
  return hasDigits(plain) ? [[...new Set([plain, text.replaceAll(SEAM, '').trim()])]] : [];
}

/** The lines of an address; a name may stand among them. */
function findAddress(text: string): readonly Readings[] {
  const lines = text
    .replaceAll(SEAM, '')
    .split('\n')
    .map((line) => line.replace(/^[\s:：]+/, '').trimEnd())
    .filter((line) => line.length > 1 && line.length <= MAX_ADDRESS_LENGTH)
    .slice(0, MAX_ADDRESS_LINES);
  return lines.length > 0 ? [lines] : [];
}
