import { toHex } from '../../utils/domain/bytes.ts';
import type { Locality } from '../../utils/domain/canonical-form.ts';
import { RECORD_BYTES } from '../../utils/domain/feed-record.ts';
import type { Target } from '../repository/metadata.ts';
import type { PublishedEpoch } from '../repository/read-epochs.ts';
import { composeRecords } from './compose-records.ts';
import { composeUpdate } from './compose-update.ts';
import { makeCanaries } from './make-canaries.ts';
import { type HeaderContext, makeEpochTargets } from './make-epoch-targets.ts';
import type { PlannedEpoch } from './plan-epochs.ts';

export type ComposedEpoch = {
  readonly targets: readonly Target[];
  readonly recordCount: number;
  readonly canaryTags: readonly string[];
};

export type Site = {
  readonly header: HeaderContext;
  readonly canaries: readonly string[];
  readonly locality: Locality;
  /** The published feed, to keep what did not change; absent when all is sealed anew. */
  readonly base?: { readonly epochs: readonly PublishedEpoch[] } | undefined;
};

/** Seals the records of an epoch and makes its targets. */
export async function composeEpoch(
  { folder, context, state, prepared }: PlannedEpoch,
  { header, canaries: numbers, locality, base }: Site,
): Promise<ComposedEpoch> {
  const { entries } = prepared;
  const { epochId } = context;
  const canaries = await makeCanaries(entries, { ...context, locality, canaries: numbers });
  const published = base?.epochs.find((epoch) => epoch.header.epochId === epochId);
  const records = published
    ? await composeUpdate(published.records, state.records, { entries, canaries }, context)
    : await composeRecords([...entries, ...canaries], context);
  const place = { folder, header: { ...header, epochId } };
  const from = published && { ...published, version: published.header.version };
  return {
    targets: await makeEpochTargets(place, records, from),
    recordCount: records.length / RECORD_BYTES,
    canaryTags: canaries.map(({ entry }) => toHex(entry.tag)),
  };
}
