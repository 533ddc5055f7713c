import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Metadata, MetadataKind, type Root } from '@tufjs/models';
import * as v from 'valibot';
import { type Outcome, refuse } from '../problem.ts';
import { openSigner, type Signer } from './signer.ts';

/** Roles that sign at every publication. Root keys are kept elsewhere after the key ceremony. */
export const ONLINE_ROLES = ['targets', 'snapshot', 'timestamp'] as const;
export type OnlineRole = (typeof ONLINE_ROLES)[number];

export const FEED_FILE = 'feed.json';
export const SECRETS_FILE = 'secrets.json';
export const CANARY_FILE = 'canaries.txt';

const FEED_IDENTITY = v.strictObject({
  format: v.literal('matta-publisher-1'),
  feedId: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)),
  municipalityCode: v.pipe(v.string(), v.regex(/^\d{6}$/)),
  environment: v.picklist(['production', 'training']),
  epochId: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,40}$/)),
});

const SECRETS = v.strictObject({
  secrets: v.pipe(
    v.array(
      v.strictObject({ id: v.string(), k: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}=$/)) }),
    ),
    v.minLength(1),
    v.maxLength(2),
  ),
});

const JSON_OBJECT = v.record(v.string(), v.any());

/** Which feed the keys belong to; fixed at `init`. */
export type FeedIdentity = v.InferOutput<typeof FEED_IDENTITY>;

/** Everything in the key folder that a publication needs. Never leaves the publisher's PC. */
export type KeyFolder = {
  readonly path: string;
  readonly identity: FeedIdentity;
  readonly secrets: readonly { readonly id: string; readonly k: string }[];
  readonly secret: Uint8Array;
  readonly signers: { readonly [R in OnlineRole]: Signer };
  /** Root metadata by version, oldest first: file name and bytes. */
  readonly roots: readonly { readonly name: string; readonly bytes: Buffer }[];
  /** 宛名番号 that belong to nobody (欠番): whoever looks one up has enumerated the feed. */
  readonly canaries: readonly string[];
};

/** Name of the file with the n-th private key of a role, from 1. */
export function keyFileName(role: OnlineRole | 'root', number: number): string {
  return `${role}-${number}.pem`;
}

/** Reads the key folder that `init` made. */
export function openKeyFolder(path: string): Outcome<KeyFolder> {
  try {
    return { ok: true, value: readKeyFolder(path) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const remedy = 'initで作成した鍵フォルダを指定してください。';
    return refuse({
      code: 'keys',
      file: path,
      cause: `鍵フォルダを読めません（${reason}）。`,
      remedy,
    });
  }
}

/** The secret of an epoch. Throws when the folder does not hold it. */
export function secretOf({ secrets }: Pick<KeyFolder, 'secrets'>, epochId: string): Uint8Array {
  const found = secrets.find(({ id }) => id === epochId);
  if (!found) throw new Error(`${SECRETS_FILE}: no secret for epoch ${epochId}`);
  return Buffer.from(found.k, 'base64');
}

/** The newest root metadata of the folder: it says which keys sign. */
export function currentRoot({ roots }: Pick<KeyFolder, 'roots'>): Metadata<Root> {
  const json: unknown = JSON.parse(roots.at(-1)?.bytes.toString('utf8') ?? '');
  return Metadata.fromJSON(MetadataKind.Root, v.parse(JSON_OBJECT, json));
}

function readKeyFolder(path: string): KeyFolder {
  const identity = v.parse(FEED_IDENTITY, readJson(join(path, FEED_FILE)));
  const { secrets } = v.parse(SECRETS, readJson(join(path, SECRETS_FILE)));
  const roots = readRoots(path);
  const root = currentRoot({ roots });
  return {
    path,
    identity,
    secrets,
    secret: secretOf({ secrets }, identity.epochId),
    signers: {
      targets: readSigner(path, 'targets', root),
      snapshot: readSigner(path, 'snapshot', root),
      timestamp: readSigner(path, 'timestamp', root),
    },
    roots,
    canaries: readCanaries(join(path, CANARY_FILE)),
  };
}

/** Of the keys in the folder the one that the newest root names: after a rotation, the new one. */
function readSigner(path: string, role: OnlineRole, root: Metadata<Root>): Signer {
  const ids = root.signed.roles[role]?.keyIDs ?? [];
  const signer = readdirSync(path)
    .filter((name) => name.startsWith(`${role}-`) && name.endsWith('.pem'))
    .map((name) => openSigner(readFileSync(join(path, name), 'utf8')))
    .find(({ key }) => ids.includes(key.keyID));
  if (!signer) throw new Error(`${role}: no key that the newest root names`);
  return signer;
}

function readRoots(path: string): KeyFolder['roots'] {
  const names = readdirSync(path).filter((name) => /^\d+\.root\.json$/.test(name));
  if (names.length === 0) throw new Error('no root metadata');
  return names
    .sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))
    .map((name) => ({ name, bytes: readFileSync(join(path, name)) }));
}

function readCanaries(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
