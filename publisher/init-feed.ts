import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RandomBytes } from './flags/compose-records.ts';
import { createKey } from './keys/create-key.ts';
import {
  CANARY_FILE,
  FEED_FILE,
  type FeedIdentity,
  keyFileName,
  type OnlineRole,
  SECRETS_FILE,
} from './keys/key-folder.ts';
import { overlapProblem, overlaps } from './keys/overlaps.ts';
import { writePrivateFile } from './keys/write-private-file.ts';
import { type Outcome, refuse } from './problem.ts';
import { makeRoot, ROOT_LIFE_MS } from './repository/metadata.ts';

const CANARY_COUNT = 8;

export type InitOptions = {
  /** Folder for keys, secret and state; must not exist or be empty. */
  readonly keys: string;
  /** Folder that the web server serves; only checked to be apart from the keys. */
  readonly feed: string;
  readonly feedId: string;
  readonly municipalityCode: string;
  readonly environment?: FeedIdentity['environment'] | undefined;
  readonly rootKeys?: number | undefined;
  readonly rootThreshold?: number | undefined;
  readonly nowMs: number;
  readonly randomBytes: RandomBytes;
};

export type InitResult = {
  readonly feedId: string;
  readonly epochId: string;
  /** First root metadata as text: what managed policy pins. */
  readonly pinnedRoot: string;
  readonly rootKeyFiles: readonly string[];
};

/**
 * Makes the keys of a feed, its first root metadata and the secret of its first epoch, all in the
 * key folder. Refuses a folder that is in use and one that the web server would serve.
 */
export function initFeed(options: InitOptions): Outcome<InitResult> {
  const refused = checkOptions(options);
  if (refused) return refused;
  mkdirSync(options.keys, { recursive: true, mode: 0o700 });

  const rootKeyFiles = Array.from({ length: options.rootKeys ?? 2 }, (_, index) =>
    keyFileName('root', index + 1),
  );
  const signers = rootKeyFiles.map((name) => createKey(join(options.keys, name)));
  const keyOf = (role: OnlineRole) => createKey(join(options.keys, keyFileName(role, 1))).key;
  const root = makeRoot(
    { version: 1, expiresAtMs: options.nowMs + ROOT_LIFE_MS },
    {
      root: signers.map(({ key }) => key),
      targets: [keyOf('targets')],
      snapshot: [keyOf('snapshot')],
      timestamp: [keyOf('timestamp')],
    },
    { rootThreshold: options.rootThreshold ?? 1, signers },
  );
  writePrivateFile(join(options.keys, root.name), root.bytes);
  const epochId = writeIdentity(options);
  const pinnedRoot = root.bytes.toString('utf8');
  return { ok: true, value: { feedId: options.feedId, epochId, pinnedRoot, rootKeyFiles } };
}

function checkOptions(options: InitOptions): ReturnType<typeof refuse> | undefined {
  const { keys, feed, rootKeys = 2, rootThreshold = 1 } = options;
  if (overlaps(keys, feed)) return refuse(overlapProblem(keys));
  const checks: readonly (readonly [boolean, string, string])[] = [
    [
      existsSync(keys) && readdirSync(keys).length > 0,
      '鍵フォルダが空ではありません。',
      '新しいフォルダを指定してください。',
    ],
    [
      !/^[a-z0-9-]{1,60}$/.test(options.feedId),
      '支援措置データの名前に使えない文字があります。',
      '英小文字・数字・ハイフンで指定してください。',
    ],
    [
      !/^\d{6}$/.test(options.municipalityCode),
      '市区町村コードが6桁の数字ではありません。',
      '検査数字を含む6桁で指定してください。',
    ],
    [
      rootThreshold < 1 || rootThreshold > rootKeys || rootKeys > 9,
      'ルート鍵の数と必要数が合いません。',
      '必要数は1以上、鍵の数（9以下）以内としてください。',
    ],
  ];
  const problems = checks
    .filter(([isWrong]) => isWrong)
    .map(([, cause, remedy]) => ({ code: 'keys' as const, file: keys, cause, remedy }));
  return problems.length > 0 ? refuse(...problems) : undefined;
}

function writeIdentity(options: InitOptions): string {
  const epochId = `e${new Date(options.nowMs).toISOString().slice(0, 10).replaceAll('-', '')}`;
  const identity: FeedIdentity = {
    format: 'matta-publisher-1',
    feedId: options.feedId,
    municipalityCode: options.municipalityCode,
    environment: options.environment ?? 'production',
    epochId,
  };
  const secret = Buffer.from(options.randomBytes(32)).toString('base64');
  const write = (name: string, content: string) => {
    writePrivateFile(join(options.keys, name), content);
  };
  write(FEED_FILE, JSON.stringify(identity));
  write(SECRETS_FILE, JSON.stringify({ secrets: [{ id: epochId, k: secret }] }));
  write(CANARY_FILE, inventCanaries(options.randomBytes));
  return epochId;
}

/** Fifteen digits beginning with 9 belong to nobody; real unused numbers (欠番) are better bait. */
function inventCanaries(randomBytes: RandomBytes): string {
  const numbers = Array.from({ length: CANARY_COUNT }, () =>
    [9, ...randomBytes(14)].map((byte) => byte % 10).join(''),
  );
  return [
    '# 見張り番号（だれにも付番していない宛名番号）。欠番に置き換えてください。',
    ...numbers,
    '',
  ].join('\n');
}
