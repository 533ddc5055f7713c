import { LOCK_PROBE_URL } from '../domain/lock-probe.ts';
import { mayOpenTab } from '../domain/request-pattern.ts';
import type { RequestPattern, SiteProfile } from '../domain/site-profile.ts';
import {
  liveReleases,
  openersOf,
  type Release,
  type TabState,
  type WorkerState,
} from './worker-state.ts';

/** One rule as the browser's rule engine takes it (declarativeNetRequest, session rules). */
export type NetworkRule = {
  readonly id: number;
  readonly priority: number;
  readonly action:
    | { readonly type: 'block' | 'allow' }
    | { readonly type: 'redirect'; readonly redirect: { readonly url: string } };
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

const FRAME_TYPES: readonly string[] = ['main_frame', 'sub_frame'];

const OTHER_TYPES = EVERY_RESOURCE_TYPE.filter((type) => !FRAME_TYPES.includes(type));

const BLOCK_PRIORITY = 1;
const RELEASE_PRIORITY = 2;

/** Rule ids are deterministic, so that a restarted worker replaces exactly its own rules. */
const FIRST_RELEASE_RULE_ID = 100_000;
const FIRST_PROBE_RULE_ID = 200_000;

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
  const guardedTabIds = tabIdsOf(state, (tab) => !tab.isClear);
  const patterns = profiles
    .filter((profile) => profile.mode === 'enforce')
    .flatMap((profile) => profile.acts.flatMap((act) => act.requests));
  const blocks = patterns
    .flatMap(conditionsOf)
    .map((condition, index) =>
      blockRule(condition, index + 1, isForFrames(condition) ? frameTabIds : otherTabIds),
    );
  const releases = liveReleases(state)
    .flatMap((release) => release.patterns.map((pattern) => ({ release, pattern })))
    // What a PDF is only its answer tells, so that one stays open until then.
    .filter(({ release, pattern }) => !release.isSent || pattern.pdfOnly)
    .map(({ release, pattern }, index) =>
      allowRule(release, { pattern, guardedTabIds, id: FIRST_RELEASE_RULE_ID + index }),
    );
  return blocks.length === 0 ? [] : [...blocks, ...releases, ...probeRules(otherTabIds)];
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
  return {
    id,
    priority: BLOCK_PRIORITY,
    action: { type: 'block' },
    condition: { ...condition, ...excluding(clearTabIds) },
  };
}

/**
 * A PDF often opens in a tab that does not exist yet, so its release cannot name one; it is bound to
 * the address and to the first response instead (so is whatever else a profile says opens a tab).
 * One that nobody was asked about opens no tab that shows a flagged record.
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
  if (!mayOpenTab(pattern)) {
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
  const whole = conditionOf(pattern);
  const web = [FRAME_TYPES, OTHER_TYPES].map((resourceTypes) => ({ ...whole, resourceTypes }));
  const socketUrl = pattern.url.replace(/^\|http/, '|ws');
  if (pattern.pdfOnly || socketUrl === pattern.url) return web;
  return [...web, { urlFilter: socketUrl, resourceTypes: ['websocket'] }];
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
