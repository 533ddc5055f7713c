import {
  type FlagState,
  japaneseDay,
  ROLES,
  type Role,
  STATES,
  stateOn,
} from '../utils/domain/case.ts';
import { openKeyFolder } from './keys/key-folder.ts';
import { readState } from './keys/publisher-state.ts';
import type { Outcome } from './problem.ts';
import { readFeed } from './verify-feed.ts';

export type FeedReport = {
  readonly feedId: string;
  readonly environment: string;
  readonly version: number;
  readonly recordCount: number;
  readonly dataAgeHours: number;
  readonly timestampExpires: string;
  readonly personCount: number;
  readonly provisionalCaseCount: number;
  /** Flags by role and state as of today. */
  readonly flagCounts: { readonly [R in Role]: { readonly [S in FlagState]: number } };
  /** Next end of a period, yyyy-mm-dd; absent when all are open-ended or over. */
  readonly nextEnd?: string;
};

/** Reports on a published feed: counts, ages and expiries, never identifiers. */
export async function inspectFeed(options: {
  readonly keys: string;
  readonly feed: string;
  readonly nowMs: number;
}): Promise<Outcome<FeedReport>> {
  const folder = openKeyFolder(options.keys);
  if (!folder.ok) return folder;
  const { identity, roots } = folder.value;
  const state = readState(options.keys, identity.epochId);
  if (!state.ok) return state;
  const pinnedRoot = roots[0]?.bytes ?? new Uint8Array();
  const feed = await readFeed({ feed: options.feed, pinnedRoot, nowMs: options.nowMs });
  if (!feed.ok) return feed;

  const { header, repository } = feed.value;
  const today = japaneseDay(options.nowMs);
  const flags = state.value.records.flatMap((record) => record.flags);
  const ends = flags.flatMap(({ endDay }) =>
    endDay !== undefined && endDay >= today ? [endDay] : [],
  );
  return {
    ok: true,
    value: {
      feedId: header.feedId,
      environment: header.environment,
      version: header.version,
      recordCount: header.count,
      dataAgeHours: Math.floor((options.nowMs - header.builtAtMs) / 3_600_000),
      timestampExpires: new Date(repository.timestampExpiresMs).toISOString(),
      personCount: new Set(state.value.grants.map(({ tag }) => tag)).size,
      provisionalCaseCount: new Set(state.value.provisionals.map((p) => p.managementNumber)).size,
      flagCounts: countFlags(
        flags.map((flag) => ({ role: flag.role, state: stateOn(flag, today) })),
      ),
      ...(ends.length > 0 ? { nextEnd: dateText(Math.min(...ends)) } : {}),
    },
  };
}

function countFlags(
  flags: readonly { readonly role: Role; readonly state: FlagState }[],
): FeedReport['flagCounts'] {
  const count = (role: Role, state: FlagState) =>
    flags.filter((flag) => flag.role === role && flag.state === state).length;
  const row = (role: Role) => STATES.map((state) => [state, count(role, state)]);
  const rows = ROLES.map((role) => [role, Object.fromEntries(row(role))]);
  return Object.fromEntries(rows);
}

function dateText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
