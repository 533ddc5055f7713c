import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkRecords } from '../../publisher/check-records.ts';
import { toJsonLines } from '../../utils/domain/audit-export.ts';
import { type AuditRecord, CHAIN_START, hashAuditRecord } from '../../utils/domain/audit-record.ts';

let folder: string;
let records: readonly AuditRecord[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'matta-records-'));
  records = await chain(5);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function chain(count: number): Promise<readonly AuditRecord[]> {
  const made: AuditRecord[] = [];
  for (let seq = 1; seq <= count; seq += 1) {
    const before = made.at(-1);
    made.push({
      type: 'shown',
      device: 'PC-0042',
      operator: '100234',
      department: '',
      feedId: 'kakuu',
      appVersion: '1.0.0',
      uid: `u${seq}`,
      installEpoch: 'e1',
      seq,
      atMs: seq * 1_000,
      prev: before ? await hashAuditRecord(before) : CHAIN_START,
    });
  }
  return made;
}

function check(text: string) {
  const file = join(folder, 'records.jsonl');
  writeFileSync(file, text);
  return checkRecords(file);
}

test('a whole chain is counted, with the hash to write down', async () => {
  const lastHash = await hashAuditRecord(records[4] as AuditRecord);
  expect(await check(toJsonLines(records))).toMatchObject({
    ok: true,
    value: { recordCount: 5, firstSeq: 1, lastSeq: 5, installEpoch: 'e1', lastHash },
  });
});

test.each<readonly [string, (lines: readonly string[]) => readonly string[]]>([
  ['a record that is missing', (lines) => lines.toSpliced(2, 1)],
  ['a record that was changed', (lines) => lines.with(1, lines[1]?.replace('100234', '9') ?? '')],
  ['a record of another PC', (lines) => lines.with(3, lines[3]?.replace('"e1"', '"e2"') ?? '')],
  ['two records that changed places', ([a = '', b = '', ...rest]) => [b, a, ...rest]],
  ['a line that was written anew', (lines) => lines.with(1, lines[1]?.replace('{', '{ ') ?? '')],
  ['a line that is none', (lines) => [...lines, 'x']],
  ['no record', () => []],
])('%s is refused', async (_name, change) => {
  const lines = toJsonLines(records).trimEnd().split('\n');
  expect((await check(change(lines).join('\n'))).ok).toBe(false);
});

test('a file that is not there is refused, not thrown', async () => {
  expect((await checkRecords(join(folder, 'none'))).ok).toBe(false);
});
