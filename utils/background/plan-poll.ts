import { CLOCK_TOLERANCE_MS } from '../domain/freshness.ts';
import type { PollPlan } from '../domain/poll-plan.ts';

/** How the last contact went. */
export type PollResult = {
  readonly isFailure: boolean;
  /** What the host asked for in its answer (`Retry-After`). */
  readonly retryAfterMs?: number | undefined;
};

/** Starts within one minute of each other are what a switch-on at 08:30 looks like. */
const FIRST_SPREAD_MS = 60_000;
/** A host that comes back is found within this time at the latest, unless the policy is slower. */
const MAX_BACK_OFF_MS = 30 * 60_000;
/** Nobody may silence a PC for longer by asking it to wait: an answer is not signed. */
const MAX_ASKED_WAIT_MS = 60 * 60_000;

/**
 * Plans the first contact after the browser's start. While the cache may still say *clear* there is
 * a minute's time, over which 3,000 PCs spread; any other cache is brought up at once.
 *
 * @param random at least 0 and less than 1.
 */
export function planFirstPoll(input: {
  readonly nowMs: number;
  readonly isCacheFresh: boolean;
  readonly random: number;
}): PollPlan {
  const waitMs = input.isCacheFresh ? Math.round(input.random * FIRST_SPREAD_MS) : 0;
  return { plannedAtMs: input.nowMs, dueAtMs: input.nowMs + waitMs, failureCount: 0 };
}

/**
 * Plans the next contact: the policy's interval, doubled with each further failure up to half an
 * hour, ± 50 %, and never sooner than publisher and host wish (SECURITY.md §1, Safe Browsing).
 *
 * @param random at least 0 and less than 1.
 */
export function planNextPoll(
  before: PollPlan | undefined,
  result: PollResult,
  input: {
    readonly nowMs: number;
    readonly intervalMs: number;
    /** What the signed configuration asks for. */
    readonly minWaitMs?: number | undefined;
    readonly random: number;
  },
): PollPlan {
  const { nowMs, intervalMs, minWaitMs = 0, random } = input;
  const failureCount = result.isFailure ? (before?.failureCount ?? 0) + 1 : 0;
  const backedOffMs = intervalMs * 2 ** Math.max(0, failureCount - 1);
  const waitMs = Math.min(backedOffMs, Math.max(intervalMs, MAX_BACK_OFF_MS));
  const askedMs = Math.min(Math.max(minWaitMs, result.retryAfterMs ?? 0), MAX_ASKED_WAIT_MS);
  // Those who were told to wait must not come back together either.
  const dueInMs = Math.round(Math.max(waitMs * (0.5 + random), askedMs * (1 + random / 2)));
  return { plannedAtMs: nowMs, dueAtMs: nowMs + dueInMs, failureCount };
}

/** Time left to the next contact; 0 when it is due, also after the clock went back. */
export function timeToPoll({ plannedAtMs, dueAtMs }: PollPlan, nowMs: number): number {
  const isClockBack = !(nowMs >= plannedAtMs - CLOCK_TOLERANCE_MS);
  return isClockBack ? 0 : Math.max(0, dueAtMs - nowMs);
}
