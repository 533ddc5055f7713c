import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Outcome, refuse } from '../problem.ts';
import { currentRoot, type KeyFolder } from './key-folder.ts';
import type { PublicKey } from './signed-document.ts';
import { openSigner, type Signer } from './signer.ts';

/**
 * Opens the root keys that the newest root names, from the given files (the media that were locked
 * away) or, before the key ceremony is over, from the key folder. Refuses fewer than the threshold.
 */
export function openRootKeys(
  folder: KeyFolder,
  files: readonly string[],
): Outcome<readonly Signer[]> {
  const inFolder = readdirSync(folder.path)
    .filter((name) => /^root-.+\.pem$/.test(name))
    .map((name) => join(folder.path, name));
  const { keyIDs, threshold } = rootRole(folder);
  const opened = (files.length > 0 ? files : inFolder).map(openFile);
  const signers = new Map(
    opened.flatMap((signer) =>
      signer && keyIDs.includes(signer.key.keyID) ? [[signer.key.keyID, signer] as const] : [],
    ),
  );
  if (signers.size >= threshold) return { ok: true, value: [...signers.values()] };
  return refuse({
    code: 'signature',
    file: 'ルート鍵',
    cause: `ルート鍵が${threshold}個必要ですが、使えるものは${signers.size}個です。`,
    remedy: '保管しているルート鍵を --root-key で指定してください（複数指定可）。',
  });
}

/** Public root keys and how many of them must agree. */
export function rootPublicKeys(folder: KeyFolder): {
  readonly keys: readonly PublicKey[];
  readonly threshold: number;
} {
  const { keyIDs, threshold } = rootRole(folder);
  const { keys } = currentRoot(folder).signed;
  return {
    threshold,
    keys: keyIDs.map((keyid) => ({ keyid, publicHex: keys[keyid]?.keyVal.public ?? '' })),
  };
}

function rootRole(folder: KeyFolder) {
  const role = currentRoot(folder).signed.roles.root;
  if (!role) throw new Error('root metadata without root role');
  return role;
}

function openFile(path: string): Signer | undefined {
  try {
    return openSigner(readFileSync(path, 'utf8'));
  } catch {
    return undefined; // Counted as missing by the caller, which says how many are needed.
  }
}
