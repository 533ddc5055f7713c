import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as v from 'valibot';
import { type Outcome, refuse } from '../problem.ts';
import type { KeyFolder } from './key-folder.ts';
import { readReleaseSigners } from './release-signers.ts';
import { findValidSigners, SIGNATURE, signDocument } from './signed-document.ts';
import { openSigner } from './signer.ts';

const DAY_MS = 86_400_000;

/** A release that nobody approved for so long was decided on data that is old (目黒). */
const RELEASE_LIFE_MS = 7 * DAY_MS;

/** Nobody can end a flag alone (SECURITY.md T25; PEERS.md lesson 8). */
const SIGNER_COUNT = 2;

const RELEASE = v.strictObject({
  signed: v.strictObject({
    format: v.literal('matta-release-1'),
    feedId: v.string(),
    epochId: v.string(),
    managementNumber: v.string(),
    tag: v.exactOptional(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))),
    version: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    requestedAtMs: v.pipe(v.number(), v.safeInteger()),
  }),
  signatures: v.array(SIGNATURE),
});

/** A release with the signatures it has so far. It names the person by tag only. */
export type ReleaseFile = v.InferOutput<typeof RELEASE>;

export type SigningPerson = { readonly name: string; readonly keyFile: string };

/** Adds the signature of a person who is listed and holds the key of that name. */
export function signRelease(
  release: ReleaseFile,
  folder: KeyFolder,
  person: SigningPerson,
): Outcome<ReleaseFile> {
  const signers = readReleaseSigners(folder);
  if (!signers.ok) return signers;
  const listed = signers.value.find(({ name }) => name === person.name);
  const key = openKey(person.keyFile);
  if (!listed || key?.key.keyID !== listed.keyid) {
    return refuse(problem('承認者の名前と鍵が、登録されたものと一致しません。'));
  }
  const others = release.signatures.filter(({ keyid }) => keyid !== listed.keyid);
  const signatures = [...others, signDocument(release.signed, key)];
  return { ok: true, value: { ...release, signatures } };
}

/** The names of the two people who signed; refused unless they are two and the release is fresh. */
export function verifyRelease(
  release: ReleaseFile,
  folder: KeyFolder,
  nowMs: number,
): Outcome<readonly string[]> {
  const signers = readReleaseSigners(folder);
  if (!signers.ok) return signers;
  const { signed } = release;
  const { feedId, epochId } = folder.identity;
  if (signed.feedId !== feedId || signed.epochId !== epochId) {
    return refuse(problem('別の支援措置データ、または別の世代の終了依頼です。'));
  }
  const ageMs = nowMs - signed.requestedAtMs;
  if (ageMs < 0 || ageMs > RELEASE_LIFE_MS) {
    return refuse(problem('依頼から7日を過ぎているか、日付が先の終了依頼です。'));
  }
  const valid = findValidSigners(release, signers.value);
  const names = signers.value.filter(({ keyid }) => valid.has(keyid)).map(({ name }) => name);
  if (names.length >= SIGNER_COUNT) return { ok: true, value: names };
  return refuse(
    problem(`承認者${SIGNER_COUNT}名の正しい署名が必要ですが、${names.length}名です。`),
  );
}

/** Reads a release file. */
export function readRelease(path: string): Outcome<ReleaseFile> {
  try {
    return { ok: true, value: v.parse(RELEASE, JSON.parse(readFileSync(path, 'utf8'))) };
  } catch {
    return refuse({ ...problem('終了依頼のファイルとして読めません。'), file: basename(path) });
  }
}

function openKey(file: string) {
  try {
    return openSigner(readFileSync(file, 'utf8'));
  } catch {
    return undefined; // Refused by the caller, in the same words as a wrong key.
  }
}

function problem(cause: string) {
  const remedy = '2名の承認者がそれぞれ自分の鍵で、終了依頼からやり直してください。';
  return { code: 'signature', file: '終了依頼', cause, remedy } as const;
}
