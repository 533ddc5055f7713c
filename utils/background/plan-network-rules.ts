import type { RequestPattern, SiteProfile } from '../domain/site-profile.ts';
import { liveReleases, type Release, type TabState, type WorkerState } from './worker-state.ts';

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
  const clearTabIds = tabIdsOf(state, (tab) => tab.isClear);
  const guardedTabIds = tabIdsOf(state, (tab) => !tab.isClear);
  const patterns = profiles
    .filter((profile) => profile.mode === 'enforce')
    .flatMap((profile) => profile.acts.flatMap((act) => act.requests));
  const blocks = patterns
    .flatMap(conditionsOf)
    .map((condition, index) => blockRule(condition, index + 1, clearTabIds));
  const releases = liveReleases(state)
    .flatMap((release) => release.patterns.map((pattern) => ({ release, pattern })))
    .map(({ release, pattern }, index) =>
      allowRule(release, { pattern, guardedTabIds, id: FIRST_RELEASE_RULE_ID + index }),
    );
  return [...blocks, ...releases];
}

function tabIdsOf(state: WorkerState, isWanted: (tab: TabState) => boolean): readonly number[] {
  return Object.entries(state.tabs)
    .filter(([, tab]) => isWanted(tab))
    .map(([tabId]) => Number(tabId))
    .toSorted((a, b) => a - b);
}

function blockRule(
  condition: RuleCondition,
  id: number,
  clearTabIds: readonly number[],
): NetworkRule {
  const tabs = clearTabIds.length > 0 ? { excludedTabIds: clearTabIds } : {};
  return {
    id,
    priority: BLOCK_PRIORITY,
    action: { type: 'block' },
    condition: { ...condition, ...tabs },
  };
}

/**
 * A PDF often opens in a tab that does not exist yet, so its release cannot name one; it is bound to
 * the address and to the first response instead. One that nobody was asked about opens no tab that
 * shows a flagged record.
 */
function allowRule(
  release: Release,
  rule: {
    readonly pattern: RequestPattern;
    readonly guardedTabIds: readonly number[];
    readonly id: number;
  },
): NetworkRule {
  const { pattern, guardedTabIds, id } = rule;
  const action = { type: 'allow' } as const;
  const base = conditionOf(pattern);
  if (!pattern.pdfOnly) {
    return {
      id,
      priority: RELEASE_PRIORITY,
      action,
      condition: { ...base, tabIds: [release.tabId] },
    };
  }
  const isBound = release.isQuiet === true && guardedTabIds.length > 0;
  const condition = isBound ? { ...base, excludedTabIds: guardedTabIds } : base;
  return { id, priority: RELEASE_PRIORITY, action, condition };
}

/**
 * A WebSocket has an address of its own scheme and no method, so a pattern of the web does not cover
 * it: without a second rule a page could carry the same act out through one. No release opens it.
 */
function conditionsOf(pattern: RequestPattern): readonly RuleCondition[] {
  const web = conditionOf(pattern);
  const socketUrl = pattern.url.replace(/^\|http/, '|ws');
  if (pattern.pdfOnly || socketUrl === pattern.url) return [web];
  return [web, { urlFilter: socketUrl, resourceTypes: ['websocket'] }];
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
