import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { targetPath } from '../../utils/domain/trust/target-path.ts';
import type { KeyFolder } from '../keys/key-folder.ts';
import type { PublisherState } from '../keys/publisher-state.ts';
import { type Outcome, refuse } from '../problem.ts';
import { verifyContent } from '../verify-feed.ts';
import {
  makeSnapshot,
  makeTargets,
  makeTimestamp,
  type RepositoryFile,
  sha256Of,
  type Target,
} from './metadata.ts';
import { listFeedFiles, pruneFiles, publishFiles } from './publish-files.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Targets and snapshot outlive any pause between builds; the timestamp proves that we are alive. */
const TARGETS_LIFE_MS = 180 * DAY_MS;
const SNAPSHOT_LIFE_MS = 180 * DAY_MS;
export const TIMESTAMP_HOURS = { min: 24, max: 72, default: 72 };

const SIGNED_VERSION = v.object({ signed: v.object({ version: v.number() }) });

export type PublishInput = {
  readonly folder: KeyFolder;
  readonly state: PublisherState;
  readonly feedPath: string;
  readonly nowMs: number;
  readonly timestampHours?: number | undefined;
};

export type Versions = Pick<
  PublisherState,
  'targetsVersion' | 'snapshotVersion' | 'timestampVersion'
>;

/** Versions for the next publication: above everything that was published before. */
export function nextVersions({ state, feedPath }: PublishInput): Versions {
  const names = listFeedFiles(feedPath);
  return {
    targetsVersion: 1 + Math.max(state.targetsVersion, ...versionsOf(names, 'targets')),
    snapshotVersion: 1 + Math.max(state.snapshotVersion, ...versionsOf(names, 'snapshot')),
    timestampVersion: 1 + Math.max(state.timestampVersion, publishedTimestamp(feedPath)),
  };
}

/** Signs targets and publishes them, after verifying the result as a client would. */
export async function publishTargets(
  input: PublishInput,
  versions: Versions,
  targets: readonly Target[],
): Promise<Outcome<Versions>> {
  const { signers } = input.folder;
  const targetsFile = makeTargets(
    { version: versions.targetsVersion, expiresAtMs: input.nowMs + TARGETS_LIFE_MS },
    signers.targets,
    targets,
  );
  const snapshotFile = makeSnapshot(
    { version: versions.snapshotVersion, expiresAtMs: input.nowMs + SNAPSHOT_LIFE_MS },
    signers.snapshot,
    { version: versions.targetsVersion, bytes: targetsFile.bytes },
  );
  return await publishVerified(input, versions, [
    ...targets.map((target) => ({
      name: targetPath(target.name, sha256Of(target.bytes)),
      bytes: Buffer.from(target.bytes),
    })),
    targetsFile,
    snapshotFile,
  ]);
}

/** Signs a new timestamp over the published snapshot: says that the publisher is alive. */
export async function publishTimestamp(
  input: PublishInput,
  versions: Versions,
): Promise<Outcome<Versions>> {
  return await publishVerified(input, versions, []);
}

async function publishVerified(
  input: PublishInput,
  versions: Versions,
  files: readonly RepositoryFile[],
): Promise<Outcome<Versions>> {
  const { folder, feedPath, nowMs, timestampHours = TIMESTAMP_HOURS.default } = input;
  const snapshotName = `${versions.snapshotVersion}.snapshot.json`;
  const staged = new Map([...folder.roots, ...files].map(({ name, bytes }) => [name, bytes]));
  const read = (name: string) => staged.get(name) ?? readIfThere(join(feedPath, name));
  const snapshotBytes = read(snapshotName);
  if (!snapshotBytes) return refuse(nothingPublished(snapshotName));
  const timestamp = makeTimestamp(
    { version: versions.timestampVersion, expiresAtMs: nowMs + timestampHours * HOUR_MS },
    folder.signers.timestamp,
    { version: versions.snapshotVersion, bytes: snapshotBytes },
  );
  staged.set(timestamp.name, timestamp.bytes);
  const verified = await verifyContent(read, {
    pinnedRoot: folder.roots[0]?.bytes ?? Buffer.alloc(0),
    nowMs,
  });
  if (!verified.ok) return verified;

  const before = publishedNames(feedPath);
  publishFiles(
    feedPath,
    [...staged].map(([name, bytes]) => ({ name, bytes })),
  );
  // What was current until now stays once more, for readers that are under way.
  pruneFiles(feedPath, new Set([...verified.value.repository.names, ...before]));
  return { ok: true, value: versions };
}

function nothingPublished(snapshotName: string) {
  return {
    code: 'feed',
    file: snapshotName,
    cause: '公開済みの支援措置データがありません。',
    remedy: '先にbuildで公開してください。',
  } as const;
}

/** Names that the published timestamp leads to; empty when nothing usable is published. */
function publishedNames(feedPath: string): readonly string[] {
  const names = listFeedFiles(feedPath);
  const latest = (role: 'targets' | 'snapshot') => {
    const version = Math.max(0, ...versionsOf(names, role));
    return names.filter((name) => name === `${version}.${role}.json`);
  };
  const [targetsName] = latest('targets');
  const text = targetsName ? readFileSync(join(feedPath, targetsName), 'utf8') : '';
  const targets = names.filter((name) => {
    const [, hash] = /^targets\/(?:.+\/)?([0-9a-f]{64})\./.exec(name) ?? [];
    return hash !== undefined && text.includes(hash);
  });
  return [...latest('snapshot'), ...latest('targets'), ...targets];
}

function versionsOf(names: readonly string[], role: 'targets' | 'snapshot'): readonly number[] {
  return names
    .map((name) => new RegExp(`^(\\d+)\\.${role}\\.json$`).exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number);
}

function publishedTimestamp(feedPath: string): number {
  const bytes = readIfThere(join(feedPath, 'timestamp.json'));
  return bytes ? v.parse(SIGNED_VERSION, JSON.parse(bytes.toString('utf8'))).signed.version : 0;
}

function readIfThere(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}
