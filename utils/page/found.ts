import { type Locality, shownForms, shownNumberForms } from '../domain/canonical-form.ts';
import { CORE_KINDS, type Identifier, type IdentifierKind } from '../domain/identifier.ts';
import type { IdentifierRule, SiteProfile } from '../domain/site-profile.ts';
import type { Place } from '../domain/situation.ts';
import type { Readings } from './find-values.ts';
import type { Passage } from './passage.ts';
import { readAddress } from './read-address.ts';

/** One identifier at one element of the page. */
export type Found = {
  readonly key: string;
  readonly forms: readonly Identifier[];
  readonly place: Place;
  readonly anchored: boolean;
  /** Where it was read; a row read at one go stands for its cells. */
  readonly element: Element;
  /** The list row it stands in, for the mark. */
  readonly row?: Element | undefined;
};

/** The worker takes so many readings of one candidate; a run of several numbers has more. */
const MAX_FORMS = 8;

/** What reading a passage needs. */
export type Reading = {
  /** What a number without a label may be. */
  readonly numericKinds: readonly IdentifierKind[];
  readonly locality: Locality;
  readonly findRow: (element: Element) => Element | undefined;
};

/** Builds what a rule's value means here; nothing when it has no canonical form. */
export function toFound(
  rule: IdentifierRule,
  values: Readings,
  spot: Passage,
  reading: Reading,
): readonly Found[] {
  const forms =
    rule.kind === 'address'
      ? readAddress(values, reading.locality)
      : values.flatMap((value) => shownForms(rule.kind, value, reading.locality));
  const place = rule.place === 'body' && spot.isEditable ? 'form' : rule.place;
  return build(forms, { place, anchored: true }, spot, reading);
}

/** Builds what a digit run without a label may mean: any kind of number. */
export function toUnanchored(
  values: Readings,
  spot: Passage,
  reading: Reading,
  seen: readonly string[],
): readonly Found[] {
  const forms = values.flatMap((value) =>
    shownNumberForms(reading.numericKinds, value, reading.locality),
  );
  if (forms.some((form) => seen.includes(form.value))) return [];
  return build(forms, { place: spot.isEditable ? 'form' : 'body', anchored: false }, spot, reading);
}

function build(
  forms: readonly Identifier[],
  kind: { readonly place: Place; readonly anchored: boolean },
  spot: Passage,
  reading: Reading,
): readonly Found[] {
  if (forms.length === 0) return [];
  const row = reading.findRow(spot.element);
  // A table row whose own first cell is the label is a line of a form, not a row of a list.
  const isListRow = row !== undefined && !(row.tagName === 'TR' && kind.anchored && spot.isInRow);
  const place = isListRow ? 'row' : kind.place;
  return splitForms(forms).map((part) => ({
    key: `${place}|${kind.anchored}|${part.map(nameOf).join('|')}`,
    forms: part,
    place,
    anchored: kind.anchored,
    element: spot.element,
    row: isListRow ? row : undefined,
  }));
}

function splitForms(forms: readonly Identifier[]): readonly (readonly Identifier[])[] {
  if (forms.length === 1) return [forms];
  const distinct = [...new Map(forms.map((form) => [nameOf(form), form])).values()];
  return Array.from({ length: Math.ceil(distinct.length / MAX_FORMS) }, (_, index) =>
    distinct.slice(index * MAX_FORMS, (index + 1) * MAX_FORMS),
  );
}

function nameOf({ kind, value }: Identifier): string {
  return `${kind} ${value}`;
}

/** The kinds that a number without a label may be of under a profile. */
export function numericKinds(profile: SiteProfile): readonly IdentifierKind[] {
  const own = profile.identifiers.map((rule) => rule.kind);
  const numeric = CORE_KINDS.filter((kind) => kind !== 'address');
  return [...new Set([...numeric, ...own.filter((kind) => kind.startsWith('custom:'))])];
}
