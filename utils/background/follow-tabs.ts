import { findProfile } from '../domain/find-profile.ts';
import { cancelQuestions } from './answer-question.ts';
import { applyNetworkRules } from './barriers.ts';
import { findGone, refreshTab } from './evaluate-tab.ts';
import { noteStay } from './leave-document.ts';
import type { Ports } from './ports.ts';
import { abandonReleases } from './release-act.ts';
import { withEntry } from './worker-state.ts';

/** Enough for the frames of one page. */
const LEFT_KEPT = 32;

/** A committed navigation. */
export type Commit = {
  readonly url: string;
  readonly tabId: number;
  readonly frameId: number;
  readonly documentId: string;
};

/**
 * A new document took a frame's place: what the old one showed, asked and was granted is over. The
 * tab is not clear until the new document has spoken.
 */
export async function noteCommit(ports: Ports, commit: Commit): Promise<void> {
  const { tabId, frameId } = commit;
  const isReplaced = (frame: number) => frameId === 0 || frame === frameId;
  const tab = ports.state.get().tabs[tabId];
  const isKnown = tab?.documents[commit.documentId] !== undefined;
  if (!tab) return;
  // A watched document stays closed until its guard has spoken; another one never speaks.
  if (isKnown || !isWatched(ports, commit.url)) await noteStay(ports, tabId, frameId);
  if (isKnown) return;
  await cancelQuestions(
    ports,
    // A stopped request commits an error page of its own: its question outlives that.
    (pending) => pending.tabId === tabId && pending.isHeld && isReplaced(pending.frameId),
  );
  await closeDocuments(ports, tabId, isReplaced);
}

/**
 * A page that was read ahead, as a frame of its own, stands in its tab now. Its document is known, so
 * that no commit closes what stood there; its frames come with it under their own numbers.
 */
export async function noteActivation(
  ports: Ports,
  { tabId, frameId }: Pick<Commit, 'tabId' | 'frameId'>,
): Promise<void> {
  const isReplaced = (frame: number) => frame === frameId;
  await cancelQuestions(
    ports,
    (pending) => pending.tabId === tabId && pending.isHeld && isReplaced(pending.frameId),
  );
  await closeDocuments(ports, tabId, isReplaced);
}

function isWatched(ports: Ports, url: string): boolean {
  return findProfile(ports.source().config?.profiles ?? [], url) !== undefined;
}

/** A tab is closed. */
export async function noteTabRemoved(ports: Ports, tabId: number): Promise<void> {
  if (!ports.state.get().tabs[tabId]) return;
  await cancelQuestions(ports, (pending) => pending.tabId === tabId);
  await closeDocuments(ports, tabId, () => true);
  await ports.state.update((state) => ({
    ...state,
    tabs: withEntry(state.tabs, String(tabId), undefined),
  }));
  await applyNetworkRules(ports);
}

/** What happened while no worker was there to hear of it: documents that left, tabs that closed. */
export async function forgetGoneDocuments(ports: Ports, tabId: number): Promise<void> {
  const present = await ports.frames.documentIds(tabId);
  if (present.length === 0) return await noteTabRemoved(ports, tabId);
  const documents = ports.state.get().tabs[tabId]?.documents ?? {};
  const gone = await findGone(ports, tabId, Object.keys(documents));
  const frames = gone.map((documentId) => documents[documentId]?.frameId ?? 0);
  if (frames.length === 0) return;
  const isGone = (frameId: number) => frames.includes(frameId);
  await cancelQuestions(
    ports,
    (pending) => pending.tabId === tabId && pending.isHeld && isGone(pending.frameId),
  );
  await closeDocuments(ports, tabId, isGone);
}

async function closeDocuments(
  ports: Ports,
  tabId: number,
  isGone: (frameId: number) => boolean,
): Promise<void> {
  await abandonReleases(ports, (release) => release.tabId === tabId && isGone(release.frameId));
  const tab = ports.state.get().tabs[tabId];
  if (!tab) return;
  const entries = Object.entries(tab.documents);
  const documents = Object.fromEntries(entries.filter(([, { frameId }]) => !isGone(frameId)));
  const gone = entries.filter(([, { frameId }]) => isGone(frameId)).map(([id]) => id);
  const left = [...(tab.left ?? []), ...gone].slice(-LEFT_KEPT);
  await ports.state.update((state) => ({
    ...state,
    tabs: withEntry(state.tabs, String(tabId), { ...tab, documents, left }),
  }));
  await refreshTab(ports, tabId);
}
