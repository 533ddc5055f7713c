import { findLongRuns, findValues, hasDigits } from './find-values.ts';
import { type Found, type Reading, toFound, toUnanchored } from './found.ts';
import type { Passage } from './passage.ts';

/** Reads the identifiers of a passage in their canonical forms. */
export function readPassage(passage: Passage, reading: Reading): readonly Found[] {
  const anchored = passage.rules.flatMap((rule) => {
    const values = passage.reads === 'whole' ? [[passage.text]] : findValues(rule, passage.text);
    return values.flatMap((value) => toFound(rule, value, passage, reading));
  });
  if (passage.reads !== 'text' || !hasDigits(passage.text)) return anchored;
  const seen = anchored.flatMap((found) => found.forms.map((form) => form.value));
  const unanchored = findLongRuns(passage.text).flatMap((values) =>
    toUnanchored(values, passage, reading, seen),
  );
  return [...anchored, ...unanchored];
}
