import { LOCK_PROBE_URL } from '../domain/lock-probe.ts';
import type { RequestPattern, SiteProfile } from '../domain/site-profile.ts';
import {
  BLOCK_PRIORITY,
  conditionOf,
  FRAME_TYPES,
  type NetworkRule,
  OTHER_TYPES,
  type RuleCondition,
} from './network-rule.ts';
import { planReleaseRules } from './release-rules.ts';
import { openersOf, type TabState, tabIdsOf, type WorkerState } from './worker-state.ts';

/** Deterministic, so that a restarted worker replaces exactly its own rules. */
export const FIRST_PROBE_RULE_ID = 200_000;

/**
 * Plans the browser-side barrier (SECURITY.md F6): guarded requests are blocked in every tab *except
 * those known clear*, so a new tab is denied by default. A release opens its own patterns again.
 *
 * A clear tab that is on its way to another document is closed before that document stands: the
 * rules cannot move as fast as its first script sends. Only the navigation itself stays free, until
 * its answer is there: it is an act of the document that was clear.
 */
export function planNetworkRules(
  profiles: readonly SiteProfile[],
  state: WorkerState,
): readonly NetworkRule[] {
  const isOpen = (tab: TabState) =>
    tab.isClear && openersOf(tab).every((opener) => state.tabs[opener]?.isClear !== false);
  const frameTabIds = tabIdsOf(state, (tab) => isOpen(tab) && mayNavigate(tab));
  const otherTabIds = tabIdsOf(state, (tab) => isOpen(tab) && !tab.leaving);
  const patterns = profiles
    .filter((profile) => profile.mode === 'enforce')
    .flatMap((profile) => profile.acts.flatMap((act) => act.requests));
  const blocks = patterns
    .flatMap(conditionsOf)
    .map((condition, index) =>
      blockRule(condition, index + 1, isForFrames(condition) ? frameTabIds : otherTabIds),
    );
  return blocks.length === 0
    ? []
    : [...blocks, ...planReleaseRules(state), ...probeRules(otherTabIds)];
}

/** A new document asks here whether its tab is closed by now (`await-lock.ts`). */
function probeRules(openTabIds: readonly number[]): readonly NetworkRule[] {
  const condition = { urlFilter: `|${LOCK_PROBE_URL}|`, resourceTypes: ['xmlhttprequest'] };
  const answer = { type: 'redirect', redirect: { url: 'data:,' } } as const;
  const id = FIRST_PROBE_RULE_ID;
  return [
    { id, priority: BLOCK_PRIORITY, action: answer, condition },
    blockRule(condition, id + 1, openTabIds),
  ];
}

/**
 * The rules that have to change so that a tab is on its way, made from those in force: a worker that
 * the navigation woke up knows nothing else yet.
 */
export function closeForTab(
  rules: readonly NetworkRule[],
  tabId: number,
  isAnswered: boolean,
): readonly NetworkRule[] {
  return rules
    .filter(({ condition }) => condition.excludedTabIds?.includes(tabId))
    .filter(({ action }) => action.type === 'block')
    .filter(({ condition }) => isAnswered || !isForFrames(condition))
    .map((rule) => {
      const { excludedTabIds = [], ...condition } = rule.condition;
      const left = excludedTabIds.filter((id) => id !== tabId);
      return { ...rule, condition: { ...condition, ...excluding(left) } };
    });
}

function mayNavigate({ leaving = [] }: TabState): boolean {
  return leaving.every(({ isAnswered }) => !isAnswered);
}

function isForFrames({ resourceTypes }: RuleCondition): boolean {
  return resourceTypes.every((type) => FRAME_TYPES.includes(type));
}

function excluding(tabIds: readonly number[]): Pick<RuleCondition, 'excludedTabIds'> {
  return tabIds.length > 0 ? { excludedTabIds: tabIds } : {};
}

function blockRule(
  condition: RuleCondition,
  id: number,
  clearTabIds: readonly number[],
): NetworkRule {
  return {
    id,
    priority: BLOCK_PRIORITY,
    action: { type: 'block' },
    condition: { ...condition, ...excluding(clearTabIds) },
  };
}

/**
 * A WebSocket has an address of its own scheme and no method, so a pattern of the web does not cover
 * it: without a second rule a page could carry the same act out through one. No release opens it.
 */
function conditionsOf(pattern: RequestPattern): readonly RuleCondition[] {
  const whole = conditionOf(pattern);
  const web = [FRAME_TYPES, OTHER_TYPES].map((resourceTypes) => ({ ...whole, resourceTypes }));
  const socketUrl = pattern.url.replace(/^\|http/, '|ws');
  if (pattern.pdfOnly || socketUrl === pattern.url) return web;
  return [...web, { urlFilter: socketUrl, resourceTypes: ['websocket'] }];
}
