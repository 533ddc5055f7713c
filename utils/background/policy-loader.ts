import type { FailureCode } from '../domain/failure.ts';
import { type Policy, type PolicyWithoutSecrets, parsePolicy } from '../domain/policy.ts';
import type { PolicyStore } from '../storage/policy-store.ts';

/** What is known of the managed policy. Without live values there are no keys, hence no verdicts. */
export type PolicyState =
  | { readonly status: 'ready'; readonly policy: Policy }
  | {
      readonly status: FailureCode;
      readonly detail?: string | undefined;
      /** Last-known-good values of an earlier session: labels and limits, never keys. */
      readonly lastKnown?: PolicyWithoutSecrets | undefined;
    };

/**
 * Chromium delivers managed values about 3 s after the browser's start, others report more than 6
 * (SECURITY.md F9); until then "empty" means "not delivered yet".
 */
export const POLICY_GRACE_MS = 10_000;

/** The state before anything has been read. */
export const POLICY_PENDING: PolicyState = { status: 'policy-pending' };

/** How long policy has had time to arrive: counted from two starts, because workers come and go. */
export type PolicyPatience = {
  /** Time since this worker started: so long the browser-session copy stands in for live values. */
  readonly sinceStartMs: number;
  /** Time since the first start of a worker in this browser session: so long policy may be late. */
  readonly sinceSessionMs: number;
};

/**
 * Reads the policy: the live values, or for a woken worker the browser-session copy, because a
 * look-up must not wait for the managed area.
 */
export async function loadPolicy(
  store: PolicyStore,
  { sinceStartMs, sinceSessionMs }: PolicyPatience,
): Promise<PolicyState> {
  const live = parsePolicy(await store.readManaged());
  if (live.ok) {
    await store.keep(live.value);
    return { status: 'ready', policy: live.value };
  }
  if (live.code === 'policy-invalid') {
    return { status: live.code, detail: live.detail, lastKnown: await store.readLastKnownGood() };
  }
  const session = sinceStartMs < POLICY_GRACE_MS ? await store.readSession() : undefined;
  if (session) return { status: 'ready', policy: session };
  return {
    status: sinceSessionMs < POLICY_GRACE_MS ? 'policy-pending' : 'policy-missing',
    lastKnown: await store.readLastKnownGood(),
  };
}

/** The values that need no key: from the live policy, else from the last-known-good copy. */
export function knownValues(state: PolicyState): PolicyWithoutSecrets | undefined {
  return 'policy' in state ? state.policy : state.lastKnown;
}
