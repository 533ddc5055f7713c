import { toHex } from '../../utils/domain/bytes.ts';
import { publishedForms } from '../../utils/domain/canonical-form.ts';
import type { Inputs } from '../input/read-inputs.ts';
import type { Grant } from '../input/select-grants.ts';
import type { EpochState, Provisional, Release } from '../keys/publisher-state.ts';
import type { Outcome, Problem } from '../problem.ts';
import { applyReleases } from './apply-releases.ts';
import { addProvisionals, carryProvisionals } from './carry-provisionals.ts';
import type { TaggedGrant } from './check-removals.ts';
import { deriveEntries, type FlaggedEntry, type RecordContext } from './compose-records.ts';
import type { KeyedFlags } from './keyed-flags.ts';
import { makeFlags } from './make-flags.ts';
import { nameRegisterCases } from './name-register-cases.ts';

/** One epoch of the feed: what derives its records and what was published of it. */
export type Epoch = {
  readonly context: RecordContext;
  readonly state: EpochState;
  /** Management numbers whose provisional flags the flag owner ends. */
  readonly droppedProvisionals: readonly string[];
};

/** Everything that is to be published of one epoch, before it is sealed. */
export type PreparedEpoch = {
  readonly keyed: KeyedFlags;
  /** In the order of `keyed`, with the provisional flags that are carried on. */
  readonly entries: readonly FlaggedEntry[];
  readonly caseRefs: Readonly<Record<string, string>>;
  readonly grants: readonly PersonGrant[];
  readonly provisionals: readonly Provisional[];
  readonly releases: readonly Release[];
  readonly cautions: readonly Problem[];
};

/** A person under one application, ended or not, released or not. */
export type PersonGrant = TaggedGrant & { readonly isReleased: boolean };

/** Derives what the inputs say in the terms of one epoch. Nothing is published or remembered. */
export async function prepareEpoch(
  inputs: Inputs,
  { context, state, droppedProvisionals }: Epoch,
): Promise<Outcome<PreparedEpoch>> {
  const applicationTags = await tagsOf(inputs.grants, inputs, context);
  const released = applyReleases(inputs.grants, applicationTags, state.releases);
  const registered = await nameRegisterCases({ ...inputs, grants: released.grants }, context);
  const all = [...released.grants, ...registered.grants];
  const tags = [...applicationTags, ...(await tagsOf(registered.grants, inputs, context))];
  const made = makeFlags({ ...inputs, grants: all }, state.caseRefs, context.randomBytes);
  if (!made.ok) return made;

  const { keyed, caseRefs } = made.value;
  const derived = await deriveEntries([...keyed.values()], context);
  const grants = all.map((grant, index) => personOf(grant, tags[index] ?? ''));
  const provisionals = carryProvisionals(state, {
    grants,
    flaggedTags: new Set(derived.map(({ entry }) => toHex(entry.tag))),
    dropped: droppedProvisionals,
  });
  const cautions = [
    ...made.value.cautions,
    ...registered.cautions,
    ...released.cautions,
    ...provisionals.cautions,
  ];
  const value = {
    keyed,
    grants,
    cautions,
    releases: released.kept,
    provisionals: provisionals.kept,
  };
  return {
    ok: true,
    value: {
      ...value,
      caseRefs: { ...refsOf(provisionals.kept), ...caseRefs },
      entries: addProvisionals(derived, provisionals.kept),
    },
  };
}

/** Tags of the 宛名番号, hex; empty where the number cannot be used (refused by `makeFlags`). */
async function tagsOf(
  grants: readonly Grant[],
  { config }: Inputs,
  context: RecordContext,
): Promise<readonly string[]> {
  const items = grants.flatMap(({ atena }, index) => {
    const [identifier] = publishedForms('atena', atena, config.locality);
    return identifier ? [{ index, identifier, flags: [] }] : [];
  });
  const tags = grants.map(() => '');
  (await deriveEntries(items, context)).forEach(({ entry }, order) => {
    tags[items[order]?.index ?? -1] = toHex(entry.tag);
  });
  return tags;
}

function personOf(grant: Grant, tag: string): PersonGrant {
  const { place, managementNumber, history, operatedDay, isDeleted, isReleased = false } = grant;
  return { place, managementNumber, tag, history, operatedDay, isDeleted, isReleased };
}

function refsOf(provisionals: readonly Provisional[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    provisionals.map(({ managementNumber, flag }) => [managementNumber, flag.caseRef]),
  );
}
