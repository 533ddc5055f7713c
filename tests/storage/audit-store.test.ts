import 'fake-indexeddb/auto';
import { afterEach, expect, test } from 'vitest';
import { findChainFault } from '../../utils/domain/audit-record.ts';
import { type AuditStore, openAuditStore } from '../../utils/storage/audit-store.ts';

const CONTEXT = {
  device: 'PC-1',
  operator: '100234',
  department: '税務課',
  feedId: 'kakuu',
  appVersion: '0.1.0',
};

let counter = 0;
let store: AuditStore | undefined;

async function open(name = `audit-${++counter}`): Promise<AuditStore> {
  let drawn = 0;
  store = await openAuditStore({ now: () => 1_000 + drawn, randomId: () => `id-${++drawn}` }, name);
  return store;
}

afterEach(() => store?.close());

test('records are numbered without gaps even when appended at once', async () => {
  const audit = await open();
  await Promise.all(Array.from({ length: 20 }, () => audit.append({ type: 'shown' }, CONTEXT)));
  const records = (await audit.readLatest(50)).toReversed();
  expect(records.map((record) => record.seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  expect(await findChainFault(records)).toBeUndefined();
});

test.each([
  ['edited', 'hash', (seq: number) => (seq === 3 ? { type: 'decision' as const } : {})],
  ['renumbered', 'gap', (seq: number) => (seq === 3 ? { seq: 9 } : {})],
  ['taken from another PC', 'fork', (seq: number) => (seq === 3 ? { installEpoch: 'other' } : {})],
])('a record that was %s is found', async (_title, fault, tamper) => {
  const audit = await open();
  for (let i = 0; i < 5; i += 1) await audit.append({ type: 'shown' }, CONTEXT);
  const records = (await audit.readLatest(10)).toReversed();
  const tampered = records.map((record) => ({ ...record, ...tamper(record.seq) }));
  expect((await findChainFault(tampered))?.fault).toBe(fault);
});

test('a removed record is found', async () => {
  const audit = await open();
  for (let i = 0; i < 5; i += 1) await audit.append({ type: 'shown' }, CONTEXT);
  const records = (await audit.readLatest(10)).toReversed();
  expect(await findChainFault(records.filter((record) => record.seq !== 3))).toEqual({
    seq: 4,
    fault: 'gap',
  });
});

test('an intent is open until its outcome is written, across a restart', async () => {
  const name = `audit-${++counter}`;
  const audit = await open(name);
  await audit.append({ type: 'intent', requestId: 'r1' }, CONTEXT);
  await audit.append({ type: 'intent', requestId: 'r2' }, CONTEXT);
  await audit.append({ type: 'outcome', requestId: 'r1', outcome: 'done' }, CONTEXT);
  audit.close();
  const restarted = await open(name);
  expect(await restarted.openRequests()).toEqual(['r2']);
  expect(await restarted.count()).toBe(3);
  await restarted.append({ type: 'outcome', requestId: 'r2', outcome: 'unknown' }, CONTEXT);
  expect(await restarted.openRequests()).toEqual([]);
  expect(await restarted.findFault(100)).toBeUndefined();
});
