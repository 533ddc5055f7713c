import * as v from 'valibot';
import { type Bytes, concatBytes, utf8 } from './bytes.ts';
import type { FailureCode } from './failure.ts';
import { fail, ok, type Result } from './result.ts';

const MAX_HEADER_BYTES = 2_048;
const LENGTH_BYTES = 4;

/** A file of the feed, split behind its header. */
export type Framed<Header> = {
  readonly header: Header;
  /** Everything behind the header: a view on the given bytes, not a copy. */
  readonly body: Bytes;
};

/** Writes a file of the feed: header length 4 bytes | header as canonical JSON | body parts. */
export function encodeFrame(header: object, body: readonly Uint8Array[]): Bytes {
  const text = utf8(canonicalHeader(header));
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, text.length);
  return concatBytes([length, text, ...body]);
}

/**
 * Reads the header of a file of the feed. `feed-malformed` for anything but its canonical spelling:
 * comparing with the canonical text also refuses repeated keys and spaces.
 */
export function parseFrame<Schema extends v.GenericSchema<unknown, object>>(
  bytes: Bytes,
  schema: Schema,
): Result<Framed<v.InferOutput<Schema>>, FailureCode> {
  if (bytes.length < LENGTH_BYTES) return fail('feed-malformed', 'file without header');
  const headerBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (headerBytes > MAX_HEADER_BYTES) return fail('feed-malformed', 'header length');
  const start = LENGTH_BYTES + headerBytes;
  const text = new TextDecoder().decode(bytes.subarray(LENGTH_BYTES, start));
  const parsed = v.safeParse(schema, parseJson(text));
  const isCanonical = parsed.success && canonicalHeader(parsed.output) === text;
  if (!isCanonical) return fail('feed-malformed', 'header');
  return ok({ header: parsed.output, body: bytes.subarray(start) });
}

function canonicalHeader(header: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(header).sort(byName)));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
