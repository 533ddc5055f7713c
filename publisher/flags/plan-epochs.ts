import { epochFolder } from '../../utils/domain/feed-delta.ts';
import type { Inputs } from '../input/read-inputs.ts';
import { type KeyFolder, secretOf } from '../keys/key-folder.ts';
import type { EpochState, PublisherState } from '../keys/publisher-state.ts';
import { joinOutcomes, type Outcome, type Problem } from '../problem.ts';
import { checkAdditions, checkLosses, nameLosses } from './check-changes.ts';
import { checkRemovals } from './check-removals.ts';
import type { RandomBytes, RecordContext } from './compose-records.ts';
import { type PreparedEpoch, prepareEpoch } from './prepare-epoch.ts';

/** Keys and memory of a feed: everything of the key folder that a publication works with. */
export type Holdings = { readonly folder: KeyFolder; readonly state: PublisherState };

/** What the flag owner permits in one publication: numbers of persons, of persons, of identifiers. */
export type Allowances = {
  readonly allowRemovals?: number | undefined;
  readonly allowAdditions?: number | undefined;
  readonly allowChanges?: number | undefined;
};

export type Surroundings = {
  readonly randomBytes: RandomBytes;
  readonly progress?: RecordContext['progress'];
  readonly dropProvisionals?: readonly string[] | undefined;
};

export type PlannedEpoch = {
  /** Empty for the current epoch, `epochs/<id>/` for the one beside it. */
  readonly folder: string;
  readonly context: RecordContext;
  readonly state: EpochState;
  readonly prepared: PreparedEpoch;
};

/** Prepares every epoch that is published. The first one is the current one. */
export async function planEpochs(
  holdings: Holdings,
  inputs: Inputs,
  surroundings: Surroundings,
): Promise<Outcome<readonly PlannedEpoch[]>> {
  const planned: Outcome<PlannedEpoch>[] = [];
  for (const { folder, state, context } of epochsOf(holdings, surroundings)) {
    const droppedProvisionals = surroundings.dropProvisionals ?? [];
    const prepared = await prepareEpoch(inputs, { context, state, droppedProvisionals });
    planned.push(
      prepared.ok
        ? { ok: true, value: { folder, context, state, prepared: prepared.value } }
        : prepared,
    );
  }
  const failed = planned.find((outcome) => !outcome.ok);
  return failed ?? joinOutcomes(planned);
}

/** The epochs of a feed with what derives their records. */
export function epochsOf(
  { folder, state }: Holdings,
  { randomBytes, progress }: Surroundings,
): readonly { folder: string; state: EpochState; context: RecordContext }[] {
  const states = [state, ...(state.previous ? [state.previous] : [])];
  return states.map((epochState, index) => ({
    folder: index === 0 ? '' : epochFolder(epochState.epochId),
    state: epochState,
    context: {
      ...folder.identity,
      epochId: epochState.epochId,
      secret: secretOf(folder, epochState.epochId),
      randomBytes,
      ...(progress ? { progress } : {}),
    },
  }));
}

/** Compares each epoch with what was published of it. The first one that is stopped counts. */
export function checkPlan(
  planned: readonly PlannedEpoch[],
  allowances: Allowances,
): readonly Problem[] {
  const { allowRemovals = 0, allowAdditions = 0, allowChanges = 0 } = allowances;
  const problems = planned.map(({ state, prepared }) => [
    ...checkRemovals(state.grants, prepared.grants, allowRemovals),
    ...checkAdditions(state.grants, prepared.grants, allowAdditions),
    ...checkLosses(state.records, prepared, allowChanges),
  ]);
  return problems.find((list) => list.length > 0) ?? [];
}

/** What the flag owner should look at; the same in every epoch, so that of the current one counts. */
export function cautionsOf([current]: readonly PlannedEpoch[]): readonly Problem[] {
  if (!current) return [];
  return [...current.prepared.cautions, ...nameLosses(current.state.records, current.prepared)];
}
