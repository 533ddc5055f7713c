import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { Key, Signature } from '@tufjs/models';
import { canonicalize } from '../../utils/domain/trust/canonical-json.ts';

/** A role key that can sign: the public half as metadata names it, and the act of signing. */
export type Signer = {
  readonly key: Key;
  readonly sign: (data: Buffer) => Signature;
};

/** Opens an Ed25519 private key (PKCS#8 PEM). Throws when it is none. */
export function openSigner(pem: string): Signer {
  const privateKey = createPrivateKey(pem);
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  if (jwk.crv !== 'Ed25519' || jwk.x === undefined) throw new Error('Ed25519 key expected');
  const publicHex = Buffer.from(jwk.x, 'base64url').toString('hex');
  const fields = { keytype: 'ed25519', scheme: 'ed25519', keyval: { public: publicHex } };
  // The key id is the SHA-256 of the canonical form of the key (TUF specification 4.2).
  const keyID = createHash('sha256').update(canonicalize(fields)).digest('hex');
  const key = new Key({ keyID, keyType: 'ed25519', scheme: 'ed25519', keyVal: fields.keyval });
  return {
    key,
    sign: (data) => new Signature({ keyID, sig: sign(null, data, privateKey).toString('hex') }),
  };
}
