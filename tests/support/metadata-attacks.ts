import { type Bytes, utf8 } from '../../utils/domain/bytes.ts';
import { createSigner, expiry, type Signer, signatureOf, signMetadata } from './tuf-repository.ts';

type Body = { [name: string]: unknown; version: number };
type Scene = { readonly body: Body; readonly signers: readonly Signer[]; readonly nowMs: number };

/** Ways to make a metadata file that no client may accept, whatever role it is for. */
export const METADATA_ATTACKS: { readonly [name: string]: (scene: Scene) => Bytes } = {
  'no signature': ({ body }) => signMetadata(body, []),
  'another key': ({ body }) => signMetadata(body, [createSigner()]),
  'another key under the id of the right one': ({ body, signers }) =>
    signMetadata(
      body,
      signers.map(({ keyId }) => ({ ...createSigner(), keyId })),
    ),
  'a signature over other bytes': ({ body, signers }) =>
    withSignatures(body, signMetadata({ ...body, extra: 1 }, signers)),
  'one changed letter under the signature': ({ body, signers }) =>
    withSignatures({ ...body, note: 'b' }, signMetadata({ ...body, note: 'a' }, signers)),
  'a flipped bit in the signature': ({ body, signers }) => bendSignature(body, signers, flipBit),
  'an empty signature': ({ body, signers }) => bendSignature(body, signers, () => ''),
  'half a signature': ({ body, signers }) => bendSignature(body, signers, (sig) => sig.slice(64)),
  'a signature that is no hex': ({ body, signers }) => bendSignature(body, signers, () => 'zz'),
  'one signature twice': ({ body, signers }) => {
    const [first] = signers.map((signer) => signatureOf(body, signer));
    return utf8(JSON.stringify({ signatures: [first, first], signed: body }));
  },
  expired: ({ body, signers, nowMs }) => signMetadata({ ...body, expires: expiry(nowMs) }, signers),
  'another role': ({ body, signers }) => signMetadata({ ...body, _type: 'mirrors' }, signers),
  'another major specification': ({ body, signers }) =>
    signMetadata({ ...body, spec_version: '2.0.0' }, signers),
  'version 0': ({ body, signers }) => signMetadata({ ...body, version: 0 }, signers),
  'version as a text': ({ body, signers }) =>
    signMetadata({ ...body, version: String(body.version) }, signers),
  'a date that does not exist': ({ body, signers }) =>
    signMetadata({ ...body, expires: '2027-02-31T00:00:00Z' }, signers),
  'a date in another form': ({ body, signers }) =>
    signMetadata({ ...body, expires: '2030-01-01' }, signers),
  'no expiry': ({ body, signers }) => {
    const { expires: _expires, ...rest } = body;
    return signMetadata(rest, signers);
  },
  'a lone surrogate': ({ body, signers }) => signMetadata({ ...body, note: '\ud800' }, signers),
  'more bytes than the role may have': (scene) =>
    padded(signMetadata(scene.body, scene.signers), 600_000),
  truncated: ({ body, signers }) => signMetadata(body, signers).slice(0, -2),
  'text after the end': (scene) => edited(scene, (text) => `${text}x`),
  'a byte order mark': (scene) => edited(scene, (text) => `\ufeff${text}`),
  'a duplicate key': (scene) => edited(scene, (text) => text.replace('{', '{"signed":{},')),
  'a duplicate key written with an escape': (scene) =>
    edited(scene, (text) => text.replace('{', '{"\\u0073igned":{},')),
  'a key __proto__': (scene) => edited(scene, (text) => text.replace('{', '{"__proto__":{"a":1},')),
  'a number without end': (scene) => edited(scene, (text) => text.replace('{', '{"n":1e999,')),
  'a fraction': (scene) => edited(scene, (text) => text.replace('{', '{"n":1.5,')),
  'deep nesting': (scene) =>
    edited(scene, (text) => text.replace('{', `{"n":${'['.repeat(5_000)}${']'.repeat(5_000)},`)),
  'wrong UTF-8 that reads as what was signed': ({ body, signers }) => {
    const text = signMetadata({ ...body, note: '\ufffd' }, signers);
    const at = text.indexOf(0xef);
    return Uint8Array.of(...text.slice(0, at), 0xff, ...text.slice(at + 3));
  },
  'an empty file': () => new Uint8Array(),
  'a login page': () => utf8('<!doctype html><title>ログイン</title>'),
  'an empty list': () => utf8('[]'),
  null: () => utf8('null'),
  'no signed part': () => utf8('{"signatures":[],"signed":null}'),
};

function withSignatures(body: Body, signed: Bytes): Bytes {
  return utf8(JSON.stringify({ ...parse(signed), signed: body }));
}

function bendSignature(
  body: Body,
  signers: readonly Signer[],
  bend: (sig: string) => string,
): Bytes {
  const signatures = signers
    .map((signer) => signatureOf(body, signer))
    .map(({ keyid, sig }) => ({ keyid, sig: bend(sig) }));
  return utf8(JSON.stringify({ signatures, signed: body }));
}

function flipBit(sig: string): string {
  return (Number.parseInt(sig.slice(0, 1), 16) ^ 1).toString(16) + sig.slice(1);
}

function padded(bytes: Bytes, byteCount: number): Bytes {
  const long = new Uint8Array(byteCount).fill(0x20);
  long.set(bytes);
  return long;
}

function edited({ body, signers }: Scene, edit: (text: string) => string): Bytes {
  return utf8(edit(new TextDecoder().decode(signMetadata(body, signers))));
}

function parse(bytes: Bytes): object {
  return JSON.parse(new TextDecoder().decode(bytes)) as object;
}
