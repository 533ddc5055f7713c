import type { ActReply, ActRequest } from '../domain/act-request.ts';
import type { AuditRecord } from '../domain/audit-record.ts';
import type { Pulled, PulledRow, PullList, RowCounts } from '../domain/pulled-rows.ts';
import type { Answer, Judgement, Question } from '../domain/question.ts';
import type { RecordRow, SystemStatus } from '../domain/system-status.ts';
import type { TabView } from '../domain/tab-view.ts';
import type { ScreenAnswer, TextScreen } from '../domain/text-screen.ts';
import type { DocumentSetup, ViewAnswer, ViewReport } from '../domain/view-report.ts';

/**
 * Messages to the worker. Each member is a signature; each has a row in `ALLOWED_SENDERS`, a
 * parser, a handler and a denial test.
 */
export interface Protocol {
  // From the page guard (any watched frame)
  openDocument(input: { readonly url: string }): DocumentSetup;
  reportView(input: ViewReport): ViewAnswer;
  /** Which texts of a long list touch a case; the rest of it need not be read in the page. */
  screenTexts(input: TextScreen): ScreenAnswer;
  requestAct(input: ActRequest): ActReply;
  reportOutcome(input: {
    readonly requestId: string;
    readonly outcome: 'done' | 'abandoned';
  }): null;
  /** The page does not let its question stand: opens it in a window of ours. */
  moveQuestion(input: { readonly nonce: string }): null;
  /** How many flagged rows of the frame a batch act would carry out. */
  reportRows(input: RowCounts): null;
  /** Unticks the flagged rows of every frame of the tab (引き抜き). */
  pullRows(input: Record<string, never>): null;
  /** Opens the list for 個別発送 in a window of ours. */
  openPullList(input: Record<string, never>): null;
  // From the confirm frame
  readQuestion(input: { readonly nonce: string }): Question | null;
  answerQuestion(input: { readonly nonce: string; readonly answer: Answer }): Judgement;
  cancelQuestion(input: { readonly nonce: string }): null;
  /** 中止 of a batch, then 引き抜き in its tab. */
  pullInstead(input: { readonly nonce: string }): null;
  /** From the page that looks after the worker: answers when the boot is through. */
  awaitReady(input: Record<string, never>): null;
  // From extension pages
  readPullList(input: { readonly tabId: number }): PullList;
  readStatus(input: Record<string, never>): SystemStatus;
  readRecords(input: { readonly limit: number }): readonly RecordRow[];
  /** Whole records from a number on, oldest first, for the auditor's file; empty at the end. */
  exportRecords(input: { readonly fromSeq: number }): readonly AuditRecord[];
  syncNow(input: Record<string, never>): SystemStatus;
  setCounterMode(input: { readonly isOn: boolean }): null;
}

/** The guards to tell: those of one frame, of one document, or of a whole tab. */
export type GuardAddress = {
  readonly tabId: number;
  readonly frameId?: number | undefined;
  readonly documentId?: string | undefined;
};

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
  /**
   * To every frame: the tab is (not) known clear; lift or set the print lock. With a request it is
   * lifted for one released print; the frame that holds it opens with its `release`, not before.
   */
  setLock(input: { readonly isLocked: boolean; readonly requestId?: string | undefined }): null;
  /** To one document: does its guard still stand? Whoever hears it says yes. */
  isThere(input: Record<string, never>): null;
  /** To every frame: data changed, report again. */
  reportAgain(input: Record<string, never>): null;
  /** To every frame, from a worker that has just started: acts that are held under other ids are over. */
  keepHeld(input: { readonly requestIds: readonly string[] }): null;
  /** To the top frame: what the last 引き抜き did. */
  showPull(input: Pulled): null;
  /** To a frame with flagged rows: untick them, then tell which. */
  pullRows(input: Record<string, never>): Pulled;
  /** To a frame with flagged rows: which they are now. */
  listRows(input: Record<string, never>): readonly PulledRow[];
}
