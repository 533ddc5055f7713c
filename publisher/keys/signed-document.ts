import { createPublicKey, verify } from 'node:crypto';
import * as v from 'valibot';
import { canonicalize } from '../../utils/domain/trust/canonical-json.ts';
import type { Signer } from './signer.ts';

export const SIGNATURE = v.strictObject({
  keyid: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  sig: v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/)),
});
type DocumentSignature = v.InferOutput<typeof SIGNATURE>;

/** What a document may hold: the canonical form is the one of TUF metadata. */
type SignedPart = Parameters<typeof canonicalize>[0];

/** A public Ed25519 key and the id under which signatures name it. */
export type PublicKey = { readonly keyid: string; readonly publicHex: string };

/** Signs a document that is not TUF metadata: the list of signers, a release. */
export function signDocument(signed: SignedPart, signer: Signer): DocumentSignature {
  const { keyID, sig } = signer.sign(Buffer.from(canonicalize(signed)));
  return { keyid: keyID, sig };
}

/** Ids of the keys that really signed the document, each once. */
export function findValidSigners(
  document: { readonly signed: SignedPart; readonly signatures: readonly DocumentSignature[] },
  keys: readonly PublicKey[],
): ReadonlySet<string> {
  const bytes = Buffer.from(canonicalize(document.signed));
  const valid = document.signatures.filter(({ keyid, sig }) => {
    const key = keys.find((candidate) => candidate.keyid === keyid);
    return key !== undefined && verify(null, bytes, openPublicKey(key), Buffer.from(sig, 'hex'));
  });
  return new Set(valid.map(({ keyid }) => keyid));
}

function openPublicKey({ publicHex }: PublicKey) {
  const x = Buffer.from(publicHex, 'hex').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}
