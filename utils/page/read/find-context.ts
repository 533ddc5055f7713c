import { hasDigits, SEAM } from '../../domain/find-values.ts';
import type { IdentifierRule } from '../../domain/site-profile.ts';
import { type FormControl, labelText, readBlock } from './block-text.ts';
import type { ColumnRules } from './column-rules.ts';
import type { LabelBook } from './label-book.ts';

/** The rules that a label outside the block gives to its value. */
export type Context = {
  readonly rules: readonly IdentifierRule[];
  /** True when the label stands in the same row: then the row is a form line, not a list row. */
  readonly isInRow: boolean;
};

/** Finds labels around blocks and controls. */
export type ContextFinder = {
  readonly ofBlock: (block: Element | ShadowRoot) => Context;
  readonly ofControl: (control: FormControl) => readonly IdentifierRule[];
};

export const CELL = 'td,th,[role~=cell],[role~=gridcell],[role~=rowheader],[role~=columnheader]';

const NONE: Context = { rules: [], isInRow: false };
const MAX_LEVELS = 3;
const MAX_CELLS_BACK = 4;

/** Opens a finder over the column headers of a document. */
export function openContextFinder(book: LabelBook, columns: ColumnRules): ContextFinder {
  function ofBlock(block: Element | ShadowRoot): Context {
    if (!(block instanceof Element)) return NONE;
    const named = namedRules(block, book);
    if (named.length > 0) return { rules: named, isInRow: true };
    const cell = block.closest(CELL);
    const inside = precedingRules(block, cell, book);
    if (inside.length > 0) return { rules: inside, isInRow: true };
    return cell ? ofCell(cell, columns, book) : ofPlainBlock(block, book);
  }

  return { ofBlock, ofControl: (control) => controlRules(control, book) };
}

function ofCell(cell: Element, columns: ColumnRules, book: LabelBook): Context {
  const rowRules = rowHeaderRules(cell, book);
  if (rowRules.length > 0) return { rules: rowRules, isInRow: true };
  return { rules: columns.rulesOf(cell), isInRow: false };
}

/** The nearest label cell to the left, over cells that are no value of their own (自宅). */
function rowHeaderRules(cell: Element, book: LabelBook): readonly IdentifierRule[] {
  let before = cell.previousElementSibling;
  for (let step = 0; before && step < MAX_CELLS_BACK; step += 1) {
    const text = labelText(before);
    const rules = book.findRules(text);
    if (rules.length > 0) return rules;
    if (isValueCell(before, text)) return [];
    before = before.previousElementSibling;
  }
  // One digit per cell: the label is as far away as the number is long.
  while (before && isDigitCell(before)) before = before.previousElementSibling;
  return before ? book.findRules(labelText(before)) : [];
}

function isValueCell(cell: Element, text: string): boolean {
  if (cell.tagName === 'TH') return true;
  if (cell.querySelector('input,select,textarea')) return false;
  return hasDigits(text) && !isDigitCell(cell);
}

/** True for a cell of a number that is written one digit per cell. */
export function isDigitCell(cell: Element): boolean {
  const text = (cell.textContent ?? '').replaceAll(SEAM, '').trim();
  return /^(?:[0-9０-９]{1,2}|[-－‐−ー]?)$/.test(text);
}

function ofPlainBlock(block: Element, book: LabelBook): Context {
  const term = termOf(block);
  const rules = term ? book.findRules(labelText(term)) : [];
  if (rules.length > 0) return { rules, isInRow: true };
  const legend = block.closest('fieldset')?.querySelector(':scope > legend');
  return legend ? { rules: book.findRules(labelText(legend)), isInRow: true } : NONE;
}

function termOf(block: Element): Element | null {
  let node: Element | null = block.closest('dd');
  while (node && node.tagName !== 'DT') node = node.previousElementSibling;
  return node;
}

/** The text just in front of a block, from its siblings and, for a first child, its parents'. */
function precedingRules(
  block: Element,
  cell: Element | null,
  book: LabelBook,
): readonly IdentifierRule[] {
  let element = block;
  for (
    let level = 0;
    level < MAX_LEVELS && element !== cell && element.tagName !== 'FIELDSET';
    level += 1
  ) {
    const before = textBefore(element);
    if (before !== '') return book.findRules(before);
    const parent = element.parentElement;
    if (!parent || parent === document.body) return [];
    element = parent;
  }
  return [];
}

function textBefore(element: Element): string {
  let node = element.previousSibling;
  let text = '';
  // The label may be wrapped in inline tags, so texts are joined up to the next block.
  while (node && text.trim() === '') {
    if (node instanceof Element && isNoLabel(node)) return '';
    if (node.nodeType !== Node.COMMENT_NODE) text = `${node.textContent ?? ''}${text}`;
    node = node.previousSibling;
  }
  return text.trim();
}

/** A neighbour with a control or much else inside is a section, not a label. */
function isNoLabel(element: Element): boolean {
  return (
    element.matches(CELL) ||
    element.childElementCount > 4 ||
    element.querySelector('input,select,textarea') !== null
  );
}

function controlRules(control: FormControl, book: LabelBook): readonly IdentifierRule[] {
  const texts = [
    ...[...(control.labels ?? [])].map((label) => readBlock(label)?.text ?? ''),
    control.getAttribute('aria-label') ?? '',
    ...referencedTexts(control),
    control.getAttribute('placeholder') ?? '',
    control.getAttribute('title') ?? '',
  ];
  return texts.map((text) => book.findRules(text)).find((rules) => rules.length > 0) ?? [];
}

/** An element may name its label itself (WAI-ARIA). */
function namedRules(block: Element, book: LabelBook): readonly IdentifierRule[] {
  const texts = [block.getAttribute('aria-label') ?? '', ...referencedTexts(block)];
  return texts.map((text) => book.findRules(text)).find((rules) => rules.length > 0) ?? [];
}

function referencedTexts(control: Element): readonly string[] {
  const ids = control.getAttribute('aria-labelledby')?.split(/\s+/) ?? [];
  if (ids.length === 0) return [];
  const root = control.getRootNode() as Document | ShadowRoot;
  return ids.map((id) => root.getElementById(id)?.textContent ?? '');
}
