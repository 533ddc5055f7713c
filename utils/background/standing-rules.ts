import { type NetworkRule, SESSION_PRIORITY, STANDING_PRIORITY } from './network-rule.ts';

const FIRST_SESSION_OPEN_ID = 400_000;

/** What is left on disk, and what the session adds to it. */
export type RuleSets = {
  readonly standing: readonly NetworkRule[];
  readonly session: readonly NetworkRule[];
};

/**
 * The rules of a session go with the browser, and the next one opens its first page before the worker
 * is there. So each guarded request is also blocked in every tab by a rule that stays on disk; while
 * a session has rules of its own, these alone count: they take the standing ones out of force, and
 * block what is not known clear above that.
 */
export function splitRules(rules: readonly NetworkRule[], firstProbeId: number): RuleSets {
  const blocks = rules.filter(({ action, id }) => action.type === 'block' && id < firstProbeId);
  const standing = blocks.map(({ id, action, condition: { excludedTabIds, ...condition } }) => ({
    id,
    priority: STANDING_PRIORITY,
    action,
    condition,
  }));
  const open = standing.map(({ id, condition }) => ({
    id: FIRST_SESSION_OPEN_ID + id,
    priority: SESSION_PRIORITY,
    action: { type: 'allow' } as const,
    condition,
  }));
  return { standing, session: [...rules, ...open] };
}
