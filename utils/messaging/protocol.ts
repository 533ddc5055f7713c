import type { Act } from '../domain/act.ts';
import type { Locality } from '../domain/canonical-form.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { Identifier } from '../domain/identifier.ts';
import type { Answer, Judgement, Question } from '../domain/question.ts';
import type { SiteProfile } from '../domain/site-profile.ts';
import type { Assessment, Place } from '../domain/situation.ts';
import type { Verdict } from '../domain/verdict.ts';

/** One identifier that a frame saw. `kinds` holds more than one when no label anchored it. */
export type Candidate = {
  /** Number of the candidate within the report; verdicts come back under the same number. */
  readonly id: number;
  readonly forms: readonly Identifier[];
  readonly place: Place;
  /** False for an unanchored digit run: it counts when it hits the cache, else not at all. */
  readonly anchored: boolean;
};

/** The tab's state as the top frame shows it. */
export type TabView = {
  readonly assessment: Assessment;
  readonly guidance: readonly string[];
  readonly contact: string;
  readonly dataAgeMs?: number | undefined;
  readonly counterMode: boolean;
  readonly mode: SiteProfile['mode'];
};

/** What a frame needs to work; `profile` is absent when no profile matches the document. */
export type DocumentSetup = {
  readonly profile?: SiteProfile | undefined;
  readonly locality?: Locality | undefined;
  /** True when blurred fields may be shown at once: data fresh, nothing to wait for. */
  readonly doubts: readonly FailureCode[];
};

export type ActRequest = {
  readonly act: Act;
  readonly actName: string;
  /** The page's own words for whose record is open (profile `subject`), empty when none. */
  readonly subjectLabel: string;
  /** SHA-256 (hex) over what the act would carry, as far as the frame can see it. */
  readonly contentHash: string;
  /** Last four digits of the recipient's number where the page shows one. */
  readonly lastFour?: string | undefined;
};

export type ActReply =
  | { readonly outcome: 'allow' }
  | { readonly outcome: 'asked'; readonly requestId: string };

/**
 * Messages to the worker. Each member is a signature; each has a row in `ALLOWED_SENDERS`, a
 * parser, a handler and a denial test.
 */
export interface Protocol {
  // From the page guard (any watched frame)
  openDocument(input: { readonly url: string }): DocumentSetup;
  reportView(input: {
    readonly candidates: readonly Candidate[];
    readonly contentHash: string;
    readonly doubts: readonly FailureCode[];
  }): {
    readonly verdicts: readonly { readonly id: number; readonly verdict: Verdict }[];
    readonly isClear: boolean;
  };
  requestAct(input: ActRequest): ActReply;
  reportOutcome(input: {
    readonly requestId: string;
    readonly outcome: 'done' | 'abandoned';
  }): null;
  // From the confirm frame
  readQuestion(input: { readonly nonce: string }): Question | null;
  answerQuestion(input: { readonly nonce: string; readonly answer: Answer }): Judgement;
  cancelQuestion(input: { readonly nonce: string }): null;
  // From extension pages
  readStatus(input: Record<string, never>): Status;
  readRecords(input: { readonly limit: number }): readonly AuditRow[];
  syncNow(input: Record<string, never>): Status;
  setCounterMode(input: { readonly isOn: boolean }): null;
}

/** Messages from the worker to the guard of one frame. */
export interface GuardProtocol {
  /** To the top frame: what the banner shows. */
  showView(input: TabView): null;
  /** To the top frame: open the question frame with this address. */
  showQuestion(input: { readonly nonce: string }): null;
  closeQuestion(input: { readonly nonce: string }): null;
  /** To the asking frame: do the held act now, once. */
  release(input: { readonly requestId: string }): null;
  /** To the asking frame: forget the held act. */
  withdraw(input: { readonly requestId: string }): null;
  /** To every frame: the tab is (not) known clear; lift or set the print lock. */
  setLock(input: { readonly isLocked: boolean }): null;
  /** To every frame: data changed, report again. */
  reportAgain(input: Record<string, never>): null;
}

/** State of the extension for pop-up and options page. */
export type Status = {
  readonly policy: 'ready' | FailureCode;
  readonly policyDetail?: string | undefined;
  readonly feed: 'ready' | FailureCode;
  readonly feedDetail?: string | undefined;
  readonly feedId: string;
  readonly feedVersion?: number | undefined;
  /** Epoch ms of the last verified contact with the feed. */
  readonly verifiedAtMs?: number | undefined;
  readonly dataAgeMs?: number | undefined;
  readonly lastAttemptAtMs?: number | undefined;
  readonly recordCount?: number | undefined;
  readonly profiles: readonly {
    readonly id: string;
    readonly name: string;
    readonly mode: string;
  }[];
  readonly deviceLabel: string;
  readonly operatorLabel: string;
  readonly counterMode: boolean;
  readonly audit: { readonly count: number; readonly chain: 'intact' | 'broken' | 'unreadable' };
  readonly version: string;
};

/** One operation record as the options page lists it. */
export type AuditRow = {
  readonly seq: number;
  readonly atMs: number;
  readonly type: string;
  readonly act?: Act | undefined;
  readonly situation?: string | undefined;
  readonly decision?: string | undefined;
  readonly reason?: string | undefined;
  readonly operator: string;
  readonly approver?: string | undefined;
  readonly outcome?: string | undefined;
};
