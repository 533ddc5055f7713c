import { hasDigits } from '../../domain/find-values.ts';
import { labelText } from './block-text.ts';
import type { LabelBook } from './label-book.ts';

/** Screens that repeat their headers are small; longer tables are lists. */
const MAX_ROWS = 60;

/** True when a table has rows of labels below its headers: a form in several bands. */
export function hasLabelRows(
  table: HTMLTableElement,
  headers: readonly Element[],
  book: LabelBook,
): boolean {
  if (table.rows.length > MAX_ROWS) return false;
  return [...table.rows].some((row) => !headers.includes(row) && isLabelRow(row, book));
}

/** The nearest row of labels above a cell. */
export function labelRowAbove(cell: Element, book: LabelBook): Element | undefined {
  let row = cell.closest('tr')?.previousElementSibling;
  while (row && !isLabelRow(row, book)) row = row.previousElementSibling;
  return row ?? undefined;
}

/** A row of labels holds one at least, and no number. */
function isLabelRow(row: Element, book: LabelBook): boolean {
  if (!book.mayHoldLabel(row.textContent ?? '') || hasDigits(row.textContent ?? '')) return false;
  if (row.querySelector('input,select,textarea,table')) return false;
  const labels = [...row.children].filter((cell) => book.findRules(labelText(cell)).length > 0);
  return labels.length > 1 || (labels.length === 1 && row.querySelector('td') === null);
}
