import { type Flag, isProtectedRole, stateOn } from './case.ts';
import type { FailureCode } from './failure.ts';
import {
  type Assessment,
  type Reason,
  type ReasonCode,
  SITUATIONS,
  type Sighting,
  type Situation,
  type View,
} from './situation.ts';

/** One flag at one place of the view. */
type Mark = { readonly sighting: Sighting; readonly flag: Flag };

/**
 * Decides what a view means (DESIGN.md §5). The strictest wins, over every identifier, role and
 * relation; banner, marks and guards all use this one function.
 *
 * Guarantee: more flags, more identifiers or more doubts never remove a situation, so they never
 * lower what an act needs (`decide-demand.ts` takes the maximum over the situations).
 *
 * @param today days since 1970-01-01 in Japan (`japaneseDay`).
 */
export function assess(view: View, today: number): Assessment {
  const marks = view.sightings.flatMap((sighting) => liveMarks(sighting, today));
  const doubts = collectDoubts(view);
  const reasons = [
    ...rowReasons(marks),
    ...recordReasons(marks),
    ...caseReasons(marks),
    ...periodReasons(marks, today),
    ...doubts
      .map((): Reason => ({ situation: 'cannot-tell', code: 'verdict-unknown' }))
      .slice(0, 1),
  ];
  const situations = SITUATIONS.filter((s) => reasons.some((reason) => reason.situation === s));
  const headline = situations.at(-1) ?? 'clear';
  return { headline, situations: situations.length > 0 ? situations : ['clear'], reasons, doubts };
}

function liveMarks(sighting: Sighting, today: number): readonly Mark[] {
  if (sighting.verdict.status !== 'flagged') return [];
  return sighting.verdict.flags
    .filter((flag) => stateOn(flag, today) !== 'ended')
    .map((flag) => ({ sighting, flag }));
}

function collectDoubts(view: View): readonly FailureCode[] {
  const reasons = view.sightings.flatMap((sighting) =>
    sighting.verdict.status === 'unknown' ? [sighting.verdict.reason] : [],
  );
  return [...new Set([...view.doubts, ...reasons])];
}

/** S6: flagged rows of a list. Rows are judged one by one, never against each other. */
function rowReasons(marks: readonly Mark[]): readonly Reason[] {
  const row = marks.find((mark) => mark.sighting.place === 'row');
  const pulled = marks.find((mark) => mark.sighting.place === 'pulled-row');
  return [
    ...(row ? [reason('batch', 'flagged-rows', row.flag)] : []),
    ...(pulled ? [reason('pulled-out', 'rows-pulled-out', pulled.flag)] : []),
  ];
}

/** S1, S2, S3: what each single mark outside a list means. */
function recordReasons(marks: readonly Mark[]): readonly Reason[] {
  return marks.filter(isOutsideList).map((mark) => recordReason(mark));
}

function recordReason({ sighting, flag }: Mark): Reason {
  const contact = isContact(sighting);
  if (isProtectedRole(flag.role)) {
    return reason('protected', contact ? 'protected-contact' : 'protected-record', flag);
  }
  if (flag.role === 'counterpart') {
    return reason('counterpart', contact ? 'counterpart-contact' : 'counterpart-record', flag);
  }
  return reason('related', 'related-record', flag);
}

/** S4 and S5: marks of one case that must not meet. */
function caseReasons(marks: readonly Mark[]): readonly Reason[] {
  const caseRefs = [...new Set(marks.filter(isOutsideList).map((mark) => mark.flag.caseRef))];
  return caseRefs.flatMap((caseRef) =>
    meetingReasons(marks.filter((mark) => isOutsideList(mark) && mark.flag.caseRef === caseRef)),
  );
}

function meetingReasons(marks: readonly Mark[]): readonly Reason[] {
  const guarded = marks.filter((mark) => isProtectedRole(mark.flag.role));
  const counterpart = marks.filter((mark) => mark.flag.role === 'counterpart');
  const related = marks.filter((mark) => mark.flag.role === 'related');
  const [first] = guarded;
  if (!first) return [];

  const reasons: Reason[] = [];
  if (counterpart.length > 0) {
    reasons.push(reason('both-sides', 'both-sides-on-view', first.flag));
  }
  if (guarded.some((mark) => isContact(mark.sighting)) && counterpart.length + related.length > 0) {
    reasons.push(reason('both-sides', 'protected-contact-on-other-record', first.flag));
  }
  if (counterpart.some((mark) => isReceiver(mark.sighting))) {
    reasons.push(reason('reaches-counterpart', 'recipient-is-counterpart', first.flag));
  }
  return reasons;
}

/** Not situations of their own: they explain the state of a flag next to its record reason. */
function periodReasons(marks: readonly Mark[], today: number): readonly Reason[] {
  return marks.filter(isOutsideList).flatMap((mark) => {
    const state = stateOn(mark.flag, today);
    const code: ReasonCode | undefined =
      state === 'overdue' ? 'period-over' : state === 'provisional' ? 'provisional' : undefined;
    return code ? [{ ...recordReason(mark), code }] : [];
  });
}

function isOutsideList(mark: Mark): boolean {
  return mark.sighting.place !== 'row' && mark.sighting.place !== 'pulled-row';
}

function isContact(sighting: Sighting): boolean {
  return sighting.kind === 'address' || sighting.kind === 'phone';
}

function isReceiver(sighting: Sighting): boolean {
  return sighting.place === 'recipient' || sighting.place === 'destination';
}

function reason(situation: Situation, code: ReasonCode, flag: Flag): Reason {
  return { situation, code, caseRef: flag.caseRef, role: flag.role };
}
