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
 * none. `publishedForms(kind, f)` of a published form f is `[f]` (idempotent).
 */
export function publishedForms(
  _kind: IdentifierKind,
  _text: string,
  _locality: Locality,
): readonly Identifier[] {
  throw new Error('not written yet');
}

/** The canonical forms that a text on a screen may mean: what the extension looks up. */
export function shownForms(
  _kind: IdentifierKind,
  _text: string,
  _locality: Locality,
): readonly Identifier[] {
  throw new Error('not written yet');
}
