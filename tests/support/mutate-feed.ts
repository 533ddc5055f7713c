import fc from 'fast-check';
import { type Bytes, concatBytes, utf8 } from '../../utils/domain/bytes.ts';
import type { TrustRole } from '../../utils/domain/trust/metadata.ts';
import { createSigner, signMetadata, type TufRepository } from './tuf-repository.ts';

/** One way to spoil one file of a feed. Numbers pick places and values, whatever the file is. */
export type Mutation =
  | { readonly kind: 'bytes'; readonly how: ByteChange; readonly at: number; readonly bytes: Bytes }
  | { readonly kind: 'structure'; readonly at: number; readonly value: unknown }
  | { readonly kind: 'signature'; readonly how: SignatureChange; readonly at: number }
  | { readonly kind: 'size'; readonly how: SizeChange; readonly at: number }
  | { readonly kind: 'signed'; readonly at: number; readonly value: unknown };

const BYTE_CHANGES = ['overwrite', 'insert', 'cut', 'repeat'] as const;
const SIGNATURE_CHANGES = [
  'flip',
  'drop',
  'swap',
  'other-key',
  'rename',
  'repeat',
  'shorten',
] as const;
const SIZE_CHANGES = ['truncate', 'flood', 'nest', 'long-string', 'many-keys'] as const;
type ByteChange = (typeof BYTE_CHANGES)[number];
type SignatureChange = (typeof SIGNATURE_CHANGES)[number];
type SizeChange = (typeof SIZE_CHANGES)[number];

/** Values that careless readers trip over. */
const ODD_VALUE: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, true, '', '0', [], {}, -1, 0, 1.5, 2 ** 53, '__proto__', [[]], '\ud800'),
  fc.integer(),
  fc.string({ maxLength: 8 }),
  fc.constant({ constructor: { prototype: { polluted: 1 } } }),
);

/** Any mutation. `signed`: the right keys sign a body in which something required is wrong. */
export const MUTATION: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({
    kind: fc.constant('bytes' as const),
    how: fc.constantFrom(...BYTE_CHANGES),
    at: fc.nat(),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 6 }),
  }),
  fc.record({ kind: fc.constant('structure' as const), at: fc.nat(), value: ODD_VALUE }),
  fc.record({
    kind: fc.constant('signature' as const),
    how: fc.constantFrom(...SIGNATURE_CHANGES),
    at: fc.nat(),
  }),
  fc.record({
    kind: fc.constant('size' as const),
    how: fc.constantFrom(...SIZE_CHANGES),
    at: fc.nat(),
  }),
  fc.record({
    kind: fc.constant('signed' as const),
    at: fc.nat(),
    value: fc.constantFrom(null, true, [], {}, -1, '', 'x', [[]]),
  }),
);

/** The spoilt file, or undefined when this mutation does not fit the file or changes nothing. */
export function mutateFile(
  repository: TufRepository,
  name: string,
  mutation: Mutation,
): Bytes | undefined {
  const good = repository.files.get(name) ?? new Uint8Array();
  if (mutation.kind === 'bytes') return changeBytes(good, mutation);
  if (mutation.kind === 'size') return changeSize(good, mutation);
  const json = name.endsWith('.json') && !name.startsWith('targets/') ? parse(good) : undefined;
  if (json === undefined) return undefined;
  if (mutation.kind === 'structure') return setLeaf(json, mutation);
  if (mutation.kind === 'signature') return changeSignature(json, mutation);
  return signSpoilt(repository, json.signed, mutation);
}

type SignedFile = { signatures: { keyid: string; sig: string }[]; signed: { _type: TrustRole } };

function changeBytes(file: Bytes, { at, bytes, how }: Extract<Mutation, { kind: 'bytes' }>): Bytes {
  const start = at % (file.length + 1);
  const head = file.slice(0, start);
  if (how === 'insert') return concatBytes([head, bytes, file.slice(start)]);
  if (how === 'cut') return concatBytes([head, file.slice(start + bytes.length)]);
  if (how === 'repeat') return concatBytes([head, head, file.slice(start)]);
  return concatBytes([head, bytes, file.slice(start + bytes.length)]);
}

function changeSize(file: Bytes, { how, at }: Extract<Mutation, { kind: 'size' }>): Bytes {
  const text = Buffer.from(file).toString('latin1');
  const count = at % 400_000;
  const put = (inserted: string) => Buffer.from(text.replace('{', `{${inserted},`), 'latin1');
  if (how === 'truncate') return file.slice(0, at % file.length);
  if (how === 'flood') return concatBytes([file, new Uint8Array(600_000).fill(0x20)]);
  if (how === 'long-string') return new Uint8Array(put(`"a":"${'a'.repeat(600_000 + count)}"`));
  if (how === 'many-keys') {
    const keys = Array.from({ length: 300 + (count % 3_000) }, (_, index) => `"k${index}":0`);
    return new Uint8Array(put(`"signatures":{${keys.join(',')}}`));
  }
  const depth = 25 + (count % 20_000);
  return new Uint8Array(put(`"n":${'['.repeat(depth)}${']'.repeat(depth)}`));
}

/** Puts a value in the place of any leaf or branch below `signed` or `signatures`. */
function setLeaf(
  json: SignedFile,
  { at, value }: Extract<Mutation, { kind: 'structure' }>,
): Bytes | undefined {
  const places = placesIn(json);
  const place = places[at % places.length];
  if (!place || JSON.stringify(place.owner[place.key]) === JSON.stringify(value)) return undefined;
  place.owner[place.key] = value;
  return utf8(JSON.stringify(json));
}

function changeSignature(
  json: SignedFile,
  { how, at }: Extract<Mutation, { kind: 'signature' }>,
): Bytes {
  const [first, ...rest] = json.signatures;
  if (!first) throw new Error('a signature expected');
  const { sig } = first;
  const index = at % sig.length;
  const nibble = (Number.parseInt(sig[index] ?? '0', 16) ^ (1 << (at % 4))).toString(16);
  const other = signMetadata(json.signed, [createSigner()]);
  const bent: { readonly [K in SignatureChange]: readonly object[] } = {
    flip: [{ ...first, sig: sig.slice(0, index) + nibble + sig.slice(index + 1) }, ...rest],
    drop: [],
    swap: [{ ...first, sig: sig.slice(64) + sig.slice(0, 64) }, ...rest],
    'other-key': parse(other)?.signatures ?? [],
    rename: [{ ...first, keyid: first.keyid.split('').reverse().join('') }, ...rest],
    repeat: [first, first],
    shorten: [{ ...first, sig: sig.slice(0, index) }, ...rest],
  };
  return utf8(JSON.stringify({ ...json, signatures: bent[how] }));
}

/** Fields without which metadata means nothing, spoilt and then signed by the right keys. */
function signSpoilt(
  { signers }: TufRepository,
  signed: SignedFile['signed'],
  { at, value }: Extract<Mutation, { kind: 'signed' }>,
): Bytes {
  const fields = ['_type', 'spec_version', 'version', 'expires'];
  const field = fields[at % fields.length] ?? '_type';
  return signMetadata({ ...signed, [field]: value }, signers[signed._type]);
}

type Place = { readonly owner: { [key: string]: unknown }; readonly key: string };

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const owner = value as { [key: string]: unknown };
  return Object.entries(owner).flatMap(([key, inner]) => [{ owner, key }, ...placesIn(inner)]);
}

function parse(bytes: Bytes): SignedFile | undefined {
  return JSON.parse(new TextDecoder().decode(bytes)) as SignedFile;
}
