import { toHex } from '../utils/domain/bytes.ts';
import { japaneseDay } from '../utils/domain/case.ts';
import type { FeedConfig } from '../utils/domain/feed-config.ts';
import { CONFIG_TARGET } from '../utils/domain/feed-snapshot.ts';
import { deriveEntries, type FlaggedEntry, type RandomBytes } from './flags/compose-records.ts';
import { makeEpochTargets } from './flags/make-epoch-targets.ts';
import { guidanceOf } from './flags/make-flags.ts';
import { mergeRecords } from './flags/merge-records.ts';
import { splitRecords, tagOf } from './flags/pad-changes.ts';
import { epochsOf } from './flags/plan-epochs.ts';
import type { JoinColumn } from './input/application-columns.ts';
import { type JoinRow, parseJoinRow } from './input/parse-join-rows.ts';
import { type KeyFolder, openKeyFolder } from './keys/key-folder.ts';
import {
  type EpochState,
  type PublisherState,
  readState,
  writeState,
} from './keys/publisher-state.ts';
import { withLock } from './keys/with-lock.ts';
import { joinOutcomes, type Outcome } from './problem.ts';
import type { Target } from './repository/metadata.ts';
import { nextVersions, publishTargets } from './repository/publish-feed.ts';
import { readFeed, type VerifiedFeed } from './verify-feed.ts';

export type ProvisionalOptions = {
  readonly keys: string;
  readonly feed: string;
  /** 支援措置管理番号, or a number of one's own until the register has given one. */
  readonly managementNumber: string;
  /** What to flag, in the words of the join file. */
  readonly claims: readonly ProvisionalClaim[];
  readonly nowMs: number;
  readonly randomBytes: RandomBytes;
};

export type ProvisionalClaim = Readonly<Record<Exclude<JoinColumn, '支援措置管理番号'>, string>>;

export type ProvisionalResult = { readonly version: number; readonly identifierCount: number };

type Context = {
  readonly folder: KeyFolder;
  readonly state: PublisherState;
  readonly feed: VerifiedFeed;
};

/**
 * Publishes provisional flags for an application that was taken a minute ago, with no other input
 * (scenario 14). They stay until the register export knows the case (`carry-provisionals.ts`).
 */
export async function addProvisional(
  options: ProvisionalOptions,
): Promise<Outcome<ProvisionalResult>> {
  const folder = openKeyFolder(options.keys);
  if (!folder.ok) return folder;
  return await withLock(options.keys, () => readAndPublish(options, folder.value));
}

async function readAndPublish(
  options: ProvisionalOptions,
  folder: KeyFolder,
): Promise<Outcome<ProvisionalResult>> {
  const state = readState(options.keys, folder.identity.epochId);
  if (!state.ok) return state;
  const pinnedRoot = folder.roots[0]?.bytes ?? new Uint8Array();
  const feed = await readFeed({ feed: options.feed, pinnedRoot, nowMs: options.nowMs });
  if (!feed.ok) return feed;
  const rows = joinOutcomes(options.claims.map((claim) => parseClaim(claim, options, feed.value)));
  if (!rows.ok) return rows;
  return await publish(options, rows.value, { folder, state: state.value, feed: feed.value });
}

function parseClaim(
  claim: ProvisionalClaim,
  { managementNumber }: ProvisionalOptions,
  { config }: VerifiedFeed,
): Outcome<JoinRow> {
  const cells = { ...claim, 支援措置管理番号: managementNumber };
  const row = { read: (column: JoinColumn) => cells[column], place: { file: '--add' } };
  return parseJoinRow(row, config.locality);
}

async function publish(
  options: ProvisionalOptions,
  rows: readonly JoinRow[],
  { folder, state, feed }: Context,
): Promise<Outcome<ProvisionalResult>> {
  const input = { folder, state, feedPath: options.feed, nowMs: options.nowMs };
  const versions = nextVersions(input);
  const version = versions.targetsVersion;
  const isRemembered = state.targetsVersion === feed.repository.targetsVersion;
  const added: AddedEpoch[] = [];
  for (const epoch of epochsOf({ folder, state }, options)) {
    added.push(await addToEpoch(options, { ...epoch, rows, feed, version, isRemembered }));
  }
  const config = feed.repository.targets.get(CONFIG_TARGET)?.bytes ?? Buffer.alloc(0);
  const published = await publishTargets(input, versions, [
    ...added.flatMap(({ targets }) => targets),
    { name: CONFIG_TARGET, bytes: config, custom: {} },
  ]);
  if (!published.ok) return published;
  const [current, previous] = added.map((epoch) => epoch.state);
  writeState(options.keys, {
    ...state,
    ...current,
    ...(previous ? { previous } : {}),
    ...published.value,
  });
  return { ok: true, value: { version, identifierCount: added[0]?.identifierCount ?? 0 } };
}

type AddedEpoch = {
  readonly targets: readonly Target[];
  readonly state: EpochState;
  readonly identifierCount: number;
};

async function addToEpoch(
  options: ProvisionalOptions,
  epoch: ReturnType<typeof epochsOf>[number] & {
    readonly rows: readonly JoinRow[];
    readonly feed: VerifiedFeed;
    readonly version: number;
    readonly isRemembered: boolean;
  },
): Promise<AddedEpoch> {
  const { folder, state, context, rows, feed, version } = epoch;
  const base = feed.epochs.find(({ header }) => header.epochId === state.epochId);
  if (!base) throw new Error(`epoch ${state.epochId} is not published`);
  const number = options.managementNumber;
  const caseRef = state.caseRefs[number] ?? toHex(options.randomBytes(8));
  const items = flagRows(rows, feed.config, { caseRef, today: japaneseDay(options.nowMs) });
  const additions = await deriveEntries(items, context);
  // A state from a backup does not know all records: then none may be taken for a dummy.
  const tags = new Set(
    epoch.isRemembered
      ? state.records.map((record) => record.tag)
      : splitRecords(base.records).map(tagOf),
  );
  const records = await mergeRecords(base.records, additions, tags, context);
  const place = { folder, header: { ...base.header, version } };
  return {
    targets: await makeEpochTargets(place, records, { ...base, version: base.header.version }),
    state: remember(
      { ...state, caseRefs: { ...state.caseRefs, [number]: caseRef } },
      additions,
      options,
    ),
    identifierCount: additions.length,
  };
}

function flagRows(
  rows: readonly JoinRow[],
  config: FeedConfig,
  { caseRef, today }: { readonly caseRef: string; readonly today: number },
) {
  return rows.flatMap(({ role, identifiers }) =>
    identifiers.map((identifier) => ({
      identifier,
      flags: [
        {
          caseRef,
          role,
          state: 'provisional' as const,
          startDay: today,
          severity: 1 as const,
          guidance: guidanceOf(config, role),
          section: config.sections[0]?.code ?? 0,
          version: 0,
        },
      ],
    })),
  );
}

function remember(
  state: EpochState,
  additions: readonly FlaggedEntry[],
  { managementNumber, nowMs }: ProvisionalOptions,
): EpochState {
  const addedDay = japaneseDay(nowMs);
  const provisionals = additions.flatMap(({ entry, flags }) =>
    flags.map((flag) => ({
      managementNumber,
      addedDay,
      tag: toHex(entry.tag),
      entryKey: toHex(entry.entryKey),
      flag,
    })),
  );
  const records = additions.map(({ entry, flags }) => ({
    tag: toHex(entry.tag),
    flags: [...flags],
  }));
  return {
    ...state,
    provisionals: [...state.provisionals, ...provisionals],
    records: [...state.records, ...records],
  };
}
