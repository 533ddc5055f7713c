import { type Locality, shownForms, shownNumberForms } from './canonical-form.ts';
import {
  findLongRuns,
  findValues,
  hasDigits,
  type Readings,
  type ValueRule,
} from './find-values.ts';
import { CORE_KINDS, type Identifier, type IdentifierKind } from './identifier.ts';
import { findProseAddresses } from './prose-address.ts';
import { readAddress } from './read-address.ts';
import type { SiteProfile } from './site-profile.ts';

/**
 * `text`: values are looked for, also without a label. `selected`: values are looked for by the
 * rule alone. `whole`: the text is one value, put together from several controls.
 */
export type Reads = 'text' | 'selected' | 'whole';

/** A text of a page, with the rules of the label that speaks for it. */
export type LabelledText<Rule extends ValueRule = ValueRule> = {
  readonly text: string;
  readonly rules: readonly Rule[];
  readonly reads: Reads;
};

/** What one value of a text may mean; without a rule it is a digit run that no label speaks for. */
export type TextReading<Rule extends ValueRule = ValueRule> = {
  readonly rule: Rule | undefined;
  readonly forms: readonly Identifier[];
};

/** What reading a text needs. */
export type ReadingHabits = {
  /** What a number without a label may be. */
  readonly numericKinds: readonly IdentifierKind[];
  readonly locality: Locality;
};

/** Reads the identifiers of a text in their canonical forms; values without one are left out. */
export function readText<Rule extends ValueRule>(
  labelled: LabelledText<Rule>,
  habits: ReadingHabits,
): readonly TextReading<Rule>[] {
  const anchored: TextReading<Rule>[] = [];
  /** Numbers that were read under their label, as they are written. */
  const known = new Set<string>();
  for (const rule of labelled.rules) {
    for (const values of valuesOf(rule, labelled)) {
      const forms = readValues(rule, values, habits.locality);
      if (forms.length > 0) anchored.push({ rule, forms });
      const [text = '', ...others] = values;
      if (rule.kind !== 'address' && forms.length > 0 && others.length === 0) known.add(text);
    }
  }
  const others = [...readProse(labelled, habits), ...readLongRuns(labelled, habits, known)];
  const seen = new Set(anchored.flatMap(({ forms }) => forms.map((form) => form.value)));
  return [
    ...anchored,
    ...others.filter(({ forms }) => !forms.some(({ value }) => seen.has(value))),
  ];
}

/** The kinds that a number without a label may be of under a profile. */
export function numericKinds(profile: SiteProfile): readonly IdentifierKind[] {
  const own = profile.identifiers.map((rule) => rule.kind);
  const numeric = CORE_KINDS.filter((kind) => kind !== 'address');
  return [...new Set([...numeric, ...own.filter((kind) => kind.startsWith('custom:'))])];
}

function valuesOf(rule: ValueRule, { text, reads }: LabelledText): readonly Readings[] {
  return reads === 'whole' ? [[text]] : findValues(rule, text);
}

function readValues(
  { kind }: ValueRule,
  values: Readings,
  locality: Locality,
): readonly Identifier[] {
  return kind === 'address'
    ? readAddress(values, locality)
    : values.flatMap((value) => shownForms(kind, value, locality));
}

/** A sentence in a field of addresses, not the lines of one. */
const IS_SENTENCE = /[、。]/;

/** Addresses in the middle of a text; one that stands alone behind its label was read there. */
function readProse(
  { text, rules, reads }: LabelledText,
  { locality }: ReadingHabits,
): readonly TextReading<never>[] {
  const isAddress = rules.some(({ kind }) => kind === 'address') && !IS_SENTENCE.test(text);
  if (reads !== 'text' || isAddress) return [];
  return findProseAddresses(text, locality).flatMap((texts) => {
    const forms = texts.flatMap((each) => shownForms('address', each, locality));
    return forms.length > 0 ? [{ rule: undefined, forms }] : [];
  });
}

/** A number that has a meaning already is not read without its label as well. */
function readLongRuns(
  { text, reads }: LabelledText,
  { numericKinds: kinds, locality }: ReadingHabits,
  known: ReadonlySet<string>,
): readonly TextReading<never>[] {
  if (reads !== 'text' || !hasDigits(text)) return [];
  const runs = findLongRuns(text).filter((values) => !values.some((each) => known.has(each)));
  return runs.flatMap((values) => {
    const forms = values.flatMap((value) => shownNumberForms(kinds, value, locality));
    return forms.length > 0 ? [{ rule: undefined, forms }] : [];
  });
}
