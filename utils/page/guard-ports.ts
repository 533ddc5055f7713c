import type { ActReply, ActRequest } from '../domain/act-request.ts';
import type { Pulled, PulledRow, RowCounts } from '../domain/pulled-rows.ts';
import type { TabView } from '../domain/tab-view.ts';
import type { ScreenAnswer, TextScreen } from '../domain/text-screen.ts';
import type { DocumentSetup, ViewAnswer, ViewReport } from '../domain/view-report.ts';

/**
 * What the page side needs from outside: the messages of the protocol, written again so that this
 * folder depends on `domain` alone; the entrypoint, which knows both, does not compile when they part.
 */
export type GuardWorker = {
  openDocument(input: { readonly url: string }): Promise<DocumentSetup>;
  reportView(input: ViewReport): Promise<ViewAnswer>;
  screenTexts(input: TextScreen): Promise<ScreenAnswer>;
  requestAct(input: ActRequest): Promise<ActReply>;
  reportOutcome(input: {
    readonly requestId: string;
    readonly outcome: 'done' | 'abandoned';
  }): Promise<null>;
  moveQuestion(input: { readonly nonce: string }): Promise<null>;
  reportRows(input: RowCounts): Promise<null>;
  pullRows(input: Record<string, never>): Promise<null>;
  openPullList(input: Record<string, never>): Promise<null>;
};

/** What the worker tells a frame; the entrypoint serves these. */
export type GuardHandlers = {
  readonly showView: (input: TabView) => void;
  readonly showQuestion: (input: { readonly nonce: string }) => void;
  readonly closeQuestion: (input: { readonly nonce: string }) => void;
  readonly release: (input: { readonly requestId: string }) => void;
  readonly withdraw: (input: { readonly requestId: string }) => void;
  readonly setLock: (input: {
    readonly isLocked: boolean;
    readonly requestId?: string | undefined;
  }) => void;
  readonly isThere: () => void;
  readonly reportAgain: (input: Record<string, never>) => void;
  readonly keepHeld: (input: { readonly requestIds: readonly string[] }) => void;
  readonly showPull: (input: Pulled) => void;
  readonly pullRows: (input: Record<string, never>) => Promise<Pulled>;
  readonly listRows: (input: Record<string, never>) => Promise<readonly PulledRow[]>;
};

/** Finds the open or closed shadow root of an element, or null. */
export type OpenRoot = (element: Element) => ShadowRoot | null;

export type GuardWindow = Window & typeof globalThis;

/** What the banner offers besides its words. */
export type BannerTools = {
  /** 「住所等を表示する」; absent while nothing is blurred. */
  readonly onReveal?: (() => void) | undefined;
  /** 引き抜き of the flagged rows, and the list of them. */
  readonly onPull: () => void;
  readonly onPullList: () => void;
  /** What the last 引き抜き did; `running` while it is at work. */
  readonly pulled?: Pulled | 'running' | undefined;
};

export type GuardPorts = {
  readonly window: GuardWindow;
  readonly worker: GuardWorker;
  readonly signal: AbortSignal;
  readonly openRoot: OpenRoot;
  readonly questionUrl: string;
  readonly revivalUrl: string;
  /** True when an update or a reload of the extension has cut this guard off. */
  readonly isCutOff: () => boolean;
  readonly renderBanner: (root: ShadowRoot, view: TabView, tools: BannerTools) => void;
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
  readonly copy: string;
  readonly file: string;
};
