import type { IdentifierRule } from '../domain/site-profile.ts';
import { findLongRuns, findValues, hasDigits, type Readings } from './find-values.ts';
import { type Found, type Reading, toFound, toUnanchored } from './found.ts';
import type { Passage } from './passage.ts';

type Known = { readonly anchored: readonly Found[]; readonly labelled: ReadonlySet<string> };

/** Reads the identifiers of a passage in their canonical forms. */
export function readPassage(passage: Passage, reading: Reading): readonly Found[] {
  const anchored: Found[] = [];
  /** Numbers that were read under their label, as they are written. */
  const labelled = new Set<string>();
  for (const rule of passage.rules) {
    for (const values of valuesOf(rule, passage)) {
      const found = toFound(rule, values, passage, reading);
      anchored.push(...found);
      const [text = '', ...others] = values;
      const isNumber = rule.kind !== 'address' && found.length > 0 && others.length === 0;
      if (isNumber) labelled.add(text);
    }
  }
  return [...anchored, ...readLongRuns(passage, reading, { anchored, labelled })];
}

function valuesOf(rule: IdentifierRule, { text, reads }: Passage): readonly Readings[] {
  return reads === 'whole' ? [[text]] : findValues(rule, text);
}

/** A number that has a meaning already is not read without its label as well. */
function readLongRuns(passage: Passage, reading: Reading, known: Known): readonly Found[] {
  if (passage.reads !== 'text' || !hasDigits(passage.text)) return [];
  const runs = findLongRuns(passage.text).filter(
    (values) => !values.some((each) => known.labelled.has(each)),
  );
  if (runs.length === 0) return [];
  const seen = known.anchored.flatMap((found) => found.forms.map((form) => form.value));
  return runs.flatMap((values) => toUnanchored(values, passage, reading, seen));
}
