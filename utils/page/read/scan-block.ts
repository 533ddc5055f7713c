import { hasDigits, mayHoldNumber } from '../../domain/find-values.ts';
import { mayHoldAddress } from '../../domain/prose-address.ts';
import type { IdentifierRule } from '../../domain/site-profile.ts';
import { type BlockText, CONTROL, controlText, type FormControl } from './block-text.ts';
import { CELL, type ContextFinder, isDigitCell } from './find-context.ts';
import type { LabelBook, Segment } from './label-book.ts';
import type { Passage } from './passage.ts';

/** What finding passages needs. */
export type Finding = { readonly book: LabelBook; readonly contexts: ContextFinder };

/** Finds the passages of one block: its text, its controls, and the labels in and around it. */
export function scanBlock(
  block: Element | ShadowRoot,
  content: BlockText,
  finding: Finding,
): readonly Passage[] {
  // Without a number of any writing there is no identifier; looking for its label would be dear.
  if (content.controls.length === 0 && !mayHoldNumber(content.text)) return [];
  const element = block instanceof Element ? block : block.host;
  const controls = [...content.controls];
  return finding.book.split(content.text).flatMap((segment) => {
    const own = controls.splice(0, countControls(segment.text));
    return scanSegment(segment, own, { block, element, finding });
  });
}

type Around = {
  readonly block: Element | ShadowRoot;
  readonly element: Element;
  readonly finding: Finding;
};

function scanSegment(
  segment: Segment,
  controls: readonly FormControl[],
  around: Around,
): readonly Passage[] {
  const text = segment.text.replaceAll(CONTROL, '\n');
  const isText = mayHoldNumber(text);
  if (!isText && controls.length === 0) return [];
  const context = segment.rules ? undefined : around.finding.contexts.ofBlock(around.block);
  const rules = segment.rules ?? context?.rules ?? [];
  const isInRow = context?.isInRow ?? true;
  const place = { element: around.element, isEditable: false, isInRow, reads: 'text' } as const;
  const own = isText ? toPassages(joinCells(text, around.element), rules, place) : [];
  return [...own, ...scanControls(controls, rules, isInRow, around.finding)].filter(isWorthReading);
}

const NO_RULES: Passage['rules'] = [];
const LONG_TEXT = /[\s\S]{1,2000}(?=\s|$)|[\s\S]{2000}/g;
const MAX_SHORT = 2000;

/** A listing of megabytes in one `<pre>` is read bit by bit; a label speaks for its beginning. */
function toPassages(
  text: string,
  rules: Passage['rules'],
  place: Omit<Passage, 'text' | 'rules'>,
): Passage[] {
  const parts = text.length <= MAX_SHORT ? [text] : (text.match(LONG_TEXT) ?? []);
  return parts.map((part, index) => ({
    ...place,
    text: part,
    rules: index === 0 ? rules : NO_RULES,
  }));
}

/** A text without a rule counts only for its digits, and for an address in it. */
function isWorthReading({ text, rules }: Passage): boolean {
  return rules.length > 0 ? mayHoldNumber(text) : hasDigits(text) || mayHoldAddress(text);
}

function scanControls(
  controls: readonly FormControl[],
  outer: readonly IdentifierRule[],
  isInRow: boolean,
  { contexts }: Finding,
): readonly Passage[] {
  const found = controls.flatMap((control): Passage[] => {
    const own = contexts.ofControl(control);
    const isEditable = !(control.disabled || ('readOnly' in control && control.readOnly));
    const place = { element: control, isEditable, isInRow, reads: 'text' } as const;
    return toPassages(controlText(control), own.length > 0 ? own : outer, place);
  });
  return [...found, ...joinControls(controls, outer, isInRow)];
}

/** A value over several controls: 町名 and 番地, or a phone number in three boxes. */
function joinControls(
  controls: readonly FormControl[],
  rules: readonly IdentifierRule[],
  isInRow: boolean,
): readonly Passage[] {
  const [element] = controls;
  const values = controls.map(controlText).filter((value) => value !== '');
  if (!element || values.length < 2) return [];
  return rules.map((rule) => ({
    text: values.join(rule.kind === 'phone' ? '-' : ''),
    rules: [rule],
    element,
    isEditable: true,
    isInRow,
    reads: 'whole',
  }));
}

/** Joins a number written one digit per cell, at its first cell, and an address over cells. */
function joinCells(text: string, element: Element): string {
  if (!element.matches(CELL) || !hasDigits(text)) return text;
  if (!isDigitCell(element)) return text;
  const before = element.previousElementSibling;
  if (before && before.textContent !== '' && isDigitCell(before)) return '';
  let joined = text.trim();
  for (let cell = element.nextElementSibling; cell; cell = cell.nextElementSibling) {
    if (!isDigitCell(cell)) break;
    joined += (cell.textContent ?? '').trim();
  }
  return joined;
}

function countControls(text: string): number {
  return text.split(CONTROL).length - 1;
}
