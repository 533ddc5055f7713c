import type { FeedConfig } from '../domain/feed-config.ts';
import { findProfile, isUncovered } from '../domain/find-profile.ts';
import type { SiteProfile } from '../domain/site-profile.ts';
import type { DocumentSetup } from '../domain/view-report.ts';
import { refreshTab, withTab } from './evaluate-tab.ts';
import { noteActivation } from './follow-tabs.ts';
import { forgetDepartures } from './leave-document.ts';
import type { Ports } from './ports.ts';
import { showQuestion } from './show-question.ts';
import { dropFree, findStopped } from './stopped-act.ts';

/** A guard as the browser vouches for it. */
export type GuardSender = {
  readonly tabId: number;
  readonly frameId: number;
  readonly documentId: string;
  readonly url: string;
  readonly origin: string;
  /** Address of the tab's top document, for frames whose own address says nothing. */
  readonly tabUrl: string;
};

/**
 * Registers a document on its first message: from now on its tab is not clear until it has reported.
 * Gives the profile that watches it, if any.
 */
export async function openDocument(ports: Ports, sender: GuardSender): Promise<DocumentSetup> {
  const source = ports.source();
  const watched = source.config ? watchedBy(source.config, sender) : undefined;
  if (source.config && !watched) return { doubts: [] };
  // A profile that only watches locks nothing; without a configuration everything stays locked.
  const isEnforced = !watched || watched.profile.mode === 'enforce';
  const before = ports.state.get().tabs[sender.tabId]?.documents[sender.documentId];
  if (before && before.frameId !== sender.frameId) await noteActivation(ports, sender);
  const tab = ports.state.get().tabs[sender.tabId];
  const known = before?.frameId === sender.frameId ? before : undefined;
  // One sheet to a document: the browser takes away one at a time. In a clear tab `refreshTab` locks.
  if (isEnforced && !known && !tab?.isClear) await ports.printSheet.insert([sender]);
  const openerTabId = known ? known.openerTabId : await openerOf(ports, sender);
  if (!known) await forgetDepartures(ports, sender.tabId, sender.frameId);
  const doubts = watched?.isUncovered ? (['site-unreadable'] as const) : [];
  await ports.state.update((state) =>
    withTab(state, sender.tabId, (tab) => ({
      ...tab,
      left: tab.left?.filter((documentId) => documentId !== sender.documentId),
      documents: {
        ...withoutFrame(tab.documents, sender.frameId),
        [sender.documentId]: {
          frameId: sender.frameId,
          profileId: watched?.profile.id ?? '',
          hasReported: false,
          // A page that only changed its address shows what it showed until it says otherwise.
          sightings: known?.sightings ?? [],
          doubts,
          contentHash: '',
          openerTabId,
        },
      },
    })),
  );
  await refreshTab(ports, sender.tabId);
  await showWaiting(ports, sender);
  return {
    profile: watched?.profile,
    locality: source.config?.locality,
    isVeiled: source.config && hasVeil(source.config, sender),
    doubts: [...source.doubts, ...doubts],
  };
}

/** A navigation that the browser stopped took the page of its question away: it stands on return. */
async function showWaiting(ports: Ports, { tabId, frameId }: GuardSender): Promise<void> {
  if (frameId !== 0) return;
  await dropFree(ports, tabId);
  const waiting = findStopped(ports, tabId);
  if (waiting) await showQuestion(ports, waiting);
}

/** The profile that watches a frame: by its own address, its origin, or the tab it stands in. */
export function watchedBy(
  config: FeedConfig,
  sender: GuardSender,
): { readonly profile: SiteProfile; readonly isUncovered: boolean } | undefined {
  for (const url of [sender.url, `${sender.origin}/`, sender.tabUrl]) {
    const profile = findProfile(config.profiles, url);
    if (profile) return { profile, isUncovered: isUncovered(profile, url) };
  }
  return undefined;
}

/** True when the veil may be registered for a frame: by any of the addresses that one may go by. */
function hasVeil({ profiles }: FeedConfig, sender: GuardSender): boolean {
  const urls = [sender.url, `${sender.origin}/`, sender.tabUrl];
  const blurring = profiles.filter(({ blur }) => blur.length > 0);
  return urls.some((url) => findProfile(blurring, url) !== undefined);
}

/** A pop-up without an address shows what the tab that opened it writes into it. */
async function openerOf(
  { frames }: Ports,
  { tabId, frameId, url }: GuardSender,
): Promise<number | undefined> {
  return frameId === 0 && !/^https?:/.test(url) ? frames.openerTabId(tabId) : undefined;
}

function withoutFrame<Document extends { readonly frameId: number }>(
  documents: Readonly<Record<string, Document>>,
  frameId: number,
): Record<string, Document> {
  return Object.fromEntries(
    Object.entries(documents).filter(([, document]) => document.frameId !== frameId),
  );
}
