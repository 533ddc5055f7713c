import { coversRequest, type SeenRequest } from '../domain/request-pattern.ts';
import type { ActRule, SiteProfile } from '../domain/site-profile.ts';
import { applyNetworkRules } from './barriers.ts';
import type { Ports } from './ports.ts';
import { changeRelease, endRelease, findUsedRelease } from './release-act.ts';
import { showQuestion } from './show-question.ts';
import { askStopped, dropFree } from './stopped-act.ts';

/** A request as the browser reports it to the worker. */
export type TabRequest = SeenRequest & { readonly tabId: number; readonly contentType?: string };

/**
 * The request of a released act is on its way. A busy server may take its time with the answer, and
 * the next press, or the next script, must not go through on the same answer meanwhile.
 */
export async function noteSentRequest(ports: Ports, request: TabRequest): Promise<void> {
  const release = findUsedRelease(ports, request);
  if (!release || release.isSent) return;
  await changeRelease(ports, release.requestId, (known) => ({ ...known, isSent: true }));
  await applyNetworkRules(ports);
}

/** The first answered request of a released act uses the release up. */
export async function noteAnsweredRequest(ports: Ports, request: TabRequest): Promise<void> {
  const release = findUsedRelease(ports, request);
  if (release) await endRelease(ports, release.requestId, 'done');
}

/**
 * The browser stopped a guarded request that no guard held (a script's own fetch, a new tab). The
 * question opens all the same; after the answer the staff member presses again.
 */
export async function noteStoppedRequest(ports: Ports, request: TabRequest): Promise<void> {
  const rule = findActRule(ports, request);
  if (!rule) return;
  await dropFree(ports, request.tabId);
  const { questions } = ports.state.get();
  const pending = Object.values(questions).find((one) => one.tabId === request.tabId);
  if (pending) {
    // Its window may have been closed unanswered; a held act's question stands in its page.
    if (!pending.isHeld) await showQuestion(ports, pending);
    return;
  }
  await askStopped(ports, request.tabId, { act: rule.act, actName: rule.name });
}

function findActRule(ports: Ports, request: TabRequest): ActRule | undefined {
  const profiles: readonly SiteProfile[] = ports.source().config?.profiles ?? [];
  return profiles
    .filter((profile) => profile.mode === 'enforce')
    .flatMap((profile) => profile.acts)
    .find((rule) => rule.requests.some((pattern) => coversRequest(pattern, request)));
}
