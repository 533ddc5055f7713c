import { hasDigits, mayHoldLongRun, mayHoldNumber } from '../domain/find-values.ts';
import { mayHoldAddress } from '../domain/prose-address.ts';
import type { Columns } from './column-rules.ts';
import type { LabelBook } from './label-book.ts';
import type { Passage } from './passage.ts';

/** A table row that was read as one. */
export type RowText = {
  readonly passages: readonly Passage[];
  readonly text: string;
  /** Cells with more in them than text: they are read on their own. */
  readonly parts: readonly Element[];
};

const NO_RULES: Passage['rules'] = [];
/** From so many on, cells of one or two digits may be one number written digit by digit. */
const MIN_DIGIT_CELLS = 3;

/**
 * Reads a row of plain cells under column headers in one go; lists of thousands of rows are made
 * of these. Undefined for a row that needs a closer look: one with a label in it, or with a number
 * written one digit per cell.
 */
export function scanRow(
  row: HTMLTableRowElement,
  columns: Columns,
  book: LabelBook,
): RowText | undefined {
  const read: Collector = { passages: [], parts: [], text: '', digitCells: 0 };
  let column = 0;
  for (let cell = row.firstElementChild; cell; cell = cell.nextElementSibling) {
    const plain = plainText(cell);
    if (plain === undefined) read.parts.push(cell);
    else if (plain !== '') addCell(plain, columns.get(column), row, read);
    column += 1;
  }
  if (read.digitCells >= MIN_DIGIT_CELLS || book.mayHoldLabel(read.text)) return undefined;
  return read.parts.some((part) => mayBeLabel(part, book)) ? undefined : read;
}

type Collector = {
  readonly passages: Passage[];
  readonly parts: Element[];
  text: string;
  digitCells: number;
};

function addCell(
  text: string,
  rules: Passage['rules'] | undefined,
  element: Element,
  read: Collector,
): void {
  const isWorthReading = rules ? mayHoldNumber(text) : mayHoldLongRun(text) || mayHoldAddress(text);
  if (isWorthReading) {
    const place = { element, isEditable: false, isInRow: false, reads: 'text' } as const;
    read.passages.push({ text, rules: rules ?? NO_RULES, ...place });
  }
  if (text.length <= 2 && hasDigits(text)) read.digitCells += 1;
  read.text += `${text}\n`;
}

/** The text of a cell that holds nothing else; undefined when it holds more. */
function plainText(cell: Element): string | undefined {
  const only = cell.firstChild;
  if (only === null) return '';
  return only.nodeType === Node.TEXT_NODE && only.nextSibling === null
    ? (only as Text).data
    : undefined;
}

/** A cell with a table in it is a part of the page, not a label. */
function mayBeLabel(cell: Element, book: LabelBook): boolean {
  return cell.querySelector('table') === null && book.mayHoldLabel(cell.textContent ?? '');
}
