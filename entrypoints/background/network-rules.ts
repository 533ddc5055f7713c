import browser from 'webextension-polyfill';
import type { NetworkRule } from '../../utils/background/network-rule.ts';
import { closeForTab, FIRST_PROBE_RULE_ID } from '../../utils/background/plan-network-rules.ts';
import { splitRules } from '../../utils/background/standing-rules.ts';

/**
 * Replaces the rules by the planned ones: the browser applies all of a set or none (SECURITY.md T56).
 * Both sets outlive the worker and a reload of the extension, so the old ones are read from the
 * browser, not remembered.
 */
export async function setNetworkRules(rules: readonly NetworkRule[]): Promise<void> {
  const { standing, session } = splitRules(rules, FIRST_PROBE_RULE_ID);
  await Promise.all([
    bringInLine('getDynamicRules', 'updateDynamicRules', standing),
    bringInLine('getSessionRules', 'updateSessionRules', session),
  ]);
}

async function bringInLine(
  read: 'getDynamicRules' | 'getSessionRules',
  update: 'updateDynamicRules' | 'updateSessionRules',
  rules: readonly NetworkRule[],
): Promise<void> {
  const present = (await browser.declarativeNetRequest[read]()) as unknown as typeof rules;
  if (toText(present) !== toText(rules)) await replaceRules(update, present, rules);
}

/** Closes the rules in force for a tab that is on its way to another document. */
export async function closeNetworkRules(tabId: number, isAnswered: boolean): Promise<void> {
  const changed = closeForTab(await readRules(), tabId, isAnswered);
  if (changed.length > 0) await replaceRules('updateSessionRules', changed, changed);
}

/** Session rules that requests have met in the last minutes, whichever worker stood then. */
export async function readUsedRules(): Promise<readonly number[]> {
  // Not in the polyfill's types yet.
  const { rulesMatchedInfo } = (await Reflect.apply(
    Reflect.get(browser.declarativeNetRequest, 'getMatchedRules'),
    browser.declarativeNetRequest,
    [{}],
  )) as { readonly rulesMatchedInfo: readonly { readonly rule: { readonly ruleId: number } }[] };
  return rulesMatchedInfo.map(({ rule }) => rule.ruleId);
}

/** The browser gives the members of a rule in an order of its own. */
function toText(rules: readonly NetworkRule[]): string {
  return JSON.stringify(rules, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

async function readRules(): Promise<readonly NetworkRule[]> {
  const rules: unknown = await browser.declarativeNetRequest.getSessionRules();
  return rules as readonly NetworkRule[];
}

async function replaceRules(
  update: 'updateDynamicRules' | 'updateSessionRules',
  old: readonly NetworkRule[],
  rules: readonly NetworkRule[],
): Promise<void> {
  await browser.declarativeNetRequest[update]({
    removeRuleIds: old.map((rule) => rule.id),
    addRules: structuredClone(rules) as browser.DeclarativeNetRequest.Rule[],
  });
}
