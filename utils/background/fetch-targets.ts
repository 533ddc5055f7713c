import * as v from 'valibot';
import type { Bytes } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import { type FeedConfig, parseFeedConfig } from '../domain/feed-config.ts';
import type { FeedHead } from '../domain/feed-head.ts';
import {
  CONFIG_TARGET,
  FLAGS_TARGET,
  MAX_RECORD_COUNT,
  parseSnapshot,
  stateHash,
} from '../domain/feed-snapshot.ts';
import type { Policy } from '../domain/policy.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { SignedPart, TargetFile } from '../domain/trust/metadata.ts';
import { parseJson } from '../domain/trust/parse-json.ts';
import { verifyTargetFile } from '../domain/trust/update-trust.ts';
import type { Download } from './open-download.ts';
import { asFailure } from './refresh-trust.ts';

const MAX_CONFIG_BYTES = 4 * 1024 * 1024;

/** What the publisher signs about `flags.bin` beside hash and length (SECURITY.md §4.4). */
const CUSTOM = v.object({
  feedId: v.string(),
  epochId: v.string(),
  municipality: v.string(),
  environment: v.string(),
  stateHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  count: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(MAX_RECORD_COUNT)),
});
type Custom = v.InferOutput<typeof CUSTOM>;

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
  const custom = checkCustom(flagsFile, input);
  if (!custom.ok) return custom;
  const flags = await fetchFlags(flagsFile, custom.value, input);
  if (!flags.ok) return flags;
  const config = await fetchConfig(configFile, input);
  if (!config.ok) return config;
  const { epochId, count, stateHash: hash } = custom.value;
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
function checkCustom(file: TargetFile, { policy, now }: Input): Result<Custom, FailureCode> {
  const parsed = v.safeParse(CUSTOM, file.custom);
  if (!parsed.success) return fail('feed-malformed', 'targets: custom');
  const { feedId, epochId, municipality, environment } = parsed.output;
  const isOurs =
    feedId === policy.feedId &&
    municipality === policy.municipalityCode &&
    environment === policy.environment;
  if (!isOurs) return fail('feed-foreign', `${feedId} ${municipality} ${environment}`);
  const hasKey = policy.feedSecrets.some(
    ({ id, notAfterMs }) => id === epochId && now < (notAfterMs ?? Number.POSITIVE_INFINITY),
  );
  return hasKey ? ok(parsed.output) : fail('key-missing', `epoch ${epochId}`);
}

async function fetchFlags(
  file: TargetFile,
  custom: Custom,
  input: Input,
): Promise<Result<Bytes | undefined, FailureCode>> {
  if (input.have?.flagsHash === file.hashes.sha256) return ok(undefined);
  const bytes = await fetchTarget(FLAGS_TARGET, file, input.download);
  if (!bytes.ok) return bytes;
  const snapshot = parseSnapshot(bytes.value);
  if (!snapshot.ok) return snapshot;
  const { header, records } = snapshot.value;
  const isDeclared =
    header.feedId === custom.feedId &&
    header.epochId === custom.epochId &&
    header.municipalityCode === custom.municipality &&
    header.environment === custom.environment;
  if (!isDeclared) return fail('feed-foreign', 'flags: other header than declared');
  const isWhole = header.count === custom.count && (await stateHash(records)) === custom.stateHash;
  return isWhole ? bytes : fail('feed-hash-mismatch', 'flags: other state than declared');
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

/** Reads the signed configuration; `feed-malformed` names the field that is wrong. */
export function readConfig(bytes: Bytes): Result<FeedConfig, FailureCode> {
  const json = parseJson(bytes, MAX_CONFIG_BYTES);
  if (!json.ok) return json;
  try {
    return ok(parseFeedConfig(json.value));
  } catch (error) {
    if (!(error instanceof v.ValiError)) throw error;
    const [issue] = error.issues;
    return fail('feed-malformed', `config: ${v.getDotPath(issue) ?? issue.message}`);
  }
}
