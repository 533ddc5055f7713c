import type { Bytes } from '../../utils/domain/bytes.ts';
import { deltaTarget, diffRecords, encodeDelta } from '../../utils/domain/feed-delta.ts';
import { RECORD_BYTES, TAG_BYTES } from '../../utils/domain/feed-record.ts';
import {
  encodeSnapshot,
  FLAGS_TARGET,
  type SnapshotHeader,
  stateHash,
} from '../../utils/domain/feed-snapshot.ts';
import type { Target } from '../repository/metadata.ts';

export type HeaderContext = Omit<SnapshotHeader, 'format' | 'count'>;

/** Where an epoch stands in the feed. */
export type EpochPlace = {
  /** Empty for the current epoch, `epochs/<id>/` for the one beside it. */
  readonly folder: string;
  readonly header: HeaderContext;
};

/** What the feed held of the epoch until now; deltas lead from it to the new records. */
export type EpochBase = {
  readonly version: number;
  readonly records: Bytes;
  readonly deltas: readonly Target[];
};

/** Browsers that missed more publications than this load the snapshot. */
const MAX_DELTAS = 8;

/**
 * Makes the targets of one epoch out of finished records: the snapshot, and with a base the newest
 * deltas, the last one leading from the base to these records.
 */
export async function makeEpochTargets(
  { folder, header }: EpochPlace,
  records: Bytes,
  base?: EpochBase,
): Promise<readonly Target[]> {
  const { feedId, epochId, municipalityCode, environment, version, builtAtMs } = header;
  const count = records.length / RECORD_BYTES;
  const common = { feedId, epochId, municipalityCode, environment };
  const snapshot = { format: 'matta-flags-1', ...common, version, count, builtAtMs } as const;
  const identity = { feedId, epochId, municipality: municipalityCode, environment };
  const hash = await stateHash(records);
  const deltas = base ? [...base.deltas, await makeDelta({ folder, header }, records, base)] : [];
  return [
    {
      name: `${folder}${FLAGS_TARGET}`,
      bytes: encodeSnapshot({ header: snapshot, records }),
      custom: { ...identity, stateHash: hash, count, version },
    },
    ...deltas.slice(-MAX_DELTAS),
  ];
}

async function makeDelta(
  { folder, header }: EpochPlace,
  records: Bytes,
  base: EpochBase,
): Promise<Target> {
  const { feedId, epochId, municipalityCode, environment, builtAtMs } = header;
  const changes = diffRecords(base.records, records);
  const versions = { fromVersion: base.version, toVersion: header.version };
  const hashes = {
    baseStateHash: await stateHash(base.records),
    stateHash: await stateHash(records),
  };
  const counts = {
    removedCount: changes.removed.length / TAG_BYTES,
    upsertCount: changes.upserts.length / RECORD_BYTES,
  };
  const common = { feedId, epochId, municipalityCode, environment, builtAtMs };
  const deltaHeader = { format: 'matta-delta-1', ...common, ...versions, ...hashes } as const;
  return {
    name: deltaTarget(versions, folder),
    bytes: encodeDelta({ header: { ...deltaHeader, ...counts }, ...changes }),
    custom: {
      ...{ feedId, epochId, municipality: municipalityCode, environment },
      ...{ ...versions, ...hashes, count: records.length / RECORD_BYTES },
    },
  };
}
