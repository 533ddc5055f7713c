import { CORE_KINDS } from '../../domain/identifier.ts';
import type { SiteProfile } from '../../domain/site-profile.ts';
import type { SubjectNumber } from '../../domain/view-report.ts';
import type { Found } from './found.ts';

/**
 * Whose record is open, by the number that the page anchors strongest: one that its profile calls
 * the subject before any other, 宛名番号 before ケース番号. Digits alone: a name may be drawn later
 * than the number beside it, and the band must never show the one before.
 */
export function findSubject(profile: SiteProfile, all: Iterable<Found>): SubjectNumber | undefined {
  const numbers: Found[] = [];
  for (const found of all) if (isOpenNumber(found)) numbers.push(found);
  const subjects = numbers.filter(({ place }) => place === 'subject');
  const forms = (subjects.length > 0 ? subjects : numbers).flatMap((found) => found.forms[0] ?? []);
  const kinds = [...ORDER, ...forms.map(({ kind }) => kind)];
  const kind = kinds.find((candidate) => forms.some((form) => form.kind === candidate));
  const values = [...new Set(forms.filter((form) => form.kind === kind).map(({ value }) => value))];
  const [first] = values;
  if (first === undefined) return undefined;
  const label = profile.identifiers.find((rule) => rule.kind === kind && rule.labels[0])?.labels[0];
  return { label: label ?? '', lastFour: first.slice(-4), others: values.length - 1 };
}

/** Rows of a list are not open, and what stands in a field may be typed. */
function isOpenNumber({ anchored, place, forms }: Found): boolean {
  if (!anchored || (place !== 'subject' && place !== 'body')) return false;
  return forms.some(({ kind }) => kind !== 'address' && kind !== 'phone');
}

/** 世帯番号 names several people, so every number of one person comes before it. */
const ORDER = [...CORE_KINDS.filter((kind) => kind !== 'household'), 'household' as const];
