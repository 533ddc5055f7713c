import { type Bytes, fromHex, toHex } from './bytes.ts';
import { type Flag, type FlagState, ROLES, type Role, type Severity, STATES } from './case.ts';
import { fail, ok, type Result } from './result.ts';

/** Every payload has this size, so that a record does not tell how many flags it carries. */
export const PAYLOAD_BYTES = 256;

/** Most flags that one identifier can carry. */
export const MAX_FLAGS_PER_RECORD = 9;

/**
 * Layout (docs/formats/feed.md), numbers big-endian:
 * version 1 | flag count 1 | flags of 28 bytes | zeros.
 * A flag: caseRef 8 | role 1 | state 1 | severity 1 | days present 1 | start 4 | end 4 |
 * guidance 2 | section 2 | version 4.
 */
const PAYLOAD_VERSION = 1;
const HEAD_BYTES = 2;
const FLAG_BYTES = 28;
const HAS_START = 1;
const HAS_END = 2;

/** Writes the flags of one identifier. Fails when there are none or too many. */
export function encodePayload(
  flags: readonly Flag[],
): Result<Bytes, 'no-flags' | 'too-many-flags'> {
  if (flags.length === 0) return fail('no-flags');
  if (flags.length > MAX_FLAGS_PER_RECORD) {
    return fail('too-many-flags', `${flags.length} flags, at most ${MAX_FLAGS_PER_RECORD}`);
  }
  const payload = new Uint8Array(PAYLOAD_BYTES);
  payload[0] = PAYLOAD_VERSION;
  payload[1] = flags.length;
  flags.forEach((flag, index) => {
    writeFlag(payload.subarray(HEAD_BYTES + index * FLAG_BYTES), flag);
  });
  return ok(payload);
}

/**
 * Reads the flags of one identifier. Codes that this version does not know are read as the
 * strictest known one (DESIGN.md §4), so a newer publisher never makes an older reader lenient.
 * Fails on another size, version, count or on anything but zeros after the last flag.
 */
export function parsePayload(payload: Uint8Array): Result<readonly Flag[], 'cache-corrupt'> {
  const count = payload[1] ?? 0;
  if (payload.length !== PAYLOAD_BYTES || payload[0] !== PAYLOAD_VERSION) {
    return fail('cache-corrupt', 'payload version or size');
  }
  if (count < 1 || count > MAX_FLAGS_PER_RECORD) return fail('cache-corrupt', 'flag count');
  const end = HEAD_BYTES + count * FLAG_BYTES;
  if (payload.subarray(end).some((byte) => byte !== 0)) return fail('cache-corrupt', 'padding');
  return ok(
    Array.from({ length: count }, (_, index) =>
      readFlag(payload.subarray(HEAD_BYTES + index * FLAG_BYTES)),
    ),
  );
}

function writeFlag(bytes: Bytes, flag: Flag): void {
  const caseRef = fromHex(flag.caseRef);
  if (caseRef?.length !== 8) throw new Error('case reference: 16 hex digits expected');
  bytes.set(caseRef);
  const view = viewOf(bytes);
  view.setUint8(8, ROLES.indexOf(flag.role));
  view.setUint8(9, STATES.indexOf(flag.state));
  view.setUint8(10, flag.severity);
  view.setUint8(
    11,
    (flag.startDay === undefined ? 0 : HAS_START) | (flag.endDay === undefined ? 0 : HAS_END),
  );
  view.setInt32(12, flag.startDay ?? 0);
  view.setInt32(16, flag.endDay ?? 0);
  view.setUint16(20, flag.guidance);
  view.setUint16(22, flag.section);
  view.setUint32(24, flag.version);
}

function readFlag(bytes: Uint8Array): Flag {
  const view = viewOf(bytes);
  const present = view.getUint8(11);
  return {
    caseRef: toHex(bytes.subarray(0, 8)),
    role: roleOf(view.getUint8(8)),
    state: stateOf(view.getUint8(9)),
    ...(present & HAS_START ? { startDay: view.getInt32(12) } : {}),
    ...(present & HAS_END ? { endDay: view.getInt32(16) } : {}),
    severity: severityOf(view.getUint8(10)),
    guidance: view.getUint16(20),
    section: view.getUint16(22),
    version: view.getUint32(24),
  };
}

function roleOf(code: number): Role {
  return ROLES[code] ?? 'protected';
}

function stateOf(code: number): FlagState {
  return STATES[code] ?? 'active';
}

function severityOf(code: number): Severity {
  if (code === 0 || code === 1 || code === 2) return code;
  return 3;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, FLAG_BYTES);
}
