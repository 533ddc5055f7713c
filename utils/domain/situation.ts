import type { Role } from './case.ts';
import type { FailureCode } from './failure.ts';
import type { IdentifierKind } from './identifier.ts';
import type { Verdict } from './verdict.ts';

/** Situations of DESIGN.md §5, S0..S7, in the order of their headline weight. */
export const SITUATIONS = [
  'clear', // S0
  'cannot-tell', // S7
  'pulled-out', // S6 after 引き抜き: the flagged rows are not part of the act
  'related', // S3
  'counterpart', // S2
  'protected', // S1
  'batch', // S6
  'both-sides', // S4
  'reaches-counterpart', // S5
] as const;
export type Situation = (typeof SITUATIONS)[number];

/**
 * Where on the view an identifier stands.
 * `subject`: says whose record is open. `recipient`: says who will receive, pay or be called.
 * `destination`: the address or number the output goes to. `row`: a row of a list.
 * `form`: a control that a person can change. `body`: anywhere else. `pulled-row`: a row of a list
 * that the act at hand leaves out (`narrow-to-act.ts`).
 */
export const PLACES = [
  'subject',
  'recipient',
  'destination',
  'row',
  'pulled-row',
  'form',
  'body',
] as const;
export type Place = (typeof PLACES)[number];

/** One identifier on the view with its verdict. `id` is the tag or another opaque key. */
export type Sighting = {
  readonly kind: IdentifierKind;
  readonly place: Place;
  readonly verdict: Verdict;
};

/** Everything that is known of a view: all frames of one tab, joined. */
export type View = {
  readonly sightings: readonly Sighting[];
  /** Causes, beyond single verdicts, for which the view cannot be told clear. */
  readonly doubts: readonly FailureCode[];
};

/** Machine-readable reason for a situation; the UI text is a total table over these codes. */
export type Reason = {
  readonly situation: Situation;
  readonly code: ReasonCode;
  readonly caseRef?: string;
  readonly role?: Role;
};

export const REASON_CODES = [
  'protected-record', // A record of 対象者 / 併せて支援を求める者
  'protected-contact', // A protected address or phone on the view
  'counterpart-record',
  'counterpart-contact',
  'related-record',
  'both-sides-on-view',
  'protected-contact-on-other-record', // A protected address/phone beside 相手方 or 関係
  'recipient-is-counterpart',
  'flagged-rows',
  'rows-pulled-out', // Flagged rows stand in the list, and the act leaves them out
  'verdict-unknown',
  'period-over', // 期間満了（終了処理なし）
  'provisional',
] as const;
export type ReasonCode = (typeof REASON_CODES)[number];

/** What a view means: every situation that applies, and the one to show. */
export type Assessment = {
  readonly headline: Situation;
  readonly situations: readonly Situation[];
  readonly reasons: readonly Reason[];
  readonly doubts: readonly FailureCode[];
};
