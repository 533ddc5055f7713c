import { matchesUrlFilter } from '../domain/request-pattern.ts';
import type { NetworkRule, RuleCondition } from './network-rule.ts';
import { planNetworkRules } from './plan-network-rules.ts';
import type { Ports } from './ports.ts';
import { listReleasesFor } from './release-act.ts';
import type { TabRequest } from './watch-requests.ts';

/** A request that waits for leave to go. */
export type AskedRequest = TabRequest & {
  readonly type: string;
  /** The browser's own number of it, the same after a redirect. */
  readonly browserId: string;
};

/** The second layer, behind the rules of the browser. */
export type Admission = {
  /** Says at once whether a request may go. */
  admit(request: AskedRequest): boolean;
  /** A request came to nothing: it has used nothing up. */
  forget(browserId: string): void;
};

/**
 * Decides by the rules that the memory asks for at this moment. Those in force follow a few milliseconds
 * later, and a script is quick enough to send twice on one answer until then: here the first request
 * that a release lets go is the only one. The browser asks before its own rules have spoken, so that one
 * may still be stopped by them. A worker that has just been woken knows nothing, and adds nothing to the
 * rules.
 */
export function makeAdmission(ports: Ports): Admission {
  /** Which request has taken a release, by the ids of both. */
  const takers = new Map<string, string>();

  function takes(request: AskedRequest): boolean {
    const { browserId } = request;
    const free = listReleasesFor(ports, request).find(
      ({ requestId, isSent }) => !isSent && (takers.get(requestId) ?? browserId) === browserId,
    );
    if (free) takers.set(free.requestId, browserId);
    return free !== undefined;
  }

  return {
    admit(request) {
      const { releases } = ports.state.get();
      for (const requestId of takers.keys()) if (!releases[requestId]) takers.delete(requestId);
      const profiles = ports.source().config?.profiles ?? [];
      const action = decide(planNetworkRules(profiles, ports.state.get()), request);
      return action !== 'block' && (action !== 'allow' || takes(request));
    },
    forget(browserId) {
      for (const [requestId, taker] of takers) if (taker === browserId) takers.delete(requestId);
    },
  };
}

/** As the browser decides over a set of rules: the highest priority, and of equals the one that allows. */
function decide(
  rules: readonly NetworkRule[],
  request: AskedRequest,
): NetworkRule['action']['type'] | undefined {
  const met = rules.filter(({ condition }) => covers(condition, request));
  const top = Math.max(...met.map(({ priority }) => priority));
  const types = met.filter(({ priority }) => priority === top).map(({ action }) => action.type);
  return types.find((type) => type === 'allow') ?? types[0];
}

/** Rules for answers are left to the browser: nothing has been answered yet. */
function covers(condition: RuleCondition, { url, method, tabId, type }: AskedRequest): boolean {
  const { requestMethods, resourceTypes, tabIds, excludedTabIds, responseHeaders } = condition;
  return (
    !responseHeaders &&
    resourceTypes.includes(type) &&
    (!requestMethods || requestMethods.includes(method.toLowerCase())) &&
    (!tabIds || tabIds.includes(tabId)) &&
    !excludedTabIds?.includes(tabId) &&
    matchesUrlFilter(condition.urlFilter, url)
  );
}
