import { normaliseFoldedAddress } from './address-text.ts';
import { parseAddress } from './block-form.ts';
import { readBuilding } from './building-form.ts';
import { foldText } from './fold-text.ts';
import { holdsMyNumber } from './my-number.ts';
import type { PlaceNames } from './town-form.ts';

/** Rounds after which a text that is still read differently each time is no address. */
const MAX_ROUNDS = 4;

/**
 * The forms under which an address is filed: the block `中央1-2-3`, and for a building the block with
 * its units, `中央1-2-3|101`, and with its name, `中央1-2-3|架空荘`.
 */
export function publishedAddressForms(text: string, place: PlaceNames): readonly string[] {
  // A building form that was published stands for itself; the block is not derived from it again.
  if (text.includes('|') && narrowest(text, place) === text) return [text];
  const forms = readForms(text, place).map((form) => settle(form, place));
  return [...new Set(forms.filter((form) => form !== undefined))];
}

/** The one form that an address on a screen means: as narrow as the screen writes it. */
export function shownAddressForms(text: string, place: PlaceNames): readonly string[] {
  const [block, withUnits, withName] = readForms(text, place);
  for (const form of [withUnits, withName, block]) {
    const settled = settle(form, place);
    if (settled !== undefined) return [settled];
  }
  return [];
}

/**
 * Reads a form until it means itself, which it nearly always does at once. Odd texts, such as a
 * building called 三線, only settle in the second round; without it, canon(canon(x)) = canon(x)
 * would not hold for them (SECURITY.md T29).
 */
function settle(form: string | undefined, place: PlaceNames): string | undefined {
  let current = form;
  for (let round = 0; round < MAX_ROUNDS && current !== undefined; round += 1) {
    const next = narrowest(current, place);
    if (next === current) return current;
    current = next;
  }
  return undefined;
}

function narrowest(text: string, place: PlaceNames): string | undefined {
  const [block, withUnits, withName] = readForms(text, place);
  return withUnits ?? withName ?? block;
}

type Forms = readonly [
  block?: string,
  withUnits?: string | undefined,
  withName?: string | undefined,
];

/** Block, block with units, block with name; empty without a block or with a 個人番号. */
function readForms(text: string, place: PlaceNames): Forms {
  const folded = foldText(text);
  if (holdsMyNumber(folded)) return [];
  const parts = parseAddress(normaliseFoldedAddress(folded), place);
  if (parts === undefined) return [];
  const { units, name } = readBuilding(parts.rest, parts.chainedUnits);
  const withUnits = units === '' ? undefined : `${parts.block}|${units}`;
  const withName = name === '' ? undefined : `${parts.block}|${name}`;
  return holdsMyNumber(`${withUnits}`) ? [] : [parts.block, withUnits, withName];
}
