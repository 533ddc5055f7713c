import * as v from 'valibot';
import type { FailureCode } from './failure.ts';
import { fail, ok, type Result } from './result.ts';

/** The secret of one feed epoch, as managed policy delivers it: base64 of 32 bytes. */
export type FeedSecret = {
  readonly id: string;
  readonly k: string;
  /** Epoch ms after which the secret is ignored; absent = no limit. */
  readonly notAfterMs?: number | undefined;
};

/** Managed policy after parsing: one immutable value, passed as an argument. */
export type Policy = v.InferOutput<typeof POLICY>;

/** Everything of the policy that may be kept on disk: never the secrets (SECURITY.md F7). */
export type PolicyWithoutSecrets = Omit<Policy, 'feedSecrets'>;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

const FEED_SECRET = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[A-Za-z0-9._-]{1,40}$/)),
  k: v.pipe(v.string(), v.regex(/^[A-Za-z0-9+/]{43}=$/, 'base64 of 32 bytes expected')),
  notAfterMs: v.optional(v.number()),
});

const POLICY = v.object({
  /** Base URL of the published feed, ending in `/`. */
  feedUrl: v.pipe(v.string(), v.regex(/^https?:\/\/[^\s]+\/$/, 'http(s) URL ending in / expected')),
  feedId: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/)),
  municipalityCode: v.pipe(v.string(), v.regex(/^\d{6}$/)),
  environment: v.optional(v.picklist(['production', 'training']), 'production'),
  /** First trusted root metadata (JSON text), pinned by the IT section. */
  pinnedRoot: v.pipe(v.string(), v.nonEmpty(), v.maxLength(512_000)),
  feedSecrets: v.pipe(v.array(FEED_SECRET), v.maxLength(2)),
  /** Name of this PC and of the person at it, as they appear on the operation record. */
  deviceLabel: v.optional(v.pipe(v.string(), v.maxLength(80)), ''),
  operatorLabel: v.optional(v.pipe(v.string(), v.maxLength(80)), ''),
  department: v.optional(v.pipe(v.string(), v.maxLength(80)), ''),
  /** Time between polls of the feed. The browser allows no less than 30 s. */
  pollIntervalMs: v.optional(
    v.pipe(v.number(), v.minValue(30_000), v.maxValue(HOUR_MS)),
    5 * MINUTE_MS,
  ),
  /** Age of the verified feed after which a number without a flag is no longer called clear. */
  staleAfterMs: v.optional(
    v.pipe(v.number(), v.minValue(MINUTE_MS), v.maxValue(7 * 24 * HOUR_MS)),
    24 * HOUR_MS,
  ),
  /** Time without contact after which the cache is deleted. */
  purgeAfterMs: v.optional(v.pipe(v.number(), v.minValue(HOUR_MS)), 30 * 24 * HOUR_MS),
  counterMode: v.optional(v.boolean(), false),
});

/** Parses managed values. An empty object is `policy-missing`; the first wrong key is named. */
export function parsePolicy(value: unknown): Result<Policy, FailureCode> {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) {
    return fail('policy-missing');
  }
  const parsed = v.safeParse(POLICY, value);
  if (parsed.success) return ok(parsed.output);
  const [issue] = parsed.issues;
  return fail('policy-invalid', `${v.getDotPath(issue) ?? 'policy'}: ${issue.message}`);
}

/** Drops the secrets, for the last-known-good copy. */
export function withoutSecrets(policy: Policy): PolicyWithoutSecrets {
  const { feedSecrets: _secrets, ...rest } = policy;
  return rest;
}

/** Names of all managed keys; a test holds them against `public/managed-schema.json`. */
export const POLICY_KEYS: readonly string[] = Object.keys(POLICY.entries);
