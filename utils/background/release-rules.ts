import { mayOpenTab } from '../domain/request-pattern.ts';
import type { RequestPattern } from '../domain/site-profile.ts';
import { conditionOf, type NetworkRule, RELEASE_PRIORITY } from './network-rule.ts';
import { liveReleases, type Release, tabIdsOf, type WorkerState } from './worker-state.ts';

/** Behind every other rule; no other release has the numbers that follow (`Release.firstRule`). */
const FIRST_RELEASE_RULE_ID = 1_000_000;

/** Plans what the released acts open. */
export function planReleaseRules(state: WorkerState): readonly NetworkRule[] {
  const guardedTabIds = tabIdsOf(state, (tab) => !tab.isClear);
  return liveReleases(state).flatMap((release) =>
    release.patterns.flatMap((pattern, index) => {
      // What a PDF is only its answer tells, so that one stays open until then.
      if (release.isSent && !pattern.pdfOnly) return [];
      return allowRule(release, { pattern, guardedTabIds, id: releaseRuleId(release, index) });
    }),
  );
}

/** True when one of the rules that let a request through is of this release. */
export function isUsed(release: Release, usedRuleIds: readonly number[]): boolean {
  return release.patterns.some((_pattern, index) =>
    usedRuleIds.includes(releaseRuleId(release, index)),
  );
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

function releaseRuleId({ firstRule }: Release, index: number): number {
  return FIRST_RELEASE_RULE_ID + firstRule + index;
}
