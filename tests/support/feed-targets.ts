import type { FeedConfig } from '../../utils/domain/feed-config.ts';
import {
  type Delta,
  deltaTarget,
  diffRecords,
  encodeDelta,
} from '../../utils/domain/feed-delta.ts';
import { RECORD_BYTES, TAG_BYTES } from '../../utils/domain/feed-record.ts';
import {
  CONFIG_TARGET,
  encodeSnapshot,
  FLAGS_TARGET,
  type Snapshot,
  stateHash,
} from '../../utils/domain/feed-snapshot.ts';
import { buildConfig } from './feed-fixture.ts';
import type { TargetInput } from './tuf-repository.ts';

type Place = { readonly folder?: string; readonly custom?: object };

/** The flags of one epoch as the publisher files and describes them. */
export async function flagsTarget(snapshot: Snapshot, place: Place = {}): Promise<TargetInput> {
  const custom = { ...(await describe(snapshot)), ...place.custom };
  const name = `${place.folder ?? ''}${FLAGS_TARGET}`;
  return { name, bytes: encodeSnapshot(snapshot), custom };
}

export function configTarget(snapshot: Snapshot, change: Partial<FeedConfig> = {}): TargetInput {
  return { name: CONFIG_TARGET, bytes: buildConfig(snapshot.header.municipalityCode, change) };
}

/** The delta between two snapshots as the publisher makes it. */
export async function makeDelta(before: Snapshot, after: Snapshot): Promise<Delta> {
  const { removed, upserts } = diffRecords(before.records, after.records);
  const { feedId, epochId, municipalityCode, environment, builtAtMs } = after.header;
  const header = {
    format: 'matta-delta-1' as const,
    ...{ feedId, epochId, municipalityCode, environment, builtAtMs },
    fromVersion: before.header.version,
    toVersion: after.header.version,
    baseStateHash: await stateHash(before.records),
    stateHash: await stateHash(after.records),
    removedCount: removed.length / TAG_BYTES,
    upsertCount: upserts.length / RECORD_BYTES,
  };
  return { header, removed, upserts };
}

/** The same as a target. */
export async function deltaFile(
  before: Snapshot,
  after: Snapshot,
  place: Place = {},
): Promise<TargetInput> {
  const delta = await makeDelta(before, after);
  const { fromVersion, toVersion, baseStateHash } = delta.header;
  const versions = { fromVersion, toVersion, baseStateHash };
  const custom = { ...(await describe(after)), ...versions, ...place.custom };
  return { name: deltaTarget(delta.header, place.folder), bytes: encodeDelta(delta), custom };
}

async function describe({ header, records }: Snapshot) {
  const { feedId, epochId, environment, count, version, municipalityCode } = header;
  const hash = await stateHash(records);
  const identity = { feedId, epochId, municipality: municipalityCode, environment };
  return { ...identity, stateHash: hash, count, version };
}
