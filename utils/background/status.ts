import type { AuditRecord, ChainFault } from '../domain/audit-record.ts';
import type { RecordRow, SystemStatus } from '../domain/system-status.ts';
import type { AuditWriter } from './audit-writer.ts';
import type { FlagKeeper } from './flag-keeper.ts';
import { knownValues } from './policy-loader.ts';

/** Records whose chain the status page checks; the whole chain is the auditor's business. */
const CHECKED_RECORDS = 500;

/** Tells the state of policy, feed and record, for pop-up and options page. */
export async function readStatus(parts: {
  readonly keeper: FlagKeeper;
  readonly audit: AuditWriter;
  readonly counterMode: boolean;
  readonly appVersion: string;
}): Promise<SystemStatus> {
  const { keeper } = parts;
  const policy = keeper.policy();
  const values = knownValues(policy);
  const { config } = keeper.data();
  return {
    policy: policy.status,
    policyDetail: 'detail' in policy ? policy.detail : undefined,
    feedId: values?.feedId ?? '',
    ...feedStatus(keeper),
    profiles: (config?.profiles ?? []).map(({ id, name, mode }) => ({ id, name, mode })),
    deviceLabel: values?.deviceLabel ?? '',
    operatorLabel: values?.operatorLabel ?? '',
    counterMode: parts.counterMode,
    audit: await auditStatus(parts.audit),
    version: parts.appVersion,
  };
}

function feedStatus(keeper: FlagKeeper) {
  const { feed } = keeper.data();
  const attempt = keeper.attempt();
  const source = keeper.source([]);
  const head = feed.ok ? feed.value.head : undefined;
  return {
    feed: attempt?.code ?? source.doubts[0] ?? ('ready' as const),
    feedDetail: attempt?.detail,
    feedVersion: head?.version,
    verifiedAtMs: head?.verifiedAtMs,
    recordCount: head?.count,
    dataAgeMs: source.dataAgeMs,
    lastAttemptAtMs: attempt?.atMs,
  };
}

async function auditStatus(audit: AuditWriter): Promise<SystemStatus['audit']> {
  try {
    const store = await audit.store();
    const fault: ChainFault | undefined = await store.findFault(CHECKED_RECORDS);
    return { count: await store.count(), chain: fault ? 'broken' : 'intact' };
  } catch {
    // The page says so in words; every guarded act meets the same store and stops.
    return { count: 0, chain: 'unreadable' };
  }
}

/** One record as the options page lists it. */
export function toRecordRow(record: AuditRecord): RecordRow {
  const { seq, atMs, type, act, situation, decision, operator, approver, outcome, tags } = record;
  const reason = record.stopCode ?? record.reason ?? record.failures?.[0];
  return { seq, atMs, type, act, situation, decision, reason, operator, approver, outcome, tags };
}
