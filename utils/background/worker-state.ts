import type { Act, Demand } from '../domain/act.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { RowCounts } from '../domain/pulled-rows.ts';
import type { Question } from '../domain/question.ts';
import type { RequestPattern } from '../domain/site-profile.ts';
import type { Sighting } from '../domain/situation.ts';
import type { ShownNumber } from '../domain/view-report.ts';

/** A sighting with the tag under which the feed files the identifier (32 hex digits). */
export type TaggedSighting = Sighting & { readonly tag: string };

/** What the worker knows of one document. Clear sightings are not kept: they decide nothing. */
export type DocumentState = {
  readonly frameId: number;
  readonly profileId: string;
  /** False between the document's first message and its first report: the tab is not clear yet. */
  readonly hasReported: boolean;
  readonly sightings: readonly TaggedSighting[];
  readonly doubts: readonly FailureCode[];
  readonly contentHash: string;
  readonly subject?: ShownNumber | undefined;
  readonly recipient?: ShownNumber | undefined;
  /** Numbers alone: which rows they are is asked of the page when it is needed. */
  readonly rows?: RowCounts | undefined;
  /** The tab that wrote this document, where it has no address of its own. */
  readonly openerTabId?: number | undefined;
};

/** What the worker knows of one tab. */
export type TabState = {
  readonly documents: Readonly<Record<string, DocumentState>>;
  readonly isClear: boolean;
  /** Hash of what the view means, for release and question to be bound to; '' before any report. */
  readonly viewKey: string;
  /** True from the moment a change is known until locks, banner and record have followed. */
  readonly isMoving?: boolean | undefined;
  /** The last documents whose place another one has taken: what they still say comes too late. */
  readonly left?: readonly string[] | undefined;
  /** Navigations under way; absent = none. */
  readonly leaving?: readonly Leaving[] | undefined;
};

/** A frame that is about to show another document. */
export type Leaving = {
  readonly frameId: number;
  /** The server has answered: the next document may stand at any moment. */
  readonly isAnswered: boolean;
};

/** A question that stands. */
export type PendingQuestion = {
  readonly question: Question;
  readonly requestId: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly documentId: string;
  readonly profileId: string;
  readonly viewKey: string;
  readonly contentHash: string;
  readonly tags: readonly string[];
  readonly expectedLastFour?: string | undefined;
  /** The flagged rows of the document are no part of the act (`narrow-to-act.ts`). */
  readonly leavesRowsOut?: boolean | undefined;
  /** False when the browser stopped a request that no guard holds: the staff member presses again. */
  readonly isHeld: boolean;
  /** False while it is on record but not on screen yet. */
  readonly isShown?: boolean | undefined;
};

/** One act set free: one act, of one kind, in one document, for 120 s (DESIGN.md §2). */
export type Release = {
  readonly requestId: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly documentId: string;
  readonly act: Act;
  readonly actName: string;
  readonly demand: Demand;
  readonly viewKey: string;
  readonly contentHash?: string | undefined;
  readonly patterns: readonly RequestPattern[];
  /** Number of its first network rule; a pattern each has the following ones. Never given twice. */
  readonly firstRule: number;
  readonly expiresAtMs: number;
  readonly leavesRowsOut?: boolean | undefined;
  /** Nothing was asked: a PDF of a clear view, which opens in a new tab. It leaves no record. */
  readonly isQuiet?: boolean | undefined;
  /** The question whose answer it carries out, until locks are open and the guard is told. */
  readonly answered?: { readonly nonce: string; readonly isHeld: boolean } | undefined;
  /** Its request is on the way: no other one is this act. */
  readonly isSent?: boolean | undefined;
  /** How it ended; it opens nothing any more, and goes when its end is on record. */
  readonly ending?: Outcome | undefined;
};

/** How a release can end while its browser lives. */
export type Outcome = 'done' | 'abandoned' | 'expired' | 'unknown';

/** Everything the worker must remember across its own deaths; kept in memory by the browser. */
export type WorkerState = {
  readonly tabs: Readonly<Record<string, TabState>>;
  readonly questions: Readonly<Record<string, PendingQuestion>>;
  readonly releases: Readonly<Record<string, Release>>;
  readonly counterMode?: boolean | undefined;
  /** The browser has loaded a newer release of the extension. */
  readonly isUpdateWaiting?: boolean | undefined;
  /** Network rules that releases of this browser session were given so far. */
  readonly ruleCount?: number | undefined;
  /** When the first worker of this browser session started, epoch ms. */
  readonly startedAtMs?: number | undefined;
  /** The doubts that are on record, so that an outage is written once. */
  readonly doubts?: readonly FailureCode[] | undefined;
  /** What the tabs were last told of policy and feed, so that a mere wake-up asks nobody again. */
  readonly sourceKey?: string | undefined;
};

export const EMPTY_STATE: WorkerState = { tabs: {}, questions: {}, releases: {} };

export const EMPTY_TAB: TabState = { documents: {}, isClear: false, viewKey: '' };

/** Releases that still open something. */
export function liveReleases({ releases }: WorkerState): readonly Release[] {
  return Object.values(releases).filter((release) => release.ending === undefined);
}

/** Replaces one entry of a record; `undefined` removes it. */
export function withEntry<Value>(
  record: Readonly<Record<string, Value>>,
  key: string,
  value: Value | undefined,
): Readonly<Record<string, Value>> {
  const { [key]: _old, ...rest } = record;
  return value === undefined ? rest : { ...rest, [key]: value };
}

/**
 * The documents that decide what a tab shows: its own, and for one without an address those of the
 * tab that wrote it.
 */
export function documentsOfView(
  { tabs }: WorkerState,
  tabId: number,
): Readonly<Record<string, DocumentState>> {
  const tabIds = new Set([tabId]);
  // A set gives what is added while it is walked.
  for (const id of tabIds) for (const opener of openersOf(tabs[id])) tabIds.add(opener);
  return Object.assign({}, ...[...tabIds].map((id) => tabs[id]?.documents));
}

/** Tabs that wrote a document of this tab. */
export function openersOf(tab: TabState | undefined): readonly number[] {
  return Object.values(tab?.documents ?? {}).flatMap(({ openerTabId }) => openerTabId ?? []);
}

/** Ids of the tabs that are of a kind, in order. */
export function tabIdsOf(
  state: WorkerState,
  isWanted: (tab: TabState) => boolean,
): readonly number[] {
  return Object.entries(state.tabs)
    .filter(([, tab]) => isWanted(tab))
    .map(([tabId]) => Number(tabId))
    .toSorted((a, b) => a - b);
}
