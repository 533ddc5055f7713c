import type { Bytes } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import { parseSnapshot, stateHash } from '../domain/feed-snapshot.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { SignedPart } from '../domain/trust/metadata.ts';
import type { StoredFeed } from '../storage/read-feed.ts';
import type { EpochFlags } from './choose-epoch.ts';
import { fetchDeltas, planDeltas } from './fetch-deltas.ts';
import { fetchTargetFile } from './fetch-target-file.ts';
import { type Download, MAX_RUN_BYTES } from './open-download.ts';

type Input = {
  readonly targets: SignedPart<'targets'>['targets'];
  readonly epoch: EpochFlags;
  readonly download: Download;
  readonly have: StoredFeed | undefined;
};

/** Room for metadata and configuration beside the flags. */
const OTHER_FILES_BYTES = 4 * 1024 * 1024;

/**
 * Brings the flags of an epoch: nothing when the cache has them, by deltas when that costs less,
 * else whole. Whatever is wrong with a delta, the whole file follows in the same run
 * (SECURITY.md T11); only a host that asked for patience is not asked for more.
 */
export async function fetchFlags(input: Input): Promise<Result<Bytes | undefined, FailureCode>> {
  if (hasFlags(input)) return ok(undefined);
  const updated = await updateByDeltas(input);
  const isAskedToWait = input.download.retryAfterMs() !== undefined;
  return updated?.ok || (updated && isAskedToWait) ? updated : await fetchWhole(input);
}

/** The same file under another description is fetched again and then refused. */
function hasFlags({ have, epoch: { file, described } }: Input): boolean {
  return (
    have?.head.flagsHash === file.hashes.sha256 &&
    have.head.epochId === described.epochId &&
    have.head.count === described.count &&
    have.head.stateHash === described.stateHash
  );
}

async function updateByDeltas(input: Input): Promise<Result<Bytes, FailureCode> | undefined> {
  const { have, epoch, download } = input;
  if (!have) return undefined;
  const { length } = epoch.file;
  const maxBytes = Math.min(length, MAX_RUN_BYTES - OTHER_FILES_BYTES - length);
  const base = { snapshot: have.snapshot, stateHash: have.head.stateHash };
  const plan = planDeltas({ targets: input.targets, epoch, have: base, maxBytes });
  if (!plan) return undefined;
  const flags = await fetchDeltas(plan, { base: have.snapshot, epoch, download });
  return flags.ok ? checkFlags(flags.value, epoch) : flags;
}

async function fetchWhole({ epoch, download }: Input): Promise<Result<Bytes, FailureCode>> {
  const bytes = await fetchTargetFile(epoch.name, epoch.file, download);
  return bytes.ok ? checkFlags(bytes.value, epoch) : bytes;
}

/** The file must be what the publisher signed about it, whichever way it came. */
async function checkFlags(
  bytes: Bytes,
  { described }: EpochFlags,
): Promise<Result<Bytes, FailureCode>> {
  const snapshot = parseSnapshot(bytes);
  if (!snapshot.ok) return snapshot;
  const { header, records } = snapshot.value;
  const isDeclared =
    header.feedId === described.feedId &&
    header.epochId === described.epochId &&
    header.municipalityCode === described.municipality &&
    header.environment === described.environment &&
    header.version === (described.version ?? header.version);
  if (!isDeclared) return fail('feed-foreign', 'flags: other header than declared');
  const isWhole =
    header.count === described.count && (await stateHash(records)) === described.stateHash;
  return isWhole ? ok(bytes) : fail('feed-hash-mismatch', 'flags: other state than declared');
}
