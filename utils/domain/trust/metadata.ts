import * as v from 'valibot';
import type { Bytes } from '../bytes.ts';
import type { FailureCode } from '../failure.ts';
import { fail, ok, type Result } from '../result.ts';
import { canonicalize } from './canonical-json.ts';
import { type JsonObject, type JsonValue, parseJson } from './parse-json.ts';

/** The four top-level roles. Delegations are not part of this feed. */
export const TRUST_ROLES = ['root', 'timestamp', 'snapshot', 'targets'] as const;
export type TrustRole = (typeof TRUST_ROLES)[number];

/** Most bytes that are read of each role when nothing signed declares a length. */
export const MAX_METADATA_BYTES: { readonly [R in TrustRole]: number } = {
  root: 512_000,
  timestamp: 16_384,
  snapshot: 512_000,
  targets: 512_000,
};

/** Lists in metadata are far shorter than this; the limit bounds the work of a hostile file. */
const MAX_ENTRIES = 256;

const VERSION = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const LENGTH = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const SHA256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
const SPEC_VERSION = v.pipe(v.string(), v.regex(/^1\.\d{1,4}(\.\d{1,4})?$/));
/** Becomes epoch ms. Only the one form of the specification (4.2.1) is read. */
const EXPIRES = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/),
  v.transform((text) => ({ text, ms: Date.parse(text) })),
  v.check(({ text, ms }) => !Number.isNaN(ms) && isoSeconds(ms) === text, 'no such date'),
  v.transform(({ ms }) => ms),
);

const COMMON = { spec_version: SPEC_VERSION, version: VERSION, expires: EXPIRES };

const KEY = v.object({
  keytype: v.string(),
  scheme: v.string(),
  keyval: v.object({ public: v.string() }),
});
const ROLE = v.object({
  keyids: v.pipe(
    v.array(v.string()),
    v.maxLength(MAX_ENTRIES),
    v.check((ids) => new Set(ids).size === ids.length, 'duplicate key id'),
  ),
  threshold: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});
const FILE_HASHES = v.object({ sha256: SHA256 });
const METAFILE = v.object({
  version: VERSION,
  length: v.optional(LENGTH),
  hashes: v.optional(FILE_HASHES),
});
const TARGET = v.object({ length: LENGTH, hashes: FILE_HASHES, custom: v.optional(v.unknown()) });

const SIGNED = {
  root: v.object({
    _type: v.literal('root'),
    ...COMMON,
    consistent_snapshot: v.literal(true),
    keys: bounded(v.record(v.string(), KEY)),
    roles: v.object({ root: ROLE, timestamp: ROLE, snapshot: ROLE, targets: ROLE }),
  }),
  timestamp: v.object({
    _type: v.literal('timestamp'),
    ...COMMON,
    meta: v.object({ 'snapshot.json': METAFILE }),
  }),
  snapshot: v.object({
    _type: v.literal('snapshot'),
    ...COMMON,
    meta: v.intersect([
      bounded(v.record(v.string(), METAFILE)),
      v.object({ 'targets.json': METAFILE }),
    ]),
  }),
  targets: v.object({
    _type: v.literal('targets'),
    ...COMMON,
    targets: bounded(v.record(v.string(), TARGET)),
  }),
} as const;

const SIGNATURES = v.pipe(
  v.array(
    v.object({
      keyid: v.string(),
      sig: v.pipe(v.string(), v.maxLength(4_096), v.regex(/^[0-9a-fA-F]*$/)),
    }),
  ),
  v.maxLength(MAX_ENTRIES),
  v.check(
    (list) => new Set(list.map(({ keyid }) => keyid)).size === list.length,
    'duplicate key id',
  ),
);

/** The part under signature. `expires` is epoch ms. */
export type SignedPart<R extends TrustRole> = v.InferOutput<(typeof SIGNED)[R]>;
/** What metadata says of another metadata file, and of a target file. */
export type MetaFile = v.InferOutput<typeof METAFILE>;
export type TargetFile = v.InferOutput<typeof TARGET>;

/** Parsed metadata of one role. Nothing in it is trusted until `verify-threshold.ts` agreed. */
export type Metadata<R extends TrustRole> = {
  readonly role: R;
  readonly signed: SignedPart<R>;
  readonly signatures: v.InferOutput<typeof SIGNATURES>;
  /** The file as it came, for the store and for hashes. */
  readonly bytes: Bytes;
  /** What the signatures are over: the canonical form of `signed` with every unknown field. */
  readonly canonical: string;
};

/**
 * Parses metadata of one role from bytes (TUF specification 4.2–4.6). Unknown fields are allowed
 * and stay under the signature. Fails with `feed-too-large` or `feed-malformed`; never throws.
 */
export function parseMetadata<R extends TrustRole>(
  bytes: Bytes,
  role: R,
): Result<Metadata<R>, FailureCode> {
  const json = parseJson(bytes, MAX_METADATA_BYTES[role]);
  if (!json.ok) return json;
  if (!isObject(json.value) || !isObject(json.value.signed)) {
    return fail('feed-malformed', `${role}: no signed part`);
  }
  const canonical = canonicalize(json.value.signed);
  const signatures = v.safeParse(SIGNATURES, json.value.signatures);
  const signed = parseSigned(role, json.value.signed);
  // A lone surrogate would turn into another character when the text becomes bytes.
  if (!signatures.success || signed === undefined || !canonical.isWellFormed()) {
    return fail('feed-malformed', `${role}: not as the specification has it`);
  }
  return ok({ role, signed, signatures: signatures.output, bytes, canonical });
}

function parseSigned<R extends TrustRole>(role: R, value: unknown): SignedPart<R> | undefined {
  const parsed = v.safeParse(SIGNED[role], value);
  return parsed.success ? (parsed.output as SignedPart<R>) : undefined;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

function bounded<Schema extends v.GenericSchema<unknown, Record<string, unknown>>>(schema: Schema) {
  return v.pipe(
    schema,
    v.check((record) => Object.keys(record).length <= MAX_ENTRIES, 'too many entries'),
  );
}
