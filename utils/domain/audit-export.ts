import { type AuditRecord, canonicalAuditText } from './audit-record.ts';

/**
 * Writes records as lines of JSON, oldest first. Each line is the canonical text of its record, so
 * its SHA-256 is the `prev` of the next line: any tool that hashes lines can check the chain.
 */
export function toJsonLines(records: readonly AuditRecord[]): string {
  return records.map((record) => `${canonicalAuditText(record)}\n`).join('');
}

/** Columns of the table, in order; `docs/formats/audit-record.md` explains each. */
export const CSV_COLUMNS = [
  'seq',
  'atMs',
  'type',
  'requestId',
  'act',
  'actName',
  'situation',
  'demand',
  'decision',
  'stopCode',
  'recipient',
  'caller',
  'reason',
  'note',
  'approver',
  'outcome',
  'pulledCount',
  'stuckCount',
  'tags',
  'failures',
  'contentHash',
  'profileId',
  'device',
  'operator',
  'department',
  'feedId',
  'feedVersion',
  'dataAgeMs',
  'appVersion',
  'uid',
  'installEpoch',
  'prev',
] as const satisfies readonly (keyof AuditRecord)[];

/** Writes records as CSV for a spreadsheet (UTF-8 with mark, CRLF); lists are joined by a space. */
export function toCsv(records: readonly AuditRecord[]): string {
  const lines = records.map((record) => CSV_COLUMNS.map((name) => cell(record[name])).join(','));
  return `\uFEFF${[CSV_COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

/** A text that begins like a formula is led by an apostrophe: a spreadsheet must not run it. */
function cell(value: AuditRecord[keyof AuditRecord]): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : value.join(' ');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
