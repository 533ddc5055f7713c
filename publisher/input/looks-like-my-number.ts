import { foldText } from '../../utils/domain/canon/fold-text.ts';
import { holdsMyNumber, isMyNumber } from '../../utils/domain/canon/my-number.ts';

/** True for a text that holds twelve digits with the check digit of 個人番号, padded or not. */
export function looksLikeMyNumber(text: string): boolean {
  const folded = foldText(text);
  const digits = folded.replace(/[^0-9]/g, '');
  return holdsMyNumber(folded) || isMyNumber(digits) || isMyNumber(digits.replace(/^0+/, ''));
}
