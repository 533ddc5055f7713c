import browser from 'webextension-polyfill';
import { planScripts } from '../../utils/background/plan-scripts.ts';
import type { SiteProfile } from '../../utils/domain/site-profile.ts';

const GUARD_FILE = 'content-scripts/guard.js';
const HOOKS_FILE = 'content-scripts/hooks.js';
const VEIL_FILE = 'veil.css';

/**
 * Registers our scripts for the profiles' hosts and nowhere else; the registration outlives the
 * browser session, so that the first page of the morning is guarded before the worker wakes. Pages
 * that were open before a change are armed by hand.
 */
export async function armSites(
  profiles: readonly SiteProfile[],
  { armsOpenTabs }: { readonly armsOpenTabs: boolean },
): Promise<void> {
  const { scripting } = browser;
  const plan = planScripts(await scripting.getRegisteredContentScripts(), scriptsFor(profiles));
  const { update, register, unregister } = plan;
  const isInLine = update.length + register.length + unregister.length === 0;
  if (isInLine && !armsOpenTabs) return;
  if (update.length > 0) await scripting.updateContentScripts([...update]);
  if (register.length > 0) await scripting.registerContentScripts([...register]);
  if (unregister.length > 0) await scripting.unregisterContentScripts({ ids: [...unregister] });
  await injectOpenTabs(profiles);
}

function scriptsFor(profiles: readonly SiteProfile[]): browser.Scripting.RegisteredContentScript[] {
  const matches = [...new Set(profiles.flatMap((profile) => profile.match))];
  const veiled = [
    ...new Set(profiles.filter((p) => p.blur.length > 0).flatMap((profile) => profile.match)),
  ];
  if (matches.length === 0) return [];
  const common = {
    matches,
    allFrames: true,
    matchOriginAsFallback: true,
    runAt: 'document_start',
    persistAcrossSessions: true,
  };
  const scripts: unknown[] = [
    { ...common, id: 'hooks', js: [HOOKS_FILE], world: 'MAIN' },
    { ...common, id: 'guard', js: [GUARD_FILE] },
  ];
  if (veiled.length > 0) scripts.push({ ...common, id: 'veil', matches: veiled, css: [VEIL_FILE] });
  return scripts as browser.Scripting.RegisteredContentScript[];
}

/**
 * Arms the tabs that are open already, after the first configuration, an update or a reload of the
 * extension (SECURITY.md F10). A document that is guarded already stays as it is.
 */
async function injectOpenTabs(profiles: readonly SiteProfile[]): Promise<void> {
  const matches = profiles.flatMap((profile) => profile.match);
  if (matches.length === 0) return;
  const tabs = await browser.tabs.query({ url: matches.map(withoutPort) });
  await Promise.all(tabs.map((tab) => injectTab(tab.id ?? browser.tabs.TAB_ID_NONE)));
}

/** `tabs.query` refuses patterns with a port; an extra tab of the same host sets itself aside. */
function withoutPort(pattern: string): string {
  return pattern.replace(/^(https?:\/\/[^/:]+):\d+\//, '$1/');
}

async function injectTab(tabId: number): Promise<void> {
  const target = { tabId, allFrames: true };
  const options = { injectImmediately: true };
  // A tab that shows an error page or is being closed refuses; its next document is registered.
  await browser.scripting
    .executeScript({ target, files: [HOOKS_FILE], world: 'MAIN', ...options })
    .catch(() => undefined);
  await browser.scripting
    .executeScript({ target, files: [GUARD_FILE], ...options })
    .catch(() => undefined);
}
