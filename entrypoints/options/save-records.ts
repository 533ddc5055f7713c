import type { RecordFormat } from '../../components/dashboard/record-export.tsx';
import { toCsv, toJsonLines } from '../../utils/domain/audit-export.ts';
import type { AuditRecord } from '../../utils/domain/audit-record.ts';
import { call } from '../../utils/messaging/call.ts';

const FORMATS = {
  json: { write: toJsonLines, type: 'application/jsonl', ending: 'jsonl' },
  csv: { write: toCsv, type: 'text/csv', ending: 'csv' },
} as const;

/** Writes all operation records of this PC into a file, through the browser's own download. */
export async function saveRecords(format: RecordFormat, nowMs: number): Promise<void> {
  const { write, type, ending } = FORMATS[format];
  const url = URL.createObjectURL(new Blob([write(await readAll())], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `matta-records-${new Date(nowMs).toISOString().slice(0, 10)}.${ending}`;
  link.click();
  const TAKEN_MS = 60_000;
  setTimeout(() => URL.revokeObjectURL(url), TAKEN_MS);
}

async function readAll(): Promise<readonly AuditRecord[]> {
  const all: AuditRecord[] = [];
  for (let fromSeq = 0; ; ) {
    const page = await call('exportRecords', { fromSeq });
    const last = page.at(-1);
    if (!last) return all;
    all.push(...page);
    fromSeq = last.seq + 1;
  }
}
