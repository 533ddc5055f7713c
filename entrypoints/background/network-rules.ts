import browser from 'webextension-polyfill';
import type { NetworkRule } from '../../utils/background/plan-network-rules.ts';

/**
 * Replaces the session rules by the planned ones in one step: the browser applies all or none
 * (SECURITY.md T56). Session rules outlive the worker and a reload of the extension, so the old set
 * is read from the browser, not remembered.
 */
export async function setNetworkRules(rules: readonly NetworkRule[]): Promise<void> {
  const present = await browser.declarativeNetRequest.getSessionRules();
  if (JSON.stringify(present) === JSON.stringify(rules)) return;
  await browser.declarativeNetRequest.updateSessionRules({
    removeRuleIds: present.map((rule) => rule.id),
    addRules: structuredClone(rules) as browser.DeclarativeNetRequest.Rule[],
  });
}
