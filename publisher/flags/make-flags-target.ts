import { type Bytes, toHex } from '../../utils/domain/bytes.ts';
import { type Locality, publishedForms } from '../../utils/domain/canonical-form.ts';
import type { Flag } from '../../utils/domain/case.ts';
import { RECORD_BYTES } from '../../utils/domain/feed-record.ts';
import {
  encodeSnapshot,
  FLAGS_TARGET,
  type SnapshotHeader,
  stateHash,
} from '../../utils/domain/feed-snapshot.ts';
import type { Target } from '../repository/metadata.ts';
import {
  composeRecords,
  deriveEntries,
  type FlaggedEntry,
  type RecordContext,
} from './compose-records.ts';

export type HeaderContext = Omit<SnapshotHeader, 'format' | 'count'>;

export type FlagsContext = RecordContext &
  HeaderContext & {
    readonly locality: Locality;
    readonly canaries: readonly string[];
  };

export type FlagsTarget = {
  readonly target: Target;
  readonly recordCount: number;
  readonly canaryTags: readonly string[];
};

/** Makes the target `flags.bin`: header, sealed records, canaries and dummies. */
export async function makeFlagsTarget(
  entries: readonly FlaggedEntry[],
  context: FlagsContext,
): Promise<FlagsTarget> {
  const canaries = await makeCanaries(entries, context);
  const records = await composeRecords([...entries, ...canaries], context);
  return {
    target: await wrapRecords(records, context),
    recordCount: records.length / RECORD_BYTES,
    canaryTags: canaries.map(({ entry }) => toHex(entry.tag)),
  };
}

/** Makes the target out of finished records: header, records, and what the metadata says of them. */
export async function wrapRecords(records: Bytes, context: HeaderContext): Promise<Target> {
  const { feedId, epochId, municipalityCode, environment, version, builtAtMs } = context;
  const common = { feedId, epochId, municipalityCode, environment };
  const count = records.length / RECORD_BYTES;
  const header = { format: 'matta-flags-1', ...common, version, count, builtAtMs } as const;
  const identity = { feedId, epochId, municipality: municipalityCode, environment };
  const custom = { ...identity, stateHash: await stateHash(records), count };
  return { name: FLAGS_TARGET, bytes: encodeSnapshot({ header, records }), custom };
}

/**
 * Records of 宛名番号 that belong to nobody: whoever tries all numbers and looks the hits up in a
 * business system shows in that system's log (SECURITY.md §4.3). A real identifier always wins.
 */
async function makeCanaries(
  entries: readonly FlaggedEntry[],
  context: FlagsContext,
): Promise<readonly FlaggedEntry[]> {
  const taken = new Set(entries.map(({ entry }) => toHex(entry.tag)));
  const items = context.canaries
    .flatMap((number) => publishedForms('atena', number, context.locality))
    .map((identifier) => ({ identifier, flags: [canaryFlag(context)] }));
  const canaries = new Map(
    (await deriveEntries(items, context)).map((item) => [toHex(item.entry.tag), item]),
  );
  return [...canaries].filter(([tag]) => !taken.has(tag)).map(([, item]) => item);
}

function canaryFlag({ randomBytes }: FlagsContext): Flag {
  return {
    caseRef: toHex(randomBytes(8)),
    role: 'protected',
    state: 'active',
    severity: 1,
    guidance: 0,
    section: 0,
    version: 1,
  };
}
