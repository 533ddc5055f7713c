import { toHex } from '../utils/domain/bytes.ts';
import { japaneseDay } from '../utils/domain/case.ts';
import { CONFIG_TARGET } from '../utils/domain/feed-snapshot.ts';
import { type ComposedEpoch, composeEpoch } from './flags/compose-epoch.ts';
import type { RandomBytes, RecordContext } from './flags/compose-records.ts';
import {
  type Allowances,
  cautionsOf,
  checkPlan,
  type Holdings,
  type PlannedEpoch,
  planEpochs,
} from './flags/plan-epochs.ts';
import { type InputPaths, type Inputs, readInputs } from './input/read-inputs.ts';
import { openKeyFolder } from './keys/key-folder.ts';
import { overlapProblem, overlaps } from './keys/overlaps.ts';
import { type EpochState, readState, writeState } from './keys/publisher-state.ts';
import { withLock } from './keys/with-lock.ts';
import { writePartyList } from './keys/write-party-list.ts';
import { type Outcome, type Problem, refuse } from './problem.ts';
import { nextVersions, publishTargets } from './repository/publish-feed.ts';
import { readFeed, type VerifiedFeed } from './verify-feed.ts';

export type PublishOptions = InputPaths &
  Allowances & {
    readonly keys: string;
    /** Folder that the web server serves. */
    readonly out: string;
    /** Days since 1970-01-01; absent = the Japanese date of `nowMs`. */
    readonly today?: number | undefined;
    /** Must be the environment of `init`; a guard against publishing to the wrong place. */
    readonly environment?: 'production' | 'training' | undefined;
    /** Management numbers whose provisional flags end with this publication. */
    readonly dropProvisionals?: readonly string[] | undefined;
    readonly timestampHours?: number | undefined;
    readonly nowMs: number;
    readonly randomBytes: RandomBytes;
    readonly progress?: RecordContext['progress'];
  };

/** What a publication did: counts only. */
export type PublishResult = {
  readonly version: number;
  readonly caseCount: number;
  readonly personCount: number;
  readonly identifierCount: number;
  /** Published records with dummies and canaries. */
  readonly recordCount: number;
  readonly cautions: readonly Problem[];
};

/** What a command does besides publishing what the inputs say. */
export type Publication = {
  /** `full` seals every record anew; `delta` keeps what did not change and lists a delta. */
  readonly mode: 'full' | 'delta';
  /** Changes keys or memory before anything is derived: a release, a new epoch. */
  readonly change?: (holdings: Holdings, inputs: Inputs) => Promise<Outcome<Holdings>>;
  /** Runs after publication, before the memory is written. */
  readonly settle?: (holdings: Holdings, version: number) => void;
};

/**
 * Reads the inputs, checks them and publishes what they say. On any refusal the feed folder and the
 * key folder stay as they were.
 */
export async function publishInputs(
  options: PublishOptions,
  publication: Publication,
): Promise<Outcome<PublishResult>> {
  const folder = openKeyFolder(options.keys);
  if (!folder.ok) return folder;
  const { identity } = folder.value;
  if (overlaps(options.keys, options.out)) return refuse(overlapProblem(options.keys));
  if (options.environment !== undefined && options.environment !== identity.environment) {
    return refuse(wrongEnvironment(identity.environment));
  }
  return await withLock(options.keys, async () => {
    const state = readState(options.keys, identity.epochId);
    if (!state.ok) return state;
    const holdings = { folder: folder.value, state: state.value };
    const inputs = readInputs(options, {
      municipalityCode: identity.municipalityCode,
      today: options.today ?? japaneseDay(options.nowMs),
    });
    if (!inputs.ok) return inputs;
    const changed = (await publication.change?.(holdings, inputs.value)) ?? ok(holdings);
    if (!changed.ok) return changed;
    return await publish(options, publication, { holdings: changed.value, inputs: inputs.value });
  });
}

type Context = { readonly holdings: Holdings; readonly inputs: Inputs };

