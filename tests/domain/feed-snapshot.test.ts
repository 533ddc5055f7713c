import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bytes, concatBytes, utf8 } from '../../utils/domain/bytes.ts';
import { RECORD_BYTES } from '../../utils/domain/feed-record.ts';
import {
  encodeSnapshot,
  findRecord,
  joinRecords,
  parseSnapshot,
  type SnapshotHeader,
  stateHash,
} from '../../utils/domain/feed-snapshot.ts';

function recordOf(tag: number): Bytes {
  const record = new Uint8Array(RECORD_BYTES).fill(tag & 0xff);
  new DataView(record.buffer).setUint32(0, tag);
  return record;
}

function headerOf(count: number): SnapshotHeader {
  return {
    format: 'matta-flags-1',
    feedId: 'kakuu-flags',
    epochId: 'e1',
    municipalityCode: '990001',
    environment: 'production',
    version: 3,
    count,
    builtAtMs: 1_700_000_000_000,
  };
}

function framed(headerText: string, records: Bytes): Bytes {
  const text = utf8(headerText);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, text.length);
  return concatBytes([length, text, records]);
}

const TAGS = fc.uniqueArray(fc.nat(0xffffffff), { maxLength: 60 });
const records = joinRecords([3, 1, 2].map(recordOf));
const canonical = new TextDecoder().decode(
  encodeSnapshot({ header: headerOf(0), records: new Uint8Array() }).subarray(4),
);

test('a snapshot is read as it was written', () => {
  fc.assert(
    fc.property(TAGS, (tags) => {
      const snapshot = { header: headerOf(tags.length), records: joinRecords(tags.map(recordOf)) };
      expect(parseSnapshot(encodeSnapshot(snapshot))).toEqual({ ok: true, value: snapshot });
    }),
  );
});

test('every record is found by its tag and no other tag finds one', () => {
  fc.assert(
    fc.property(TAGS, fc.nat(0xffffffff), (tags, stranger) => {
      const joined = joinRecords(tags.map(recordOf));
      for (const tag of tags) {
        expect(findRecord(joined, recordOf(tag).subarray(0, 16))).toEqual(recordOf(tag));
      }
      const found = findRecord(joined, recordOf(stranger).subarray(0, 16));
      expect(found !== undefined).toBe(tags.includes(stranger));
    }),
  );
});

test('two records with one tag cannot be joined', () => {
  expect(() => joinRecords([recordOf(1), recordOf(1)])).toThrow('one tag');
});

test('the state hash does not depend on the order in which records were made', async () => {
  const other = joinRecords([2, 3, 1].map(recordOf));
  expect(await stateHash(other)).toBe(await stateHash(records));
});

test.each([
  ['empty file', new Uint8Array()],
  ['header longer than the file', Uint8Array.of(0, 0, 0, 9, 123)],
  ['header above the bound', Uint8Array.of(255, 255, 255, 255, 123)],
  ['half a record', encodeSnapshot({ header: headerOf(3), records }).slice(0, -1)],
  [
    'fewer records than the header says',
    encodeSnapshot({ header: headerOf(3), records }).slice(0, -300),
  ],
  [
    'records out of order',
    framed(canonical.replace('"count":0', '"count":2'), concatBytes([recordOf(2), recordOf(1)])),
  ],
  [
    'a repeated record',
    framed(canonical.replace('"count":0', '"count":2'), concatBytes([recordOf(1), recordOf(1)])),
  ],
  ['a repeated key', framed(canonical.replace('{', '{"version":3,'), new Uint8Array())],
  ['an unknown key', framed(canonical.replace('{', '{"__proto__":{"a":1},'), new Uint8Array())],
  ['a space in the header', framed(canonical.replace(':', ': '), new Uint8Array())],
  ['another format', framed(canonical.replace('flags-1', 'flags-2'), new Uint8Array())],
  ['a negative count', framed(canonical.replace('"count":0', '"count":-1'), new Uint8Array())],
  [
    'a fractional version',
    framed(canonical.replace('"version":3', '"version":3.5'), new Uint8Array()),
  ],
])('a snapshot with %s is malformed', (_name, bytes) => {
  expect(parseSnapshot(bytes)).toMatchObject({ ok: false, code: 'feed-malformed' });
});

test('cutting a snapshot anywhere never yields a snapshot', () => {
  const bytes = encodeSnapshot({ header: headerOf(3), records });
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), (length) => {
      expect(parseSnapshot(bytes.slice(0, length)).ok).toBe(false);
    }),
  );
});
