import { CORE_KINDS } from '../../domain/identifier.ts';
import type { SiteProfile } from '../../domain/site-profile.ts';
import type { ShownNumber, ViewReport } from '../../domain/view-report.ts';
import type { Found } from './found.ts';

/**
 * Whose record is open and who receives or is called, each by the number that the page anchors
 * strongest: one that its profile calls the subject before any other, 宛名番号 before ケース番号.
 * Digits alone: a name may be drawn later than the number beside it, and the band must never show the
 * one before.
 */
export function findNamed(
  profile: SiteProfile,
  all: Iterable<Found>,
): Pick<ViewReport, 'subject' | 'recipient'> {
  const open: Found[] = [];
  const receiving: Found[] = [];
  for (const found of all) {
    if (isReceivingNumber(found)) receiving.push(found);
    else if (isOpenNumber(found)) open.push(found);
  }
  const subjects = open.filter(({ place }) => place === 'subject');
  return {
    subject: findStrongest(profile, subjects.length > 0 ? subjects : open),
    recipient: findStrongest(profile, receiving),
  };
}

function findStrongest(profile: SiteProfile, numbers: readonly Found[]): ShownNumber | undefined {
  const forms = numbers.flatMap((found) => found.forms[0] ?? []);
  const kinds = [...ORDER, ...forms.map(({ kind }) => kind)];
  const kind = kinds.find((candidate) => forms.some((form) => form.kind === candidate));
  const values = [...new Set(forms.filter((form) => form.kind === kind).map(({ value }) => value))];
  const [first] = values;
  if (first === undefined) return undefined;
  const rules = profile.identifiers.filter((rule) => rule.kind === kind && rule.labels[0]);
  const own = rules.find((rule) => numbers.some(({ place }) => place === rule.place));
  const label = (own ?? rules[0])?.labels[0];
  return { label: label ?? '', lastFour: first.slice(-4), others: values.length - 1 };
}

/** Rows of a list are not open, and what stands in a field may be typed. */
function isOpenNumber({ anchored, place, forms }: Found): boolean {
  if (!anchored || (place !== 'subject' && place !== 'body')) return false;
  return forms.some(({ kind }) => kind !== 'address' && kind !== 'phone');
}

/** A phone or FAX number is the recipient's too; an address is too long for the band. */
function isReceivingNumber({ anchored, place, forms }: Found): boolean {
  if (!anchored || (place !== 'recipient' && place !== 'destination')) return false;
  return forms.some(({ kind }) => kind !== 'address');
}

/** 世帯番号 names several people, so every number of one person comes before it. */
const ORDER = [...CORE_KINDS.filter((kind) => kind !== 'household'), 'household' as const];
