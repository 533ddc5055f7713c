import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '../../utils/domain/bytes.ts';
import type { Flag } from '../../utils/domain/case.ts';
import {
  deriveEntry,
  deriveLookupKey,
  type Entry,
  openRecord,
  RECORD_BYTES,
  sealRecord,
} from '../../utils/domain/feed-record.ts';
import type { Identifier } from '../../utils/domain/identifier.ts';

const epoch = { feedId: 'kakuu-flags', epochId: 'e1' };
const secret = Uint8Array.from({ length: 32 }, (_, index) => index);
const key = await deriveLookupKey({ ...epoch, secret });
const atena: Identifier = { kind: 'atena', value: '1234567' };
const flags: readonly Flag[] = [
  {
    caseRef: '00112233445566ff',
    role: 'protected',
    state: 'provisional',
    startDay: 20_000,
    severity: 2,
    guidance: 1,
    section: 1,
    version: 4,
  },
];

async function sealed(entry: Entry, nonceByte = 7): Promise<Uint8Array> {
  const nonce = new Uint8Array(12).fill(nonceByte);
  const record = await sealRecord({ ...epoch, entry, flags, nonce });
  if (!record.ok) throw new Error(record.code);
  return record.value;
}

test('a sealed record has 300 bytes and opens to its flags', async () => {
  const entry = await deriveEntry(key, '990001', atena);
  const record = await sealed(entry);
  expect(record).toHaveLength(RECORD_BYTES);
  expect(await openRecord({ ...epoch, entry, record })).toEqual({ ok: true, value: flags });
});

// Computed independently with another HKDF and HMAC. A change here makes every feed unreadable.
test('the tag of a fixed secret and identifier never changes', async () => {
  const entry = await deriveEntry(key, '990001', atena);
  expect(toHex(entry.tag)).toBe('b82c2df16da5ebba99d35187172785b9');
});

test.each([
  ['municipality', '990002', atena],
  ['kind', '990001', { kind: 'debt', value: '1234567' } as const],
  ['value', '990001', { kind: 'atena', value: '1234568' } as const],
  ['border between kind and value', '990001', { kind: 'custom:a', value: '1' } as const],
])('another %s gives another tag', async (_name, municipality, identifier) => {
  const base = await deriveEntry(key, '990001', atena);
  const other = await deriveEntry(key, municipality, identifier);
  expect(toHex(other.tag)).not.toBe(toHex(base.tag));
});

test('another feed, epoch or secret gives another tag', async () => {
  const base = toHex((await deriveEntry(key, '990001', atena)).tag);
  const others = [
    { ...epoch, secret, feedId: 'other' },
    { ...epoch, secret, epochId: 'e2' },
    { ...epoch, secret: new Uint8Array(32) },
  ];
  for (const other of others) {
    const entry = await deriveEntry(await deriveLookupKey(other), '990001', atena);
    expect(toHex(entry.tag)).not.toBe(base);
  }
});

test('a look-up key cannot be exported', async () => {
  expect(key.extractable).toBe(false);
  await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
});

test('a record with any single bit changed does not open', async () => {
  const entry = await deriveEntry(key, '990001', atena);
  const record = await sealed(entry);
  await fc.assert(
    fc.asyncProperty(fc.nat(RECORD_BYTES * 8 - 1), async (bit) => {
      const damaged = record.slice();
      damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(await openRecord({ ...epoch, entry, record: damaged })).toMatchObject({
        code: 'cache-corrupt',
      });
    }),
    { numRuns: 200 },
  );
});

test('a record opens neither in another feed, nor another epoch, nor for another identifier', async () => {
  const entry = await deriveEntry(key, '990001', atena);
  const record = await sealed(entry);
  const other = await deriveEntry(key, '990001', { kind: 'atena', value: '2' });
  const attempts = [
    { ...epoch, entry, record, feedId: 'other' },
    { ...epoch, entry, record, epochId: 'e2' },
    { ...epoch, entry: other, record },
    { ...epoch, entry: { ...entry, entryKey: other.entryKey }, record },
    { ...epoch, entry, record: record.slice(1) },
  ];
  for (const attempt of attempts) {
    expect(await openRecord(attempt)).toMatchObject({ ok: false, code: 'cache-corrupt' });
  }
});

test('two nonces give two records of which nothing but the tag agrees', async () => {
  const entry = await deriveEntry(key, '990001', atena);
  const [one, two] = [await sealed(entry, 1), await sealed(entry, 2)];
  expect(one.slice(0, 16)).toEqual(two.slice(0, 16));
  expect(toHex(one.slice(28))).not.toBe(toHex(two.slice(28)));
});
