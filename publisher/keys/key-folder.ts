import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
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

function readKeyFolder(path: string): KeyFolder {
  const identity = v.parse(FEED_IDENTITY, readJson(join(path, FEED_FILE)));
  const { secrets } = v.parse(SECRETS, readJson(join(path, SECRETS_FILE)));
  const current = secrets.find(({ id }) => id === identity.epochId);
  if (!current) throw new Error(`${SECRETS_FILE}: no secret for epoch ${identity.epochId}`);
  return {
    path,
    identity,
    secrets,
    secret: Buffer.from(current.k, 'base64'),
    signers: {
      targets: readSigner(path, 'targets'),
      snapshot: readSigner(path, 'snapshot'),
      timestamp: readSigner(path, 'timestamp'),
    },
    roots: readRoots(path),
    canaries: readCanaries(join(path, CANARY_FILE)),
  };
}

function readSigner(path: string, role: OnlineRole): Signer {
  return openSigner(readFileSync(join(path, keyFileName(role, 1)), 'utf8'));
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
