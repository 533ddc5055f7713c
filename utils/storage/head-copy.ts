import type { Storage } from 'webextension-polyfill';
import { type HeadCopy, parseHeadCopy } from '../domain/feed-head.ts';

/** The part of `browser.storage.local` that the flag store needs. */
export type LocalArea = Pick<Storage.StorageArea, 'get' | 'set' | 'remove'>;

const COPY_KEY = 'flag-head';
const CLOCK_KEY = 'time-floor-ms';
const CLOCK_STEP_MS = 60_000;

/** Reads the second head; undefined when there is none. */
export async function readCopy(local: LocalArea): Promise<HeadCopy | undefined> {
  return parseHeadCopy((await local.get(COPY_KEY))[COPY_KEY]);
}

/** Writes the second head and starts the time floor anew at a verified contact. */
export async function writeCopy(
  local: LocalArea,
  copy: HeadCopy,
  verifiedAtMs: number,
): Promise<void> {
  await local.set({ [COPY_KEY]: copy, [CLOCK_KEY]: verifiedAtMs });
}

/** Removes the second head, after the cache was deleted on purpose. */
export async function removeCopy(local: LocalArea): Promise<void> {
  await local.remove(COPY_KEY);
}

/** Latest time that the clock showed since the last verified contact, epoch ms; 0 = none. */
export async function readTimeFloor(local: LocalArea): Promise<number> {
  const value = (await local.get(CLOCK_KEY))[CLOCK_KEY];
  return typeof value === 'number' ? value : 0;
}

/** Raises the time floor; writes at most once a minute. */
export async function raiseTimeFloor(local: LocalArea, nowMs: number): Promise<void> {
  const isDue = nowMs >= (await readTimeFloor(local)) + CLOCK_STEP_MS;
  if (isDue) await local.set({ [CLOCK_KEY]: nowMs });
}
