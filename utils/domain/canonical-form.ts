import { publishedAddressForms, shownAddressForms } from './canon/address-form.ts';
import { isDigitsOnly, numberForm } from './canon/number-form.ts';
import { phoneForms } from './canon/phone-form.ts';
import type { Identifier, IdentifierKind } from './identifier.ts';

/** What a municipality's own writing habits add to the canonical forms; signed configuration. */
export type Locality = {
  /** Six-digit municipality code (全国地方公共団体コード). */
  readonly municipalityCode: string;
  /** Prefecture and city as written before 町字, both optional on screens. */
  readonly prefecture: string;
  readonly city: string;
  /** Default area code for phone numbers written without one, e.g. `0246`. */
  readonly areaCode: string;
};

/**
 * The canonical forms under which the publisher files an identifier; empty when the text holds
 * none, is longer than 400 characters or holds a 個人番号. An address with a building is filed under
 * its block and under each building form, so that a screen that shows less still meets it.
 * `publishedForms(kind, f)` of a published form f is `[f]` (idempotent). The values are hashed into
 * the feed: docs/formats/canonical-forms.md describes them, and a change needs a new feed epoch.
 */
export function publishedForms(
  kind: IdentifierKind,
  text: string,
  locality: Locality,
): readonly Identifier[] {
  const values =
    kind === 'address' ? publishedAddressForms(text, locality) : plainForms(kind, text, locality);
  return values.map((value) => ({ kind, value }));
}

/**
 * The canonical forms that a text on a screen may mean: what the extension looks up. One address
 * form, as narrow as the screen writes it: another room of the same building is nobody we know.
 */
export function shownForms(
  kind: IdentifierKind,
  text: string,
  locality: Locality,
): readonly Identifier[] {
  const values =
    kind === 'address' ? shownAddressForms(text, locality) : plainForms(kind, text, locality);
  return values.map((value) => ({ kind, value }));
}

/**
 * `shownForms` of a text under several kinds of numbers, read once for the kinds that write their
 * numbers alike: a number without a label may be any of them. Addresses are no numbers.
 */
export function shownNumberForms(
  kinds: readonly IdentifierKind[],
  text: string,
  locality: Locality,
): readonly Identifier[] {
  const digits = plainForms('atena', text, locality);
  const letters = plainForms('debt', text, locality);
  return kinds.flatMap((kind) => {
    const isPhone = kind === 'phone';
    const others = isDigitsOnly(kind) ? digits : letters;
    const values = isPhone ? plainForms(kind, text, locality) : others;
    return values.map((value) => ({ kind, value }));
  });
}

function plainForms(kind: IdentifierKind, text: string, locality: Locality): readonly string[] {
  if (kind === 'phone') return phoneForms(text, locality.areaCode);
  const value = numberForm(kind, text);
  return value === undefined ? [] : [value];
}
