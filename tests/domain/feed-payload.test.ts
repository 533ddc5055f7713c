import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Flag, ROLES, type Severity, STATES } from '../../utils/domain/case.ts';
import {
  encodePayload,
  MAX_FLAGS_PER_RECORD,
  PAYLOAD_BYTES,
  parsePayload,
} from '../../utils/domain/feed-payload.ts';

const code = fc.integer({ min: 0, max: 65_535 });
const day = fc.integer({ min: -40_000, max: 80_000 });
const FLAG: fc.Arbitrary<Flag> = fc.record(
  {
    caseRef: fc.stringMatching(/^[0-9a-f]{16}$/),
    role: fc.constantFrom(...ROLES),
    state: fc.constantFrom(...STATES),
    startDay: day,
    endDay: day,
    severity: fc.constantFrom<Severity[]>(0, 1, 2, 3),
    guidance: code,
    section: code,
    version: fc.nat(0xffffffff),
  },
  { requiredKeys: ['caseRef', 'role', 'state', 'severity', 'guidance', 'section', 'version'] },
);

const flag: Flag = {
  caseRef: '00112233445566ff',
  role: 'counterpart',
  state: 'active',
  severity: 1,
  guidance: 3,
  section: 2,
  version: 7,
};

function payloadOf(flags: readonly Flag[]): Uint8Array {
  const payload = encodePayload(flags);
  if (!payload.ok) throw new Error(payload.code);
  return payload.value;
}

test('flags read from a payload are the flags that were written', () => {
  fc.assert(
    fc.property(fc.array(FLAG, { minLength: 1, maxLength: MAX_FLAGS_PER_RECORD }), (flags) => {
      expect(parsePayload(payloadOf(flags))).toEqual({ ok: true, value: flags });
    }),
  );
});

test('a payload has one size for every number of flags', () => {
  for (let count = 1; count <= MAX_FLAGS_PER_RECORD; count += 1) {
    expect(payloadOf(new Array(count).fill(flag))).toHaveLength(PAYLOAD_BYTES);
  }
});

test('no flag and one flag too many are refused with their own code', () => {
  expect(encodePayload([])).toMatchObject({ ok: false, code: 'no-flags' });
  const tooMany = new Array(MAX_FLAGS_PER_RECORD + 1).fill(flag);
  expect(encodePayload(tooMany)).toMatchObject({ ok: false, code: 'too-many-flags' });
});

test.each([
  ['role', 10, { role: 'protected' }],
  ['state', 11, { state: 'active' }],
  ['severity', 12, { severity: 3 }],
])('an unknown %s code is read as the strictest known one', (_name, offset, expected) => {
  const payload = payloadOf([flag]);
  payload[offset] = 200;
  expect(parsePayload(payload)).toMatchObject({ ok: true, value: [expected] });
});

test.each([
  ['another version', (p: Uint8Array) => p.fill(2, 0, 1)],
  ['no flags', (p: Uint8Array) => p.fill(0, 1, 2)],
  ['more flags than fit', (p: Uint8Array) => p.fill(10, 1, 2)],
  ['something after the last flag', (p: Uint8Array) => p.fill(1, 255)],
  ['a missing byte', (p: Uint8Array) => p.slice(1)],
])('a payload with %s is corrupt', (_name, damage) => {
  expect(parsePayload(damage(payloadOf([flag])))).toMatchObject({ code: 'cache-corrupt' });
});
