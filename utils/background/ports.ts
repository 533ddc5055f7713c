import type { ActTable } from '../domain/act-table.ts';
import type { AuditEvent } from '../domain/audit-record.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { FeedConfig } from '../domain/feed-config.ts';
import type { Identifier } from '../domain/identifier.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { GuardAddress, GuardProtocol } from '../messaging/protocol.ts';
import type { NetworkRule } from './network-rule.ts';
import type { WorkerState } from './worker-state.ts';

/** The flags as of this moment: look-up, configuration and how far both can be trusted. */
export type FlagSource = {
  /** Absent when this PC never received a configuration. */
  readonly config?: FeedConfig | undefined;
  readonly actTable: ActTable;
  /** Why nothing may be called clear; empty when the data is verified and fresh. */
  readonly doubts: readonly FailureCode[];
  readonly dataAgeMs?: number | undefined;
  lookUp(identifiers: readonly Identifier[]): Promise<readonly TaggedVerdict[]>;
};

/** A verdict with the tag of the identifier; '' when there is no key to derive it with. */
export type TaggedVerdict = { readonly verdict: Verdict; readonly tag: string };

/** One document of a tab. */
export type DocumentRef = { readonly tabId: number; readonly documentId: string };

/** What the use cases ask of the browser. Each port has one adapter in `entrypoints/background/`. */
export type Ports = {
  now(): number;
  randomId(): string;
  source(): FlagSource;
  readonly state: StatePort;
  readonly audit: { append(event: AuditEvent): Promise<void> };
  /** Puts rules in force in turn; the plan is made when the turn comes, from the newest state. */
  readonly network: {
    apply(plan: () => readonly NetworkRule[]): Promise<void>;
    /** Ids of the rules that requests have met lately; rejects when the browser does not tell. */
    usedRuleIds(): Promise<readonly number[]>;
  };
  readonly printSheet: {
    insert(documents: readonly DocumentRef[]): Promise<void>;
    remove(documents: readonly DocumentRef[]): Promise<void>;
  };
  readonly guards: {
    tell<Name extends keyof GuardProtocol>(
      address: GuardAddress,
      guard: Name,
      input: Parameters<GuardProtocol[Name]>[0],
    ): Promise<boolean>;
    ask<Name extends keyof GuardProtocol>(
      address: { readonly tabId: number; readonly frameId?: number | undefined },
      guard: Name,
      input: Parameters<GuardProtocol[Name]>[0],
    ): Promise<ReturnType<GuardProtocol[Name]> | undefined>;
  };
  readonly frames: {
    documentIds(tabId: number): Promise<readonly string[]>;
    openerTabId(tabId: number): Promise<number | undefined>;
  };
  readonly windows: {
    openQuestion(nonce: string): Promise<void>;
    openPullList(tabId: number): Promise<void>;
  };
  readonly operatorLabel: () => string;
  readonly counterMode: () => boolean;
};

/** The worker's memory. `update` is applied at once and written through. */
export type StatePort = {
  get(): WorkerState;
  update(change: (state: WorkerState) => WorkerState): Promise<void>;
};
