import type { Identifier } from '../../domain/identifier.ts';
import { type ReadingHabits, readText } from '../../domain/read-text.ts';
import type { Place } from '../../domain/situation.ts';
import type { Passage } from './passage.ts';

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
export type Reading = ReadingHabits & {
  readonly findRow: (element: Element) => Element | undefined;
};

/** Reads the identifiers of a passage in their canonical forms. */
export function readPassage(passage: Passage, reading: Reading): readonly Found[] {
  return readText(passage, reading).flatMap(({ rule, forms }) => {
    const own = rule?.place ?? 'body';
    const place = own === 'body' && passage.isEditable ? 'form' : own;
    return build(forms, { place, anchored: rule !== undefined }, passage, reading);
  });
}

function build(
  forms: readonly Identifier[],
  kind: { readonly place: Place; readonly anchored: boolean },
  spot: Passage,
  reading: Reading,
): readonly Found[] {
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
