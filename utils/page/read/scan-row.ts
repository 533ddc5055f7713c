import { hasDigits, mayHoldLongRun, mayHoldNumber } from '../../domain/find-values.ts';
import { mayHoldAddress } from '../../domain/prose-address.ts';
import { isBlock, isSilentControl } from './block-text.ts';
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
const SHORT = /^\s*\S{1,2}\s*$/;
const ELEMENT_NODE = 1;
const TEXT_NODE = 3;
const COMMENT_NODE = 8;

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
  const read = newCollector(row);
  let column = 0;
  for (let child = row.firstChild; child; child = child.nextSibling) {
    if (child.nodeType !== ELEMENT_NODE) {
      if (child instanceof Text) read.end += child.length;
      continue;
    }
    const length = plainLength(child);
    if (length === undefined) addPart(child as Element, read);
    else if (length > 0) addText(length, columns[column], read);
    column += 1;
  }
  const text = read.outside + read.whole.slice(read.start);
  if (read.digitCells >= MIN_DIGIT_CELLS || book.mayHoldLabel(text)) return undefined;
  if (read.parts.some((part) => mayBeLabel(part, book))) return undefined;
  return { passages: read.passages, parts: read.parts, text };
}

/**
 * The browser joins the texts of a row at one go, and its cells are cut out of that. This costs a
 * third of asking each cell for its text; a label over two cells is a reason for a closer look.
 */
type Collector = {
  readonly row: Element;
  readonly whole: string;
  /** Where the last text of `whole` ended. */
  end: number;
  /** The texts of no part, and where `whole` goes on with them. */
  outside: string;
  start: number;
  readonly passages: Passage[];
  readonly parts: Element[];
  digitCells: number;
};

function newCollector(row: Element): Collector {
  const whole = row.textContent ?? '';
  return { row, whole, end: 0, outside: '', start: 0, passages: [], parts: [], digitCells: 0 };
}

function addText(length: number, rules: Passage['rules'] | undefined, read: Collector): void {
  read.end += length;
  const text = read.whole.slice(read.end - length, read.end);
  if (SHORT.test(text) && hasDigits(text)) read.digitCells += 1;
  const isWorthReading = rules ? mayHoldNumber(text) : mayHoldLongRun(text) || mayHoldAddress(text);
  if (!isWorthReading) return;
  read.passages.push({
    text,
    rules: rules ?? NO_RULES,
    element: read.row,
    isEditable: false,
    isInRow: false,
    reads: 'text',
  });
}

function addPart(cell: Element, read: Collector): void {
  read.parts.push(cell);
  read.outside += read.whole.slice(read.start, read.end);
  read.end += cell.textContent?.length ?? 0;
  read.start = read.end;
}

/** How much text a cell holds; undefined for one that must be read on its own. */
function plainLength(cell: Node): number | undefined {
  const first = cell.firstChild;
  if (!first) return 0;
  if (first.nodeType === TEXT_NODE && !first.nextSibling) return (first as Text).length;
  let length = 0;
  let texts = 0;
  for (let node: ChildNode | null = first; node; node = node.nextSibling) {
    if (node.nodeType === COMMENT_NODE) continue;
    const text = textOf(node);
    if (text === undefined) return undefined;
    length += text.length;
    if (text.trim() !== '') texts += 1;
  }
  return texts > 1 ? undefined : length;
}

/** What stands around the number of a record in most lists, and cannot hold a root of its own. */
const WRAPPINGS = new Set(['A', 'B', 'STRONG', 'FONT', 'LABEL', 'NOBR']);

/** The text of a node or of a link, none of a box to tick; undefined for what says more. */
function textOf(node: Node): string | undefined {
  if (node.nodeType === TEXT_NODE) return (node as Text).data;
  return node.nodeType === ELEMENT_NODE ? textIn(node as Element) : undefined;
}

function textIn(element: Element): string | undefined {
  if (isSilentControl(element)) return '';
  const text = element.firstChild;
  if (!WRAPPINGS.has(element.tagName) || isBlock(element)) return undefined;
  if (text && (text.nodeType !== TEXT_NODE || text.nextSibling)) return undefined;
  return text ? (text as Text).data : '';
}

/** A cell with a table in it is a part of the page, not a label. */
function mayBeLabel(cell: Element, book: LabelBook): boolean {
  return cell.querySelector('table') === null && book.mayHoldLabel(cell.textContent ?? '');
}
