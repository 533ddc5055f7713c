import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG_TARGET } from '../utils/domain/feed-snapshot.ts';
import { type Holdings, planEpochs } from './flags/plan-epochs.ts';
import type { Inputs } from './input/read-inputs.ts';
import { FEED_FILE, type KeyFolder, openKeyFolder, SECRETS_FILE } from './keys/key-folder.ts';
import {
  type EpochState,
  emptyEpoch,
  type Release,
  readState,
  writeState,
} from './keys/publisher-state.ts';
import { withLock } from './keys/with-lock.ts';
import { writePrivateFile } from './keys/write-private-file.ts';
import { type Outcome, refuse } from './problem.ts';
import { type PublishOptions, type PublishResult, publishInputs } from './publish-inputs.ts';
import { nextVersions, publishTargets } from './repository/publish-feed.ts';
import { readFeed } from './verify-feed.ts';

export type EpochResult = PublishResult & { readonly epochId: string };

/**
 * Begins a new epoch: a new secret, new case references, every record derived anew. Both epochs are
 * published side by side until `finishEpoch`, so that no PC goes without flags while the managed
 * policy with the new secret travels (SECURITY.md §4.5).
 */
export async function rotateEpoch(options: PublishOptions): Promise<Outcome<EpochResult>> {
  let epochId = '';
  const published = await publishInputs(options, {
    mode: 'full',
    change: async (holdings, inputs) => {
      const changed = await beginEpoch(options, holdings, inputs);
      if (changed.ok) epochId = changed.value.folder.identity.epochId;
      return changed;
    },
    settle: ({ folder }) => writeIdentity(folder),
  });
  if (!published.ok) return published;
  return { ok: true, value: { ...published.value, epochId } };
}

async function beginEpoch(
  options: PublishOptions,
  holdings: Holdings,
  inputs: Inputs,
): Promise<Outcome<Holdings>> {
  const { folder, state } = holdings;
  const old = epochPart(state);
  const isPublished = existsSync(join(options.out, 'timestamp.json'));
  if (state.previous)
    return refuse(epochProblem('前の世代の切替えが終わっていません。', 'rotate epoch --finish'));
  if (!isPublished) return refuse(epochProblem('公開済みの支援措置データがありません。', 'build'));
  const numbers = [...new Set(old.provisionals.map((p) => p.managementNumber))];
  const dropped = options.dropProvisionals ?? [];
  if (numbers.some((number) => !dropped.includes(number))) {
    // Only their tags are remembered, and a tag cannot be carried to another secret.
    const cause = `仮登録の事案（${numbers.join('、')}）が残っています。`;
    return refuse(epochProblem(cause, 'update（入力への登録後）または --drop-provisional'));
  }
  const epochId = newEpochId(options.nowMs, old.epochId);
  const secret = options.randomBytes(32);
  const secrets = [{ id: epochId, k: Buffer.from(secret).toString('base64') }, ...folder.secrets];
  const identity = { ...folder.identity, epochId };
  const changed = {
    folder: { ...folder, identity, secrets, secret },
    state: { ...state, ...emptyEpoch(epochId), previous: old },
  };
  if (old.releases.length === 0) return { ok: true, value: changed };
  return await carryReleases(options, { holdings: changed, inputs, releases: old.releases });
}

/** A release names a person by a tag of its epoch; grants stand in the same order in both. */
async function carryReleases(
  options: PublishOptions,
  {
    holdings,
    inputs,
    releases,
  }: {
    readonly holdings: Holdings;
    readonly inputs: Inputs;
    readonly releases: readonly Release[];
  },
): Promise<Outcome<Holdings>> {
  const planned = await planEpochs(holdings, inputs, options);
  if (!planned.ok) return planned;
  const [current, previous] = planned.value.map((epoch) => epoch.prepared.grants);
  const carried = releases.flatMap((release) => {
    if (release.tag === undefined) return [release];
    const index = previous?.findIndex((grant) => grant.tag === release.tag) ?? -1;
    const tag = current?.[index]?.tag;
    return tag === undefined ? [] : [{ ...release, tag }];
  });
  return { ok: true, value: { ...holdings, state: { ...holdings.state, releases: carried } } };
}

export type FinishOptions = {
  readonly keys: string;
  readonly feed: string;
  readonly nowMs: number;
};

/** Ends the change-over: the old epoch leaves the feed, its secret leaves the key folder. */
export async function finishEpoch(
  options: FinishOptions,
): Promise<Outcome<{ readonly version: number }>> {
  const folder = openKeyFolder(options.keys);
  if (!folder.ok) return folder;
  return await withLock(options.keys, () => finish(options, folder.value));
}

async function finish(
  options: FinishOptions,
  folder: KeyFolder,
): Promise<Outcome<{ readonly version: number }>> {
  const { identity } = folder;
  const state = readState(options.keys, identity.epochId);
  if (!state.ok) return state;
  if (!state.value.previous)
    return refuse(epochProblem('切替え中の世代がありません。', 'rotate epoch'));
  const pinnedRoot = folder.roots[0]?.bytes ?? new Uint8Array();
  const feed = await readFeed({ ...options, pinnedRoot, mayBeExpired: true });
  if (!feed.ok) return feed;
  const input = { folder, state: state.value, feedPath: options.feed, nowMs: options.nowMs };
  const versions = nextVersions(input);
  const targets = [...feed.value.repository.targets]
    .filter(([name]) => !name.startsWith('epochs/'))
    .map(([name, { bytes, file }]) => ({
      name,
      bytes,
      custom: file.unrecognizedFields.custom ?? {},
    }));
  if (!targets.some(({ name }) => name === CONFIG_TARGET))
    throw new Error('feed without configuration');
  const published = await publishTargets(input, versions, targets);
  if (!published.ok) return published;
  const { previous: _previous, ...rest } = state.value;
  writeState(options.keys, { ...rest, ...published.value });
  writeIdentity({ ...folder, secrets: folder.secrets.filter(({ id }) => id === identity.epochId) });
  return { ok: true, value: { version: versions.targetsVersion } };
}

function epochPart({
  epochId,
  caseRefs,
  grants,
  provisionals,
  records,
  releases,
}: EpochState): EpochState {
  return { epochId, caseRefs, grants, provisionals, records, releases };
}

function newEpochId(nowMs: number, old: string): string {
  const day = `e${new Date(nowMs).toISOString().slice(0, 10).replaceAll('-', '')}`;
  return old === day || old.startsWith(`${day}.`)
    ? `${day}.${Number(old.slice(day.length + 1) || 1) + 1}`
    : day;
}

function writeIdentity({ path, identity, secrets }: KeyFolder): void {
  writePrivateFile(join(path, SECRETS_FILE), JSON.stringify({ secrets }));
  writePrivateFile(join(path, FEED_FILE), JSON.stringify(identity));
}

function epochProblem(cause: string, command: string) {
  return {
    code: 'keys',
    file: '世代',
    cause,
    remedy: `先に ${command} を実行してください。`,
  } as const;
}
