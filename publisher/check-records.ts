import { basename } from 'node:path';
import {
  type AuditRecord,
  CHAIN_START,
  canonicalAuditText,
  findChainFault,
  hashAuditRecord,
} from '../utils/domain/audit-record.ts';
import { readSource } from './input/read-source.ts';
import { type Outcome, refuse } from './problem.ts';

/** What an exported record file holds. */
export type CheckedRecords = {
  readonly recordCount: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Random name of the installation: another one means that records were lost before. */
  readonly installEpoch: string;
  /** Hash of the last record: to be written down and compared at the next audit. */
  readonly lastHash: string;
};

/** Checks the chain of an exported record file (lines of JSON, oldest first). */
export async function checkRecords(file: string): Promise<Outcome<CheckedRecords>> {
  const source = readSource(file);
  if (!source.ok) return source;
  const lines = new TextDecoder().decode(source.value.bytes).split('\n').filter(Boolean);
  const records: AuditRecord[] = [];
  for (const [index, line] of lines.entries()) {
    const record = parseRecord(line);
    // A line that was written in another way hashes to something else.
    if (!record || canonicalAuditText(record) !== line) {
      return problem(`${index + 1}行目を操作記録として読めません`, file);
    }
    records.push(record);
  }
  const [first] = records;
  const last = records.at(-1);
  if (!first || !last) return problem('操作記録がありません', file);
  if (first.seq === 1 && first.prev !== CHAIN_START)
    return problem('1件目の前に記録があります', file);
  const fault = await findChainFault(records);
  if (fault) return problem(`番号 ${fault.seq} で${FAULT_TEXTS[fault.fault]}`, file);
  return {
    ok: true,
    value: {
      recordCount: records.length,
      firstSeq: first.seq,
      lastSeq: last.seq,
      installEpoch: last.installEpoch,
      lastHash: await hashAuditRecord(last),
    },
  };
}

const FAULT_TEXTS = {
  gap: '記録が欠けています',
  hash: '直前の記録が書き換えられています',
  fork: '別の端末の記録が混じっています',
} as const;

function parseRecord(line: string): AuditRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    const isRecord =
      typeof value === 'object' &&
      value !== null &&
      'seq' in value &&
      Number.isInteger(value.seq) &&
      'prev' in value &&
      'installEpoch' in value;
    return isRecord ? (value as AuditRecord) : undefined;
  } catch {
    return undefined;
  }
}

function problem(cause: string, file: string): Outcome<never> {
  return refuse({
    file: basename(file),
    code: 'history',
    cause: `${cause}。`,
    remedy: '書き出しをやり直し、同じ結果なら情報政策課と監査担当で端末を調べてください。',
  });
}
