import { expect, test } from 'vitest';
import {
  FIRST_PROBE_RULE_ID,
  planNetworkRules,
} from '../../utils/background/plan-network-rules.ts';
import { splitRules } from '../../utils/background/standing-rules.ts';
import { EMPTY_STATE, EMPTY_TAB } from '../../utils/background/worker-state.ts';
import { CONFIG } from '../support/memory-ports.ts';

const CLEAR = { ...EMPTY_STATE, tabs: { 7: { ...EMPTY_TAB, isClear: true } } };
const { standing, session } = splitRules(
  planNetworkRules(CONFIG.profiles, CLEAR),
  FIRST_PROBE_RULE_ID,
);
const blocks = session.filter(
  ({ action, id }) => action.type === 'block' && id < FIRST_PROBE_RULE_ID,
);

test('what stays on disk blocks every guarded request, in every tab', () => {
  expect(standing).toHaveLength(blocks.length);
  expect(standing.every(({ action }) => action.type === 'block')).toBe(true);
  expect(standing.some(({ condition }) => 'excludedTabIds' in condition)).toBe(false);
});

test('a session takes each of them out of force, and blocks above that', () => {
  for (const { condition, priority } of standing) {
    const open = session.find(
      (rule) =>
        rule.action.type === 'allow' &&
        JSON.stringify(rule.condition) === JSON.stringify(condition),
    );
    expect(open?.priority).toBeGreaterThan(priority);
    expect(Math.min(...blocks.map((block) => block.priority))).toBeGreaterThan(open?.priority ?? 9);
  }
});

test('no two rules of a session have one id', () => {
  expect(new Set(session.map(({ id }) => id)).size).toBe(session.length);
});

test('nothing stays when no site is guarded any more', () => {
  expect(splitRules(planNetworkRules([], CLEAR), FIRST_PROBE_RULE_ID)).toEqual({
    standing: [],
    session: [],
  });
});
