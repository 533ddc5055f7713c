import { coversRequest, type SeenRequest } from '../domain/request-pattern.ts';
import type { ActRule, SiteProfile } from '../domain/site-profile.ts';
import type { Ports } from './ports.ts';
import { endRelease, findUsedRelease } from './release-act.ts';
import { requestAct } from './request-act.ts';

/** A request as the browser reports it to the worker. */
export type TabRequest = SeenRequest & { readonly tabId: number; readonly contentType?: string };

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
  const state = ports.state.get();
  const hasQuestion = Object.values(state.questions).some(
    (pending) => pending.tabId === request.tabId,
  );
  if (!rule || hasQuestion) return;
  const [documentId, document] =
    Object.entries(state.tabs[request.tabId]?.documents ?? {}).find(
      ([, candidate]) => candidate.frameId === 0,
    ) ?? [];
  await requestAct(
    ports,
    {
      tabId: request.tabId,
      frameId: document?.frameId ?? 0,
      documentId: documentId ?? '',
      isHeld: false,
    },
    {
      act: rule.act,
      actName: rule.name,
      subjectLabel: '',
      contentHash: document?.contentHash || '0',
    },
  );
}

function findActRule(ports: Ports, request: TabRequest): ActRule | undefined {
  const profiles: readonly SiteProfile[] = ports.source().config?.profiles ?? [];
  return profiles
    .filter((profile) => profile.mode === 'enforce')
    .flatMap((profile) => profile.acts)
    .find((rule) => rule.requests.some((pattern) => coversRequest(pattern, request)));
}
