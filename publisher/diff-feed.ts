import { toHex } from '../utils/domain/bytes.ts';
import { japaneseDay } from '../utils/domain/case.ts';
import { cautionsOf, checkPlan, planEpochs } from './flags/plan-epochs.ts';
import type { PersonGrant, PreparedEpoch } from './flags/prepare-epoch.ts';
import { readInputs } from './input/read-inputs.ts';
import { openKeyFolder } from './keys/key-folder.ts';
import { type EpochState, readState } from './keys/publisher-state.ts';
import type { Outcome, Problem } from './problem.ts';
import type { PublishOptions } from './publish-inputs.ts';

/** What an `update` would do: counts and management numbers, no person. */
export type FeedDifference = {
  /** Management numbers with persons that are added, ended, released, missing or in a later version. */
  readonly added: readonly string[];
  readonly ended: readonly string[];
  readonly released: readonly string[];
  readonly missing: readonly string[];
  readonly renewed: readonly string[];
  /** Persons under protection before and after. */
  readonly personCounts: { readonly before: number; readonly after: number };
  /** Identifiers that come, go, or carry other flags. */
  readonly identifierCounts: {
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
  };
  /** What would stop the publication. */
  readonly refusals: readonly Problem[];
  readonly cautions: readonly Problem[];
};

/** Compares the inputs with what is published. Nothing is written, neither feed nor key folder. */
export async function diffFeed(
  options: Omit<PublishOptions, 'out'>,
): Promise<Outcome<FeedDifference>> {
  const folder = openKeyFolder(options.keys);
  if (!folder.ok) return folder;
  const { epochId, municipalityCode } = folder.value.identity;
  const state = readState(options.keys, epochId);
  if (!state.ok) return state;
  const today = options.today ?? japaneseDay(options.nowMs);
  const inputs = readInputs(options, { municipalityCode, today });
  if (!inputs.ok) return inputs;
  const holdings = { folder: folder.value, state: state.value };
  const planned = await planEpochs(holdings, inputs.value, options);
  if (!planned.ok) return planned;
  const [current] = planned.value;
  if (!current) throw new Error('no epoch');
  return {
    ok: true,
    value: {
      ...comparePersons(current.state.grants, current.prepared.grants),
      identifierCounts: compareIdentifiers(current.state.records, current.prepared),
      refusals: checkPlan(planned.value, options),
      cautions: [...inputs.value.cautions, ...cautionsOf(planned.value)],
    },
  };
}

function comparePersons(before: EpochState['grants'], after: readonly PersonGrant[]) {
  const known = new Map(before.map((grant) => [keyOf(grant), grant]));
  const now = new Map(after.map((grant) => [keyOf(grant), grant]));
  const live = after.filter((grant) => !grant.isDeleted && !grant.isReleased);
  const gone = (isSo: (grant: PersonGrant | undefined) => boolean) =>
    numbersOf(before.filter((grant) => isSo(now.get(keyOf(grant)))));
  return {
    added: numbersOf(live.filter((grant) => !known.has(keyOf(grant)))),
    ended: gone((grant) => grant?.isDeleted === true),
    released: gone((grant) => grant?.isReleased === true),
    missing: gone((grant) => grant === undefined),
    renewed: numbersOf(
      live.filter((grant) => (known.get(keyOf(grant))?.history ?? grant.history) < grant.history),
    ),
    personCounts: { before: personCount(before), after: personCount(live) },
  };
}

function compareIdentifiers(before: EpochState['records'], { entries }: PreparedEpoch) {
  const flagsOf = (flags: (typeof entries)[number]['flags']) =>
    JSON.stringify(flags.map((flag) => Object.entries(flag).sort()).sort());
  // Records of canaries carry no flags and are nobody's.
  const real = before.filter(({ flags }) => flags.length > 0);
  const known = new Map(real.map(({ tag, flags }) => [tag, flagsOf(flags)]));
  const now = new Map(entries.map(({ entry, flags }) => [toHex(entry.tag), flagsOf(flags)]));
  return {
    added: [...now.keys()].filter((tag) => !known.has(tag)).length,
    removed: [...known.keys()].filter((tag) => !now.has(tag)).length,
    changed: [...now].filter(([tag, text]) => known.has(tag) && known.get(tag) !== text).length,
  };
}

function personCount(grants: readonly { readonly tag: string }[]): number {
  return new Set(grants.map(({ tag }) => tag)).size;
}

function numbersOf(grants: readonly { readonly managementNumber: string }[]): readonly string[] {
  return [...new Set(grants.map((grant) => grant.managementNumber))].sort();
}

function keyOf(grant: { readonly managementNumber: string; readonly tag: string }): string {
  return `${grant.managementNumber}\0${grant.tag}`;
}
