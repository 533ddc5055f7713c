import type { Act } from '../domain/act.ts';
import type { Locality } from '../domain/canonical-form.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { Identifier } from '../domain/identifier.ts';
import type { SiteProfile } from '../domain/site-profile.ts';
import type { Assessment, Place } from '../domain/situation.ts';
import type { Verdict } from '../domain/verdict.ts';

/**
 * What the page side needs from outside. The shapes are those of the messaging protocol, written
 * again so that this folder depends on `domain` alone; the entrypoint, which knows both, does not
 * compile when they part.
 */
export type GuardWorker = {
  openDocument(input: { readonly url: string }): Promise<DocumentSetup>;
  reportView(input: ViewReport): Promise<ViewAnswer>;
  requestAct(input: ActRequest): Promise<ActReply>;
  reportOutcome(input: {
    readonly requestId: string;
    readonly outcome: 'done' | 'abandoned';
  }): Promise<null>;
  moveQuestion(input: { readonly nonce: string }): Promise<null>;
};

export type DocumentSetup = {
  readonly profile?: SiteProfile | undefined;
  readonly locality?: Locality | undefined;
  readonly doubts: readonly FailureCode[];
};

export type Candidate = {
  readonly id: number;
  readonly forms: readonly Identifier[];
  readonly place: Place;
  readonly anchored: boolean;
};

export type ViewReport = {
  readonly candidates: readonly Candidate[];
  readonly contentHash: string;
  readonly doubts: readonly FailureCode[];
};

export type ViewAnswer = {
  readonly verdicts: readonly { readonly id: number; readonly verdict: Verdict }[];
  readonly isClear: boolean;
};

export type ActRequest = {
  readonly act: Act;
  readonly actName: string;
  readonly subjectLabel: string;
  readonly contentHash: string;
  readonly lastFour?: string | undefined;
};

export type ActReply =
  | { readonly outcome: 'allow' }
  | { readonly outcome: 'asked'; readonly requestId: string };

export type TabView = {
  readonly assessment: Assessment;
  readonly guidance: readonly string[];
  readonly contact: string;
  readonly dataAgeMs?: number | undefined;
  readonly counterMode: boolean;
  readonly mode: SiteProfile['mode'];
};

/** What the worker tells a frame; the entrypoint serves these. */
export type GuardHandlers = {
  readonly showView: (input: TabView) => void;
  readonly showQuestion: (input: { readonly nonce: string }) => void;
  readonly closeQuestion: (input: { readonly nonce: string }) => void;
  readonly release: (input: { readonly requestId: string }) => void;
  readonly withdraw: (input: { readonly requestId: string }) => void;
  readonly setLock: (input: { readonly isLocked: boolean }) => void;
  readonly reportAgain: (input: Record<string, never>) => void;
};

/** Finds the open or closed shadow root of an element, or null. */
export type OpenRoot = (element: Element) => ShadowRoot | null;

export type GuardWindow = Window & typeof globalThis;

export type GuardPorts = {
  readonly window: GuardWindow;
  readonly worker: GuardWorker;
  readonly signal: AbortSignal;
  readonly openRoot: OpenRoot;
  readonly questionUrl: (nonce: string) => string;
  /** Draws the banner; `onReveal` is for 「住所等を表示する」, absent when nothing is blurred. */
  readonly renderBanner: (root: ShadowRoot, view: TabView, onReveal?: () => void) => void;
  readonly texts: GuardTexts;
  /** A random name for elements of ours, so that a page cannot address them. */
  readonly randomName: () => string;
};

/** The few words the page side itself puts on screen and paper. */
export type GuardTexts = {
  readonly notPrinted: string;
  readonly rowMark: string;
  readonly questionTitle: string;
  readonly print: string;
  readonly phone: string;
  readonly mail: string;
  readonly shortMessage: string;
};
