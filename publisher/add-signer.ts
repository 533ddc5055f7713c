import { existsSync } from 'node:fs';
import { createKey } from './keys/create-key.ts';
import { openKeyFolder } from './keys/key-folder.ts';
import { overlaps } from './keys/overlaps.ts';
import { readReleaseSigners, SIGNER_NAME, writeReleaseSigners } from './keys/release-signers.ts';
import { openRootKeys } from './keys/root-keys.ts';
import { withLock } from './keys/with-lock.ts';
import { type Outcome, refuse } from './problem.ts';

export type SignerOptions = {
  readonly keys: string;
  /** Short name of the person; stands in the records of releases. */
  readonly name: string;
  /** Where the person's private key goes: a medium that this person keeps. */
  readonly keyOut?: string | undefined;
  /** Takes the person off the list instead. */
  readonly remove?: boolean | undefined;
  readonly rootKeys: readonly string[];
};

/** Names a person who may sign releases, or takes one off the list. Needs the root keys. */
export async function changeSigner(options: SignerOptions): Promise<Outcome<readonly string[]>> {
  const folder = openKeyFolder(options.keys);
  if (!folder.ok) return folder;
  return await withLock(options.keys, async () => {
    const signers = readReleaseSigners(folder.value);
    if (!signers.ok) return signers;
    const rootKeys = openRootKeys(folder.value, options.rootKeys);
    if (!rootKeys.ok) return rootKeys;
    const others = signers.value.filter(({ name }) => name !== options.name);
    const isListed = others.length < signers.value.length;
    const problem = options.remove ? checkRemoval(isListed) : checkAddition(options, isListed);
    if (problem) return refuse({ code: 'keys', file: 'signer', ...problem });
    const added = options.remove ? [] : [createSigner(options)];
    writeReleaseSigners(folder.value, [...others, ...added], rootKeys.value);
    return { ok: true, value: [...others, ...added].map(({ name }) => name) };
  });
}

function createSigner({ name, keyOut = '' }: SignerOptions) {
  const { key } = createKey(keyOut);
  return { name, keyid: key.keyID, publicHex: key.keyVal.public ?? '' };
}

function checkRemoval(isListed: boolean) {
  if (isListed) return undefined;
  return { cause: 'この名前の承認者はいません。', remedy: '名前を確認してください。' };
}

function checkAddition({ name, keys, keyOut }: SignerOptions, isListed: boolean) {
  const checks: readonly (readonly [boolean, string, string])[] = [
    [
      !SIGNER_NAME.test(name),
      '名前に使えない文字があります。',
      '英小文字・数字・ハイフンで指定してください。',
    ],
    [
      isListed,
      'この名前の承認者はすでにいます。',
      '鍵を作り直すときは、先に --remove で除いてください。',
    ],
    [
      keyOut === undefined || overlaps(keyOut, keys),
      '承認者の鍵の置き場所がないか、鍵フォルダの中です。',
      '本人が保管する媒体を --key-out で指定してください。',
    ],
    [
      keyOut !== undefined && existsSync(keyOut),
      '同じ名前のファイルがあります。',
      '別の場所を指定してください。',
    ],
  ];
  const [found] = checks.filter(([isWrong]) => isWrong);
  return found && { cause: found[1], remedy: found[2] };
}
