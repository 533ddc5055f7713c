import type { Bytes } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import { type FeedDescription, parseFeedDescription } from '../domain/feed-description.ts';
import type { FeedHead } from '../domain/feed-head.ts';
import { CONFIG_TARGET, FLAGS_TARGET, parseSnapshot, stateHash } from '../domain/feed-snapshot.ts';
import type { Policy } from '../domain/policy.ts';
import { readConfig } from '../domain/read-config.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { SignedPart, TargetFile } from '../domain/trust/metadata.ts';
import { verifyTargetFile } from '../domain/trust/update-trust.ts';
import type { Download } from './open-download.ts';
import { asFailure } from './refresh-trust.ts';

/** Verified target files; a file that the cache already has is left out. */
export type StagedTargets = {
  readonly identity: Pick<FeedHead, 'epochId' | 'count' | 'stateHash' | 'flagsHash' | 'configHash'>;
  readonly flags?: Bytes | undefined;
  readonly config?: Bytes | undefined;
};

type Input = {
  readonly download: Download;
  readonly policy: Policy;
  readonly now: number;
  /** Head of the cache as it stands, when it is whole. */
  readonly have: FeedHead | undefined;
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
  const flagsFile = targets[FLAGS_TARGET];
  const configFile = targets[CONFIG_TARGET];
  if (!flagsFile || !configFile) return fail('feed-malformed', 'targets: a file is not listed');
  const described = checkDescription(flagsFile, input);
  if (!described.ok) return described;
  const flags = await fetchFlags(flagsFile, described.value, input);
  if (!flags.ok) return flags;
  const config = await fetchConfig(configFile, input);
  if (!config.ok) return config;
  const { epochId, count, stateHash: hash } = described.value;
  return ok({
    identity: {
      epochId,
      count,
      stateHash: hash,
      flagsHash: flagsFile.hashes.sha256,
      configHash: configFile.hashes.sha256,
    },
    flags: flags.value,
    config: config.value,
  });
}

/** Refuses the feed of another municipality, purpose or environment (T14, T30), then asks for the key. */
function checkDescription(
  file: TargetFile,
  { policy, now }: Input,
): Result<FeedDescription, FailureCode> {
  const description = parseFeedDescription(file.custom);
  if (description === undefined) return fail('feed-malformed', 'targets: description of the flags');
  const { feedId, epochId, municipality, environment } = description;
  const isOurs =
    feedId === policy.feedId &&
    municipality === policy.municipalityCode &&
    environment === policy.environment;
  if (!isOurs) return fail('feed-foreign', `${feedId} ${municipality} ${environment}`);
  const hasKey = policy.feedSecrets.some(
    ({ id, notAfterMs }) => id === epochId && now < (notAfterMs ?? Number.POSITIVE_INFINITY),
  );
  return hasKey ? ok(description) : fail('key-missing', `epoch ${epochId}`);
}

async function fetchFlags(
  file: TargetFile,
  described: FeedDescription,
  input: Input,
): Promise<Result<Bytes | undefined, FailureCode>> {
  if (hasFlags(input.have, file, described)) return ok(undefined);
  const bytes = await fetchTarget(FLAGS_TARGET, file, input.download);
  if (!bytes.ok) return bytes;
  const snapshot = parseSnapshot(bytes.value);
  if (!snapshot.ok) return snapshot;
  const { header, records } = snapshot.value;
  const isDeclared =
    header.feedId === described.feedId &&
    header.epochId === described.epochId &&
    header.municipalityCode === described.municipality &&
    header.environment === described.environment;
  if (!isDeclared) return fail('feed-foreign', 'flags: other header than declared');
  const isWhole =
    header.count === described.count && (await stateHash(records)) === described.stateHash;
  return isWhole ? bytes : fail('feed-hash-mismatch', 'flags: other state than declared');
}

/** The same file under another description is fetched again and then refused. */
function hasFlags(
  have: FeedHead | undefined,
  file: TargetFile,
  { epochId, count, stateHash: hash }: FeedDescription,
): boolean {
  return (
    have?.flagsHash === file.hashes.sha256 &&
    have.epochId === epochId &&
    have.count === count &&
    have.stateHash === hash
  );
}

async function fetchConfig(
  file: TargetFile,
  input: Input,
): Promise<Result<Bytes | undefined, FailureCode>> {
  if (input.have?.configHash === file.hashes.sha256) return ok(undefined);
  const bytes = await fetchTarget(CONFIG_TARGET, file, input.download);
  if (!bytes.ok) return bytes;
  const config = readConfig(bytes.value);
  if (!config.ok) return config;
  const code = config.value.locality.municipalityCode;
  return code === input.policy.municipalityCode ? bytes : fail('feed-foreign', `config: ${code}`);
}

async function fetchTarget(
  name: string,
  file: TargetFile,
  download: Download,
): Promise<Result<Bytes, FailureCode>> {
  // 5.7.3: with consistent snapshots the hash is part of the name; the length bounds the read.
  const bytes = await download(`targets/${file.hashes.sha256}.${name}`, file.length);
  if (!bytes.ok) return asFailure(bytes);
  const verified = await verifyTargetFile(bytes.value, file, name);
  return verified.ok ? bytes : verified;
}
