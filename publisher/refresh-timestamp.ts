import { type KeyFolder, openKeyFolder } from './keys/key-folder.ts';
import { readState, writeState } from './keys/publisher-state.ts';
import { withLock } from './keys/with-lock.ts';
import type { Outcome } from './problem.ts';
import { nextVersions, publishTimestamp, type Versions } from './repository/publish-feed.ts';

export type TimestampOptions = {
  readonly keys: string;
  readonly feed: string;
  readonly timestampHours?: number | undefined;
  readonly nowMs: number;
};

/** Signs a new timestamp over unchanged data, for a scheduled task: proves the feed is looked after. */
export async function refreshTimestamp(options: TimestampOptions): Promise<Outcome<Versions>> {
  const folder = openKeyFolder(options.keys);
  if (!folder.ok) return folder;
  return await withLock(options.keys, () => refresh(options, folder.value));
}

async function refresh(options: TimestampOptions, folder: KeyFolder): Promise<Outcome<Versions>> {
  const state = readState(options.keys, folder.identity.epochId);
  if (!state.ok) return state;
  const input = { ...options, folder, state: state.value, feedPath: options.feed };
  const next = nextVersions(input);
  const published = await publishTimestamp(input, {
    targetsVersion: next.targetsVersion - 1,
    snapshotVersion: next.snapshotVersion - 1,
    timestampVersion: next.timestampVersion,
  });
  if (published.ok) writeState(options.keys, { ...state.value, ...published.value });
  return published;
}
