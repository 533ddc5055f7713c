import * as v from 'valibot';

/** When the feed is asked next, and what decided it. Outlives the worker, not the browser. */
export type PollPlan = v.InferOutput<typeof POLL_PLAN>;

const POLL_PLAN = v.object({
  plannedAtMs: v.number(),
  dueAtMs: v.number(),
  /** Contacts in a row that failed. */
  failureCount: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** Parses a stored plan; undefined when it is none. */
export function parsePollPlan(value: unknown): PollPlan | undefined {
  const parsed = v.safeParse(POLL_PLAN, value);
  return parsed.success ? parsed.output : undefined;
}
