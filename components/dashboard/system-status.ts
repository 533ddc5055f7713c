import type { FailureCode } from '../../utils/domain/failure.ts';

/** What the pop-up and the options page show of the extension's state. */
export type SystemStatus = {
  readonly policy: 'ready' | FailureCode;
  readonly policyDetail?: string | undefined;
  readonly feed: 'ready' | FailureCode;
  readonly feedDetail?: string | undefined;
  readonly feedId: string;
  readonly feedVersion?: number | undefined;
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

export type SiteEntry = { readonly id: string; readonly name: string; readonly mode: string };

/** One operation record as the table lists it. Words that are not known are shown as they are. */
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
};

/** True when records can be told clear: settings and data are both in order. */
export function isWorking({ policy, feed }: SystemStatus): boolean {
  return policy === 'ready' && feed === 'ready';
}
