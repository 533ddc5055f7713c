import { generateKeyPairSync } from 'node:crypto';
import { openSigner, type Signer } from './signer.ts';
import { writePrivateFile } from './write-private-file.ts';

/** Makes an Ed25519 key and writes its private half to a file that only its owner can read. */
export function createKey(file: string): Signer {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  writePrivateFile(file, pem);
  return openSigner(pem);
}
