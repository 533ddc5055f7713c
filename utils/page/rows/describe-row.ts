import { type Locality, shownForms } from '../../domain/canonical-form.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { PulledRow } from '../../domain/pulled-rows.ts';
import type { SiteProfile } from '../../domain/site-profile.ts';
import type { Found } from '../read/found.ts';
import { stateOf } from './row-boxes.ts';

export type RowReading = {
  readonly profile: SiteProfile;
  readonly locality: Locality;
  readonly all: () => Iterable<Found>;
};

/** Tells rows by their place in the list and the numbers in them: never a name or an address. */
export function describeRows(
  rows: readonly Element[],
  { profile, locality, all }: RowReading,
): readonly PulledRow[] {
  const found = Map.groupBy(all(), ({ row }) => row);
  const order = profile.identifiers.map(({ kind }) => kind);
  return rows.map((row) => {
    const forms = (found.get(row) ?? []).flatMap(
      (one) => (one.anchored ? one.forms[0] : undefined) ?? [],
    );
    const numbers = forms
      .filter(({ kind }) => kind !== 'address' && kind !== 'phone')
      .toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
    return {
      rowNumber: rowNumber(row, profile.rows.join()),
      numbers: numbers.map((form) => ({
        label: profile.identifiers.find(({ kind }) => kind === form.kind)?.labels[0] ?? '',
        text: shownText(row, form, locality),
      })),
      isOut: stateOf(row) === 'leftOut',
    };
  });
}

/** A virtualised grid numbers its rows itself, header rows included (WAI-ARIA `aria-rowindex`). */
function rowNumber(row: Element, selector: string): number {
  const list = row.closest('table,[role=grid],[role=treegrid],[role=table]') ?? row.parentElement;
  const rows = [...(list?.querySelectorAll(selector) ?? [])];
  const headers = rows.filter((one) => one.querySelector('th,[role=columnheader]')).length;
  const index = row.getAttribute('aria-rowindex');
  return index ? Number(index) - headers : rows.indexOf(row) + 1 - headers;
}

/** The number as the page writes it, so that staff find it again; the canonical form otherwise. */
function shownText(row: Element, { kind, value }: Identifier, locality: Locality): string {
  const texts = [...row.querySelectorAll('*')].map((cell) => cell.textContent?.trim() ?? '');
  const isShown = (text: string) =>
    text.length <= 40 && shownForms(kind, text, locality).some((form) => form.value === value);
  return texts.find(isShown) ?? value;
}
