import type { IdentifierKind } from '../identifier.ts';
import { foldText } from './fold-text.ts';
import { holdsMyNumber, isMyNumber } from './my-number.ts';

/** Kinds whose numbers are digits only; the others may carry letters (DOMAIN.md §3.1). */
const DIGITS_ONLY: ReadonlySet<IdentifierKind> = new Set(['atena', 'household', 'tax-notice']);

/** True for kinds whose numbers hold no letter; all of them read a text alike. */
export function isDigitsOnly(kind: IdentifierKind): boolean {
  return DIGITS_ONLY.has(kind);
}

const MAX_NUMBER_LENGTH = 40;

/**
 * The canonical form of a numeric identifier: half-width, upper-case, without spaces, hyphens and
 * leading zeros, and without 第…号 or No. around it: `０００１２３４５`, `12-345` and `000000000012345`
 * are `12345`. Undefined when the text holds no such number, only zeros, or a 個人番号 (also one
 * padded with zeros).
 */
export function numberForm(kind: IdentifierKind, text: string): string | undefined {
  const folded = foldText(text);
  const joined = folded.replace(/[ ー-]+/g, '');
  const value = joined.replace(/^(?:0|第|NO\.?|#)+/, '').replace(/号+$/, '');
  const shape = isDigitsOnly(kind) ? /^[0-9]+$/ : /^[0-9\p{L}]+$/u;
  if (!shape.test(value) || !/[0-9]/.test(value)) return undefined;
  if (value.length > MAX_NUMBER_LENGTH) return undefined;
  if (holdsMyNumber(folded) || isMyNumber(joined) || isMyNumber(value)) return undefined;
  return value;
}
