import type { RequestPattern, SiteProfile } from '../domain/site-profile.ts';
import type { Release, WorkerState } from './worker-state.ts';

/** One rule as the browser's rule engine takes it (declarativeNetRequest, session rules). */
export type NetworkRule = {
  readonly id: number;
  readonly priority: number;
  readonly action: { readonly type: 'block' | 'allow' };
  readonly condition: RuleCondition;
};

type RuleCondition = {
  readonly urlFilter: string;
  readonly resourceTypes: readonly string[];
  readonly requestMethods?: readonly string[];
  readonly tabIds?: readonly number[];
  readonly excludedTabIds?: readonly number[];
  readonly responseHeaders?: readonly {
    readonly header: string;
    readonly values: readonly string[];
  }[];
};

/** Named one by one: a rule without the list would not cover `main_frame`. */
const EVERY_RESOURCE_TYPE = [
  'main_frame',
  'sub_frame',
  'stylesheet',
  'script',
  'image',
  'font',
  'object',
  'xmlhttprequest',
  'ping',
  'csp_report',
  'media',
  'websocket',
  'webtransport',
  'webbundle',
  'other',
] as const;

const BLOCK_PRIORITY = 1;
const RELEASE_PRIORITY = 2;

/** Rule ids are deterministic, so that a restarted worker replaces exactly its own rules. */
const FIRST_RELEASE_RULE_ID = 100_000;

/**
 * Plans the browser-side barrier (SECURITY.md F6): guarded requests are blocked in every tab *except
 * those known clear*, so a new tab is denied by default. A release opens its own patterns again.
 */
export function planNetworkRules(
  profiles: readonly SiteProfile[],
  state: WorkerState,
): readonly NetworkRule[] {
  const clearTabIds = Object.entries(state.tabs)
    .filter(([, tab]) => tab.isClear)
    .map(([tabId]) => Number(tabId))
    .toSorted((a, b) => a - b);
  const patterns = profiles
    .filter((profile) => profile.mode === 'enforce')
    .flatMap((profile) => profile.acts.flatMap((act) => act.requests));
  const blocks = patterns.map((pattern, index) => blockRule(pattern, index + 1, clearTabIds));
  const releases = Object.values(state.releases)
    .flatMap((release) => release.patterns.map((pattern) => ({ release, pattern })))
    .map(({ release, pattern }, index) =>
      allowRule(release, pattern, FIRST_RELEASE_RULE_ID + index),
    );
  return [...blocks, ...releases];
}

function blockRule(
  pattern: RequestPattern,
  id: number,
  clearTabIds: readonly number[],
): NetworkRule {
  const condition =
    clearTabIds.length > 0
      ? { ...conditionOf(pattern), excludedTabIds: clearTabIds }
      : conditionOf(pattern);
  return { id, priority: BLOCK_PRIORITY, action: { type: 'block' }, condition };
}

/**
 * A PDF often opens in a tab that does not exist yet, so its release cannot name one; it is bound to
 * the address and to the first response instead.
 */
function allowRule(release: Release, pattern: RequestPattern, id: number): NetworkRule {
  const condition = pattern.pdfOnly
    ? conditionOf(pattern)
    : { ...conditionOf(pattern), tabIds: [release.tabId] };
  return { id, priority: RELEASE_PRIORITY, action: { type: 'allow' }, condition };
}

function conditionOf(pattern: RequestPattern): RuleCondition {
  return {
    urlFilter: pattern.url,
    resourceTypes: EVERY_RESOURCE_TYPE,
    ...(pattern.methods.length > 0 ? { requestMethods: pattern.methods } : {}),
    ...(pattern.pdfOnly
      ? { responseHeaders: [{ header: 'content-type', values: ['*application/pdf*'] }] }
      : {}),
  };
}
