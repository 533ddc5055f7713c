import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { CSV_COLUMNS, toCsv, toJsonLines } from '../../utils/domain/audit-export.ts';
import { type AuditRecord, CHAIN_START, hashAuditRecord } from '../../utils/domain/audit-record.ts';

const BASE: AuditRecord = {
  type: 'decision',
  tags: ['aa', 'bb'],
  note: '=HYPERLINK("x"),続き',
  device: 'PC-0042',
  operator: '100234',
  department: '税務課',
  feedId: 'kakuu',
  appVersion: '1.0.0',
  uid: 'u1',
  installEpoch: 'e1',
  seq: 1,
  atMs: 1_000,
  prev: CHAIN_START,
};

async function chain(): Promise<readonly AuditRecord[]> {
  return [BASE, { ...BASE, uid: 'u2', seq: 2, prev: await hashAuditRecord(BASE) }];
}

test('the hash of each line is what the next line carries', async () => {
  const [first = '', second = ''] = toJsonLines(await chain()).split('\n');
  const hash = createHash('sha256').update(first, 'utf8').digest('hex');
  expect(JSON.parse(second).prev).toBe(hash);
});

test('a table opens in a spreadsheet, and no cell of it runs', async () => {
  const text = toCsv(await chain());
  expect(text.startsWith('\uFEFFseq,')).toBe(true);
  expect(text.split('\r\n')).toHaveLength(4);
  expect(text).toContain(`"'=HYPERLINK(""x""),続き"`);
  expect(text).toContain(',aa bb,');
});

test('a table leaves no field of a record out', async () => {
  const full = { act: 'print', requestId: 'r' };
  for (const name of Object.keys({ ...BASE, ...full })) expect(CSV_COLUMNS).toContain(name);
});
