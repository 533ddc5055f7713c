import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bytes } from '../utils/domain/bytes.ts';
import { type FeedConfig, parseFeedConfig } from '../utils/domain/feed-config.ts';
import { CONFIG_TARGET, FLAGS_TARGET, type SnapshotHeader } from '../utils/domain/feed-snapshot.ts';
import { type Outcome, type Problem, refuse } from './problem.ts';
import { listFeedFiles } from './repository/publish-files.ts';
import { type PublishedEpoch, readEpochs } from './repository/read-epochs.ts';
import {
  type ReadFile,
  type VerifiedRepository,
  verifyRepository,
} from './repository/verify-repository.ts';

export type VerifyOptions = {
  readonly feed: string;
  /** First root metadata, as managed policy pins it. */
  readonly pinnedRoot: Uint8Array;
  /** Texts that must not be found in any file: secrets, 宛名番号, telephone numbers, addresses. */
  readonly unwanted?: readonly string[] | undefined;
  readonly nowMs: number;
};

export type VerifiedFeed = {
  readonly repository: VerifiedRepository;
  readonly header: SnapshotHeader;
  readonly records: Bytes;
  /** The current epoch, and the one beside it during a change-over. */
  readonly epochs: readonly PublishedEpoch[];
  readonly config: FeedConfig;
};

/**
 * Verifies a published feed folder as a client would, and what a client cannot see: that it holds
 * nothing but the feed, no private key and no readable identifier (SECURITY.md T28).
 */
export async function verifyFeed(options: VerifyOptions): Promise<Outcome<VerifiedFeed>> {
  const verified = await readFeed(options);
  const problems = listFeedFiles(options.feed).flatMap((name) =>
    checkFile(name, readFileSync(join(options.feed, name)), options.unwanted ?? []),
  );
  return problems.length > 0 ? refuse(...problems) : verified;
}

/** Reads a published feed as a client would: nothing of it is used before it is verified. */
export async function readFeed(
  options: Omit<VerifyOptions, 'unwanted'> & {
    /** For the publisher's own work: after a long pause its own feed is still its base. */
    readonly mayBeExpired?: boolean;
  },
): Promise<Outcome<VerifiedFeed>> {
  const read: ReadFile = (name) => readIfThere(join(options.feed, name));
  return await verifyContent(read, options);
}

/** Verifies signatures, hashes, versions, expiry and contents of a feed that `read` gives. */
export async function verifyContent(
  read: ReadFile,
  terms: {
    readonly pinnedRoot: Uint8Array;
    readonly nowMs: number;
    readonly mayBeExpired?: boolean;
  },
): Promise<Outcome<VerifiedFeed>> {
  try {
    const { pinnedRoot, nowMs, mayBeExpired } = terms;
    const repository = verifyRepository(read, pinnedRoot, nowMs, mayBeExpired);
    return { ok: true, value: await readContent(repository) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const remedy = '公開フォルダを書き換えず、buildまたはtimestampで公開し直してください。';
    return refuse({
      code: 'feed',
      file: '公開フォルダ',
      cause: `検証できません（${reason}）。`,
      remedy,
    });
  }
}

async function readContent(repository: VerifiedRepository): Promise<VerifiedFeed> {
  const config = repository.targets.get(CONFIG_TARGET);
  const epochs = await readEpochs(repository);
  const current = epochs.find(({ folder }) => folder === '');
  if (!current || !config) throw new Error(`${FLAGS_TARGET} or ${CONFIG_TARGET} is not a target`);
  return {
    repository,
    header: current.header,
    records: current.records,
    epochs,
    config: parseFeedConfig(JSON.parse(config.bytes.toString('utf8'))),
  };
}

function checkFile(name: string, bytes: Buffer, unwanted: readonly string[]): readonly Problem[] {
  const isExpected =
    /^(timestamp\.json|\d+\.(root|targets|snapshot)\.json)$/.test(name) ||
    /^targets\/[0-9a-f]{64}\.(flags\.bin|config\.json)$/.test(name) ||
    /^targets\/(epochs\/[\w.-]+\/)?(deltas\/)?[0-9a-f]{64}\.(flags|\d+-\d+)\.bin$/.test(name);
  const hasPrivateKey = bytes.includes('PRIVATE KEY');
  const found = unwanted.some((text) => text !== '' && bytes.includes(text));
  const checks: readonly (readonly [boolean, string])[] = [
    [!isExpected, '支援措置データ以外のファイルがあります。'],
    [hasPrivateKey, '秘密鍵があります。'],
    [found, '公開してはならない文字列（秘密の値・番号・住所など）が読める形であります。'],
  ];
  const remedy = '公開を止め、このファイルを取り除いてください。秘密鍵は作り直してください。';
  return checks
    .filter(([isWrong]) => isWrong)
    .map(([, cause]) => ({ code: 'feed', file: name, cause, remedy }));
}

function readIfThere(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}
