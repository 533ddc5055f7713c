import { toHex } from '../utils/domain/bytes.ts';
import { japaneseDay } from '../utils/domain/case.ts';
import { CONFIG_TARGET } from '../utils/domain/feed-snapshot.ts';
import { addProvisionals, carryProvisionals } from './flags/carry-provisionals.ts';
import { checkRemovals, type TaggedGrant } from './flags/check-removals.ts';
import { deriveEntries, type FlaggedEntry, type RandomBytes } from './flags/compose-records.ts';
import { makeFlags } from './flags/make-flags.ts';
import { makeFlagsTarget } from './flags/make-flags-target.ts';
import { type InputPaths, type Inputs, readInputs } from './input/read-inputs.ts';
import { type KeyFolder, openKeyFolder } from './keys/key-folder.ts';
import { overlapProblem, overlaps } from './keys/overlaps.ts';
import {
  type Provisional,
  type PublisherState,
  readState,
  writeState,
} from './keys/publisher-state.ts';
import { withLock } from './keys/with-lock.ts';
import { type Outcome, type Problem, refuse } from './problem.ts';
import { nextVersions, publishTargets } from './repository/publish-feed.ts';

export type BuildOptions = InputPaths & {
  readonly keys: string;
  /** Folder that the web server serves. */
  readonly out: string;
  /** Days since 1970-01-01; absent = the Japanese date of `nowMs`. */
  readonly today?: number | undefined;
  /** Must be the environment of `init`; a guard against publishing to the wrong place. */
  readonly environment?: 'production' | 'training' | undefined;
  /** Number of persons who may leave the feed with this build. */
  readonly allowRemovals?: number | undefined;
  /** Management numbers whose provisional flags end with this build. */
  readonly dropProvisionals?: readonly string[] | undefined;
  readonly timestampHours?: number | undefined;
  readonly nowMs: number;
  readonly randomBytes: RandomBytes;
};

/** What a build published: counts only. */
export type BuildResult = {
  readonly version: number;
  readonly caseCount: number;
  readonly personCount: number;
  readonly identifierCount: number;
  /** Published records with dummies and canaries. */
  readonly recordCount: number;
  readonly cautions: readonly Problem[];
};

/**
 * Reads the register export, checks it and publishes the whole feed. On any refusal the feed folder
 * and the state stay as they were.
 */
export async function buildFeed(options: BuildOptions): Promise<Outcome<BuildResult>> {
  const folder = openKeyFolder(options.keys);
  if (!folder.ok) return folder;
  const { identity } = folder.value;
  if (overlaps(options.keys, options.out)) return refuse(overlapProblem(options.keys));
  if (options.environment !== undefined && options.environment !== identity.environment) {
    return refuse(wrongEnvironment(identity.environment));
  }
  return await withLock(options.keys, () => readAndPublish(options, folder.value));
}

type Context = {
  readonly folder: KeyFolder;
  readonly state: PublisherState;
  readonly inputs: Inputs;
};

async function readAndPublish(
  options: BuildOptions,
  folder: KeyFolder,
): Promise<Outcome<BuildResult>> {
  const { epochId, municipalityCode } = folder.identity;
  const state = readState(options.keys, epochId);
  if (!state.ok) return state;
  const today = options.today ?? japaneseDay(options.nowMs);
  const inputs = readInputs(options, { municipalityCode, today });
  if (!inputs.ok) return inputs;
  return await publish(options, { folder, state: state.value, inputs: inputs.value });
}

async function publish(options: BuildOptions, context: Context): Promise<Outcome<BuildResult>> {
  const { folder, state, inputs } = context;
  const made = makeFlags(inputs, state.caseRefs, options.randomBytes);
  if (!made.ok) return made;
  const recordContext = {
    ...folder.identity,
    secret: folder.secret,
    randomBytes: options.randomBytes,
  };
  const grants = await tagGrants(made.value.persons, recordContext);
  const removals = checkRemovals(state.grants, grants, options.allowRemovals ?? 0);
  if (removals.length > 0) return refuse(...removals);

  const derived = await deriveEntries([...made.value.keyed.values()], recordContext);
  const provisionals = carryProvisionals(state, {
    grants,
    flaggedTags: new Set(derived.map(({ entry }) => toHex(entry.tag))),
    dropped: options.dropProvisionals ?? [],
  });
  const entries = addProvisionals(derived, provisionals.kept);
  const input = { ...options, folder, state, feedPath: options.out };
  const versions = nextVersions(input);
  const flags = await makeFlagsTarget(entries, {
    ...recordContext,
    canaries: folder.canaries,
    locality: inputs.config.locality,
    version: versions.targetsVersion,
    builtAtMs: options.nowMs,
  });
  const published = await publishTargets(input, versions, [
    flags.target,
    { name: CONFIG_TARGET, bytes: inputs.configBytes, custom: {} },
  ]);
  if (!published.ok) return published;

  const { canaryTags } = flags;
  const kept = { grants, provisionals: provisionals.kept, entries, canaryTags };
  writeState(options.keys, {
    ...state,
    ...published.value,
    builtAtMs: options.nowMs,
    caseRefs: { ...refsOf(provisionals.kept), ...made.value.caseRefs },
    ...remember(kept),
  });
  const cautions = [...made.value.cautions, ...provisionals.cautions];
  const summary = summarize(kept, flags.recordCount);
  return { ok: true, value: { ...summary, version: versions.targetsVersion, cautions } };
}

type Published = {
  readonly grants: readonly TaggedGrant[];
  readonly provisionals: readonly Provisional[];
  readonly entries: readonly FlaggedEntry[];
  readonly canaryTags: readonly string[];
};

function remember({ grants, provisionals, entries, canaryTags }: Published) {
  const live = grants.filter((grant) => !grant.isDeleted);
  return {
    grants: live.map(({ isDeleted: _isDeleted, place: _place, ...grant }) => grant),
    provisionals: [...provisionals],
    records: [
      ...entries.map(({ entry, flags }) => ({ tag: toHex(entry.tag), flags: [...flags] })),
      ...canaryTags.map((tag) => ({ tag, flags: [] })),
    ],
  };
}

function summarize({ grants, entries }: Published, recordCount: number) {
  const live = grants.filter((grant) => !grant.isDeleted);
  return {
    caseCount: new Set(live.map((grant) => grant.managementNumber)).size,
    personCount: live.length,
    identifierCount: entries.length,
    recordCount,
  };
}

function refsOf(provisionals: readonly Provisional[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    provisionals.map(({ managementNumber, flag }) => [managementNumber, flag.caseRef]),
  );
}

async function tagGrants(
  persons: readonly (Omit<TaggedGrant, 'tag'> & {
    readonly identifier: Parameters<typeof deriveEntries>[0][number]['identifier'];
  })[],
  context: Parameters<typeof deriveEntries>[1],
): Promise<readonly TaggedGrant[]> {
  const derived = await deriveEntries(
    persons.map(({ identifier }) => ({ identifier, flags: [] })),
    context,
  );
  return persons.map(({ identifier: _identifier, ...person }, index) => ({
    ...person,
    tag: toHex(derived[index]?.entry.tag ?? new Uint8Array()),
  }));
}

function wrongEnvironment(expected: string): Problem {
  return {
    code: 'keys',
    file: '鍵フォルダ',
    cause: `この鍵は${expected === 'training' ? '訓練用' : '本番用'}です。`,
    remedy: '--environment と鍵フォルダの組み合わせを確認してください。',
  };
}