async function publish(
  options: PublishOptions,
  publication: Publication,
  { holdings, inputs }: Context,
): Promise<Outcome<PublishResult>> {
  const planned = await planEpochs(holdings, inputs, options);
  if (!planned.ok) return planned;
  const stopped = checkPlan(planned.value, options);
  if (stopped.length > 0) return refuse(...stopped);
  const base = publication.mode === 'delta' ? await readBase(options, holdings) : ok(undefined);
  if (!base.ok) return base;

  const input = { ...options, ...holdings, feedPath: options.out };
  const versions = nextVersions(input);
  const { identity, canaries } = holdings.folder;
  const header = { ...identity, version: versions.targetsVersion, builtAtMs: options.nowMs };
  const site = { header, canaries, locality: inputs.config.locality, base: base.value };
  const composed: ComposedEpoch[] = [];
  for (const epoch of planned.value) composed.push(await composeEpoch(epoch, site));
  const published = await publishTargets(input, versions, [
    ...composed.flatMap(({ targets }) => targets),
    { name: CONFIG_TARGET, bytes: inputs.configBytes, custom: {} },
  ]);
  if (!published.ok) return published;

  publication.settle?.(holdings, versions.targetsVersion);
  const [current, previous] = planned.value.map((epoch, index) =>
    remember(epoch, composed[index]?.canaryTags ?? []),
  );
  writeState(options.keys, {
    ...holdings.state,
    ...current,
    ...(previous ? { previous } : {}),
    ...published.value,
    builtAtMs: options.nowMs,
  });
  if (inputs.unresolved) writePartyList(options.keys, inputs.unresolved);
  const cautions = [...inputs.cautions, ...cautionsOf(planned.value)];
  const recordCount = composed[0]?.recordCount ?? 0;
  const version = versions.targetsVersion;
  return ok({ ...summarize(planned.value[0]), recordCount, version, cautions });
}

/** The published feed that deltas begin at; it must be the one that the state remembers. */
async function readBase(
  { out, nowMs }: PublishOptions,
  { folder, state }: Holdings,
): Promise<Outcome<VerifiedFeed>> {
  const pinnedRoot = folder.roots[0]?.bytes ?? new Uint8Array();
  const feed = await readFeed({ feed: out, pinnedRoot, nowMs, mayBeExpired: true });
  if (feed.ok && feed.value.repository.targetsVersion === state.targetsVersion) return feed;
  const cause = feed.ok
    ? '公開フォルダと鍵フォルダの記録の版が違います。'
    : (feed.problems[0]?.cause ?? '');
  const remedy = 'update の前に、build で全体を公開し直してください。';
  return refuse({ code: 'feed', file: '公開フォルダ', cause, remedy });
}

function remember({ state, prepared }: PlannedEpoch, canaryTags: readonly string[]): EpochState {
  const { entries, caseRefs, provisionals, releases } = prepared;
  const live = prepared.grants.filter((grant) => !grant.isDeleted && !grant.isReleased);
  return {
    epochId: state.epochId,
    caseRefs: { ...caseRefs },
    provisionals: [...provisionals],
    releases: [...releases],
    grants: live.map(({ managementNumber, tag, history, operatedDay }) => {
      return { managementNumber, tag, history, operatedDay };
    }),
    records: [
      ...entries.map(({ entry, flags }) => ({ tag: toHex(entry.tag), flags: [...flags] })),
      ...canaryTags.map((tag) => ({ tag, flags: [] })),
    ],
  };
}

function summarize(epoch: PlannedEpoch | undefined) {
  const live = (epoch?.prepared.grants ?? []).filter((g) => !g.isDeleted && !g.isReleased);
  const cases = live.filter(({ managementNumber }) => !managementNumber.startsWith('R-'));
  return {
    caseCount: new Set(cases.map((grant) => grant.managementNumber)).size,
    personCount: new Set(live.map((grant) => grant.tag)).size,
    identifierCount: epoch?.prepared.entries.length ?? 0,
  };
}

function ok<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

function wrongEnvironment(expected: string): Problem {
  return {
    code: 'keys',
    file: '鍵フォルダ',
    cause: `この鍵は${expected === 'training' ? '訓練用' : '本番用'}です。`,
    remedy: '--environment と鍵フォルダの組み合わせを確認してください。',
  };
}
