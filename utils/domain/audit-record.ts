import type { Act, Demand } from './act.ts';
import type { FailureCode } from './failure.ts';
import type { AnswerReason, Caller, Recipient, StopCode } from './question.ts';
import type { Situation } from './situation.ts';

/**
 * What happened, before it is numbered and chained. Identifiers appear as tags of the feed
 * (16 bytes hex), never as numbers, names or addresses (DESIGN.md §11).
 */
export type AuditEvent = {
  readonly type:
    | 'started'
    | 'shown'
    | 'pulled'
    | 'intent'
    | 'decision'
    | 'outcome'
    | 'outage'
    | 'recovered';
  /** Joins intent, decision and outcome of one act. */
  readonly requestId?: string | undefined;
  readonly act?: Act | undefined;
  readonly actName?: string | undefined;
  readonly situation?: Situation | undefined;
  readonly demand?: Demand | undefined;
  /** Tags of the flagged identifiers on the view, sorted. */
  readonly tags?: readonly string[] | undefined;
  readonly contentHash?: string | undefined;
  readonly profileId?: string | undefined;
  readonly decision?: 'release' | 'stop' | 'cancel' | 'shadow' | 'warn' | undefined;
  readonly stopCode?: StopCode | undefined;
  readonly reason?: AnswerReason | undefined;
  readonly recipient?: Recipient | undefined;
  readonly caller?: Caller | undefined;
  readonly note?: string | undefined;
  /** Recorded second person: a record, not an authentication. */
  readonly approver?: string | undefined;
  readonly outcome?: 'done' | 'abandoned' | 'expired' | 'unknown' | undefined;
  readonly failures?: readonly FailureCode[] | undefined;
  /** 引き抜き: rows that were taken out of a batch, and rows that could not be. */
  readonly pulledCount?: number | undefined;
  readonly stuckCount?: number | undefined;
};

/** Circumstances that every record carries. */
export type AuditContext = {
  readonly device: string;
  readonly operator: string;
  readonly department: string;
  readonly feedId: string;
  readonly feedVersion?: number | undefined;
  readonly dataAgeMs?: number | undefined;
  readonly appVersion: string;
};

/** One record of the chain: gapless `seq` and `prev` per installation. */
export type AuditRecord = AuditEvent &
  AuditContext & {
    readonly uid: string;
    /** Random name of this installation, so that two PCs never share a chain. */
    readonly installEpoch: string;
    readonly seq: number;
    /** Epoch ms by the PC's clock. */
    readonly atMs: number;
    /** SHA-256 (hex) of the previous record's canonical form; 64 zeros for the first. */
    readonly prev: string;
  };

/** `prev` of the first record. */
export const CHAIN_START = '0'.repeat(64);

/**
 * Serialises a record for hashing: JSON with keys in code-unit order at every level, absent fields
 * left out. The same record always gives the same text, on any machine.
 */
export function canonicalAuditText(record: AuditRecord): string {
  return JSON.stringify(sortKeys(record));
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, field]) => [key, sortKeys(field)]),
  );
}

/** Hash of a record as its successor's `prev` carries it: 64 hex digits. */
export async function hashAuditRecord(record: AuditRecord): Promise<string> {
  const bytes = new TextEncoder().encode(canonicalAuditText(record));
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

/** What is wrong with a chain, and at which number; undefined when it is whole. */
export type ChainFault = { readonly seq: number; readonly fault: 'gap' | 'hash' | 'fork' };

/** Verifies a run of records in ascending order. The first record's `prev` is taken as given. */
export async function findChainFault(
  records: readonly AuditRecord[],
): Promise<ChainFault | undefined> {
  for (const [index, record] of records.entries()) {
    const before = records[index - 1];
    if (!before) continue;
    if (record.installEpoch !== before.installEpoch) return { seq: record.seq, fault: 'fork' };
    if (record.seq !== before.seq + 1) return { seq: record.seq, fault: 'gap' };
    if (record.prev !== (await hashAuditRecord(before))) return { seq: record.seq, fault: 'hash' };
  }
  return undefined;
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
