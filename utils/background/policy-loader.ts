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

/**
 * Reads the policy: the browser-session copy first, because a woken worker must not wait for the
 * managed area, then the live values.
 *
 * @param sinceStartMs time since the worker's first start in this browser session.
 */
export async function loadPolicy(store: PolicyStore, sinceStartMs: number): Promise<PolicyState> {
  const live = parsePolicy(await store.readManaged());
  if (live.ok) {
    await store.keep(live.value);
    return { status: 'ready', policy: live.value };
  }
  if (live.code === 'policy-invalid') {
    return { status: live.code, detail: live.detail, lastKnown: await store.readLastKnownGood() };
  }
  const isPending = sinceStartMs < POLICY_GRACE_MS;
  const session = isPending ? await store.readSession() : undefined;
  if (session) return { status: 'ready', policy: session };
  return {
    status: isPending ? 'policy-pending' : 'policy-missing',
    lastKnown: await store.readLastKnownGood(),
  };
}

/** The values that need no key: from the live policy, else from the last-known-good copy. */
export function knownValues(state: PolicyState): PolicyWithoutSecrets | undefined {
  return 'policy' in state ? state.policy : state.lastKnown;
}
