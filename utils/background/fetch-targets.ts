import type { Bytes } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { FeedHead } from '../domain/feed-head.ts';
import { CONFIG_TARGET } from '../domain/feed-snapshot.ts';
import type { Policy } from '../domain/policy.ts';
import { readConfig } from '../domain/read-config.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { SignedPart, TargetFile } from '../domain/trust/metadata.ts';
import type { StoredFeed } from '../storage/read-feed.ts';
import { chooseEpoch } from './choose-epoch.ts';
import { fetchFlags } from './fetch-flags.ts';
import { fetchTargetFile } from './fetch-target-file.ts';
import type { Download } from './open-download.ts';

/** Verified target files; a file that the cache already has is left out. */
export type StagedTargets = {
  readonly identity: Pick<FeedHead, 'epochId' | 'count' | 'stateHash' | 'flagsHash' | 'configHash'>;
  readonly flags?: Bytes | undefined;
  readonly config?: Bytes | undefined;
  /** A newer epoch that this PC has no key for yet. */
  readonly waitingFor?: string | undefined;
};

type Input = {
  readonly download: Download;
  readonly policy: Policy;
  readonly now: number;
  /** The cache as it stands, when it is whole. */
  readonly have: StoredFeed | undefined;
};

/**
 * Step 5.7 of the TUF client workflow for both target files. What the publisher signed about the
 * flags is held against the policy before a byte of them is downloaded, so a PC that waits for its
 * key does not load the file at every poll.
 */
export async function fetchTargets(
  { targets }: SignedPart<'targets'>,
  input: Input,
): Promise<Result<StagedTargets, FailureCode>> {
  const configFile = targets[CONFIG_TARGET];
  if (!configFile) return fail('feed-malformed', 'targets: a file is not listed');
  const epoch = chooseEpoch(targets, input);
  if (!epoch.ok) return epoch;
  const { file, described, waitingFor } = epoch.value;
  const flags = await fetchFlags({ ...input, targets, epoch: epoch.value });
  if (!flags.ok) return flags;
  const config = await fetchConfig(configFile, input);
  if (!config.ok) return config;
  const { epochId, count, stateHash } = described;
  const hashes = { flagsHash: file.hashes.sha256, configHash: configFile.hashes.sha256 };
  return ok({
    identity: { epochId, count, stateHash, ...hashes },
    flags: flags.value,
    config: config.value,
    waitingFor,
  });
}

async function fetchConfig(
  file: TargetFile,
  input: Input,
): Promise<Result<Bytes | undefined, FailureCode>> {
  if (input.have?.head.configHash === file.hashes.sha256) return ok(undefined);
  const bytes = await fetchTargetFile(CONFIG_TARGET, file, input.download);
  if (!bytes.ok) return bytes;
  const config = readConfig(bytes.value);
  if (!config.ok) return config;
  const code = config.value.locality.municipalityCode;
  return code === input.policy.municipalityCode ? bytes : fail('feed-foreign', `config: ${code}`);
}
