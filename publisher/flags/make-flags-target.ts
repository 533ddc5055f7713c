import { toHex } from '../../utils/domain/bytes.ts';
import { type Locality, publishedForms } from '../../utils/domain/canonical-form.ts';
import type { Flag } from '../../utils/domain/case.ts';
import { RECORD_BYTES } from '../../utils/domain/feed-record.ts';
import { encodeSnapshot, FLAGS_TARGET, stateHash } from '../../utils/domain/feed-snapshot.ts';
import type { Target } from '../repository/metadata.ts';
import {
  composeRecords,
  deriveEntries,
  type FlaggedEntry,
  type RecordContext,
} from './compose-records.ts';

export type FlagsContext = RecordContext & {
  readonly environment: 'production' | 'training';
  readonly locality: Locality;
  readonly canaries: readonly string[];
  readonly version: number;
  readonly builtAtMs: number;
};

/** Makes the target `flags.bin`: header, sealed records, canaries and dummies. */
export async function makeFlagsTarget(
  entries: readonly FlaggedEntry[],
  context: FlagsContext,
): Promise<{ readonly target: Target; readonly recordCount: number }> {
  const { feedId, epochId, municipalityCode, environment, version, builtAtMs } = context;
  const canaries = await makeCanaries(entries, context);
  const records = await composeRecords([...entries, ...canaries], context);
  const count = records.length / RECORD_BYTES;
  const header = {
    format: 'matta-flags-1',
    feedId,
    epochId,
    municipalityCode,
    environment,
    version,
    count,
    builtAtMs,
  } as const;
  const custom = {
    feedId,
    epochId,
    municipalityCode,
    environment,
    stateHash: await stateHash(records),
    count,
  };
  const bytes = encodeSnapshot({ header, records });
  return { target: { name: FLAGS_TARGET, bytes, custom }, recordCount: count };
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
