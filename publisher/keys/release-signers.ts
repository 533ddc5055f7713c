import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { type Outcome, refuse } from '../problem.ts';
import type { KeyFolder } from './key-folder.ts';
import { rootPublicKeys } from './root-keys.ts';
import { findValidSigners, SIGNATURE, signDocument } from './signed-document.ts';
import type { Signer } from './signer.ts';
import { writePrivateFile } from './write-private-file.ts';

const SIGNERS_FILE = 'signers.json';

export const SIGNER_NAME = /^[a-z0-9][a-z0-9-]{0,29}$/;

const PERSON = v.strictObject({
  name: v.pipe(v.string(), v.regex(SIGNER_NAME)),
  keyid: SIGNATURE.entries.keyid,
  publicHex: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

const SIGNERS = v.strictObject({
  signed: v.strictObject({
    format: v.literal('matta-signers-1'),
    feedId: v.string(),
    signers: v.array(PERSON),
  }),
  signatures: v.array(SIGNATURE),
});

/** A person who may sign releases: a short name and the public half of the person's own key. */
export type ReleaseSigner = v.InferOutput<typeof PERSON>;

/**
 * Reads who may sign releases. The list counts only with the signatures of the root keys, which lie
 * with other people: whoever has the key folder alone cannot appoint a second signer.
 */
export function readReleaseSigners(folder: KeyFolder): Outcome<readonly ReleaseSigner[]> {
  const file = join(folder.path, SIGNERS_FILE);
  if (!existsSync(file)) return { ok: true, value: [] };
  const document = parseSigners(readFileSync(file, 'utf8'));
  const { keys, threshold } = rootPublicKeys(folder);
  const isOurs = document?.signed.feedId === folder.identity.feedId;
  if (document && isOurs && findValidSigners(document, keys).size >= threshold) {
    return { ok: true, value: document.signed.signers };
  }
  return refuse({
    code: 'signature',
    file: SIGNERS_FILE,
    cause: '承認者の一覧に、ルート鍵の正しい署名がありません。',
    remedy: '鍵フォルダの控えから戻すか、signer で登録し直してください。',
  });
}

/** Writes the list, signed with root keys. */
export function writeReleaseSigners(
  { path, identity }: KeyFolder,
  signers: readonly ReleaseSigner[],
  rootKeys: readonly Signer[],
): void {
  const list = signers.map((signer) => ({ ...signer }));
  const signed = { format: 'matta-signers-1', feedId: identity.feedId, signers: list };
  const signatures = rootKeys.map((key) => signDocument(signed, key));
  writePrivateFile(join(path, SIGNERS_FILE), JSON.stringify({ signed, signatures }));
}

function parseSigners(text: string): v.InferOutput<typeof SIGNERS> | undefined {
  try {
    return v.parse(SIGNERS, JSON.parse(text));
  } catch {
    return undefined;
  }
}
