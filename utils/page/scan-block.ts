import type { IdentifierRule } from '../domain/site-profile.ts';
import { type BlockText, CONTROL, controlText, type FormControl } from './block-text.ts';
import { CELL, isDigitCell } from './find-context.ts';
import { findLongRuns, findValues, hasDigits } from './find-values.ts';
import { type Found, type Reading, type Spot, toFound, toUnanchored } from './found.ts';
import type { Segment } from './label-book.ts';

/** Reads one block: its text, its controls, and the labels in and around it. */
export function scanBlock(
  block: Element | ShadowRoot,
  content: BlockText,
  reading: Reading,
): readonly Found[] {
  const element = block instanceof Element ? block : block.host;
  const controls = [...content.controls];
  return reading.book.split(content.text).flatMap((segment) => {
    const own = controls.splice(0, countControls(segment.text));
    return scanSegment(segment, own, { block, element, reading });
  });
}

type Around = {
  readonly block: Element | ShadowRoot;
  readonly element: Element;
  readonly reading: Reading;
};

const MAY_HOLD_NUMBER = /[0-9０-９①-⑳〇一二三四五六七八九十百無番]/;

function scanSegment(
  segment: Segment,
  controls: readonly FormControl[],
  around: Around,
): readonly Found[] {
  const text = segment.text.replaceAll(CONTROL, '\n');
  if (text.trim() === '' && controls.length === 0) return [];
  // Without a number of any writing there is no identifier; looking for its label would be dear.
  if (controls.length === 0 && !MAY_HOLD_NUMBER.test(text)) return [];
  const context = segment.rules ? undefined : around.reading.contexts.ofBlock(around.block);
  const rules = segment.rules ?? context?.rules ?? [];
  const isInRow = context?.isInRow ?? true;
  const spot = { element: around.element, isEditable: false, isInRow };
  const found = scanText(joinCells(text, around.element), rules, spot, around.reading);
  return [...found, ...scanControls(controls, rules, isInRow, around.reading)];
}

function scanText(
  text: string,
  rules: readonly IdentifierRule[],
  spot: Spot,
  reading: Reading,
): readonly Found[] {
  const anchored = rules.flatMap((rule) =>
    findValues(rule, text).map((values) => toFound(rule, values, spot, reading)),
  );
  const seen = anchored.flatMap((found) => found?.forms.map((form) => form.value) ?? []);
  const unanchored = hasDigits(text)
    ? findLongRuns(text).map((values) => toUnanchored(values, spot, reading, seen))
    : [];
  return [...anchored, ...unanchored].filter((found) => found !== undefined);
}

function scanControls(
  controls: readonly FormControl[],
  outer: readonly IdentifierRule[],
  isInRow: boolean,
  reading: Reading,
): readonly Found[] {
  const found = controls.flatMap((control) => {
    const own = reading.contexts.ofControl(control);
    const rules = own.length > 0 ? own : outer;
    const isEditable = !(control.disabled || ('readOnly' in control && control.readOnly));
    const spot = { element: control, isEditable, isInRow };
    return scanText(controlText(control), rules, spot, reading);
  });
  return [...found, ...scanSplitControls(controls, outer, isInRow, reading)];
}

/** A value over several controls: 町名 and 番地, or a phone number in three boxes. */
function scanSplitControls(
  controls: readonly FormControl[],
  rules: readonly IdentifierRule[],
  isInRow: boolean,
  reading: Reading,
): readonly Found[] {
  const [first] = controls;
  if (!first || controls.length < 2 || rules.length === 0) return [];
  const values = controls.map(controlText).filter((value) => value !== '');
  if (values.length < 2) return [];
  const spot = { element: first, isEditable: true, isInRow };
  const joined = rules.map((rule) =>
    toFound(rule, [values.join(rule.kind === 'phone' ? '-' : '')], spot, reading),
  );
  return joined.filter((found) => found !== undefined);
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
