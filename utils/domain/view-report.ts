import type { Locality } from './canonical-form.ts';
import type { FailureCode } from './failure.ts';
import type { Identifier } from './identifier.ts';
import type { SiteProfile } from './site-profile.ts';
import type { Place } from './situation.ts';
import type { Verdict } from './verdict.ts';

/** What a frame needs to work; `profile` is absent when no profile watches the document. */
export type DocumentSetup = {
  readonly profile?: SiteProfile | undefined;
  readonly locality?: Locality | undefined;
  /** False where no profile of this address blurs anything, so that no veil hangs over the page. */
  readonly isVeiled?: boolean | undefined;
  /** Why nothing on this document may be called clear; empty when the data is fresh. */
  readonly doubts: readonly FailureCode[];
};

/** One identifier that a frame saw. `forms` holds more than one when its reading is not certain. */
export type Candidate = {
  /** Number of the candidate within the report; verdicts come back under the same number. */
  readonly id: number;
  readonly forms: readonly Identifier[];
  readonly place: Place;
  /** False for an unanchored digit run: it counts when it hits the cache, else not at all. */
  readonly anchored: boolean;
};

/** One person, by the last digits of a number that the page shows. */
export type ShownNumber = {
  /** Name of the number as the profile labels it, e.g. 宛名番号; may be empty. */
  readonly label: string;
  readonly lastFour: string;
  /** Further people by the same kind of number on the same screen. */
  readonly others: number;
};

/** Everything that a frame sees now. */
export type ViewReport = {
  readonly candidates: readonly Candidate[];
  /** Digest of text and form values, 16 hex digits. Not cryptographic: it tells views apart. */
  readonly contentHash: string;
  readonly doubts: readonly FailureCode[];
  /** Absent when no number says whose record is open, e.g. on a list. */
  readonly subject?: ShownNumber | undefined;
  /** Who receives, pays or is called; absent when no number of the page says so. */
  readonly recipient?: ShownNumber | undefined;
};

/** The worker's answer to a report. */
export type ViewAnswer = {
  readonly verdicts: readonly { readonly id: number; readonly verdict: Verdict }[];
  /** True when the whole tab is known clear; a tab that is only watched can be open and not clear. */
  readonly isClear: boolean;
};
