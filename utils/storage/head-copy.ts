import type { Storage } from 'webextension-polyfill';
import { type HeadCopy, parseHeadCopy } from '../domain/feed-head.ts';
import { noteClock, parseSeenClock, type SeenClock, startClock } from '../domain/seen-clock.ts';

/** The part of `browser.storage.local` that the flag store needs. */
export type LocalArea = Pick<Storage.StorageArea, 'get' | 'set' | 'remove'>;

const COPY_KEY = 'flag-head';
const CLOCK_KEY = 'seen-clock';
const CLOCK_STEP_MS = 60_000;

/** Reads the second head; undefined when there is none. */
export async function readCopy(local: LocalArea): Promise<HeadCopy | undefined> {
  return parseHeadCopy((await local.get(COPY_KEY))[COPY_KEY]);
}

/** Writes the second head and starts the seen clock anew at a verified contact. */
export async function writeCopy(
  local: LocalArea,
  copy: HeadCopy,
  verifiedAtMs: number,
): Promise<void> {
  await local.set({ [COPY_KEY]: copy, [CLOCK_KEY]: startClock(verifiedAtMs) });
}

/** Removes the second head, after the cache was deleted on purpose. */
export async function removeCopy(local: LocalArea): Promise<void> {
  await local.remove(COPY_KEY);
}

/** Reads what the clock showed since the last verified contact. */
export async function readClock(local: LocalArea): Promise<SeenClock | undefined> {
  return parseSeenClock((await local.get(CLOCK_KEY))[CLOCK_KEY]);
}

/** Notes what the clock shows; writes at most once a minute, and whenever it went back. */
export async function writeClock(local: LocalArea, nowMs: number): Promise<void> {
  const seen = await readClock(local);
  if (seen === undefined) return;
  const isDue = Math.abs(nowMs - seen.lastMs) >= CLOCK_STEP_MS;
  if (isDue) await local.set({ [CLOCK_KEY]: noteClock(seen, nowMs) });
}
