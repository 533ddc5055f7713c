import type { FailureCode } from './failure.ts';

/** State of the extension for pop-up and options page. Times are epoch ms. */
export type SystemStatus = {
  readonly policy: 'ready' | FailureCode;
  readonly policyDetail?: string | undefined;
  readonly feed: 'ready' | FailureCode;
  readonly feedDetail?: string | undefined;
  readonly feedId: string;
  readonly feedVersion?: number | undefined;
  /** Last verified contact with the feed. */
  readonly verifiedAtMs?: number | undefined;
  readonly dataAgeMs?: number | undefined;
  readonly lastAttemptAtMs?: number | undefined;
  readonly recordCount?: number | undefined;
  readonly profiles: readonly SiteEntry[];
  readonly deviceLabel: string;
  readonly operatorLabel: string;
  readonly counterMode: boolean;
  readonly audit: { readonly count: number; readonly chain: 'intact' | 'broken' | 'unreadable' };
  readonly version: string;
};

/** One watched system. */
export type SiteEntry = { readonly id: string; readonly name: string; readonly mode: string };

/** One operation record as a table lists it. */
export type RecordRow = {
  readonly seq: number;
  readonly atMs: number;
  readonly type: string;
  readonly act?: string | undefined;
  readonly situation?: string | undefined;
  readonly decision?: string | undefined;
  readonly reason?: string | undefined;
  readonly operator: string;
  readonly approver?: string | undefined;
  readonly outcome?: string | undefined;
  /** Tags of the flagged identifiers; `publisher resolve` turns them back. */
  readonly tags?: readonly string[] | undefined;
};

/** True when records can be told clear: settings and data are both in order. */
export function isWorking({ policy, feed }: SystemStatus): boolean {
  return policy === 'ready' && feed === 'ready';
}
