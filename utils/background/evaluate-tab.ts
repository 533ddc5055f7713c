import { assess } from '../domain/assess.ts';
import { japaneseDay } from '../domain/case.ts';
import { collectAdvice, shownContact } from '../domain/compose-question.ts';
import type { SiteProfile } from '../domain/site-profile.ts';
import type { Assessment, View } from '../domain/situation.ts';
import type { TabView } from '../domain/tab-view.ts';
import { moveLocks } from './barriers.ts';
import { namedIn } from './named-in.ts';
import type { FlagSource, Ports } from './ports.ts';
import { abandonReleases } from './release-act.ts';
import { sumRows } from './sum-rows.ts';
import {
  documentsOfView,
  EMPTY_TAB,
  openersOf,
  type TabState,
  type WorkerState,
  withEntry,
} from './worker-state.ts';

/** A tab's state joined over its frames. */
export type Evaluation = {
  readonly tab: TabState;
  readonly view: View;
  readonly assessment: Assessment;
  readonly mode: SiteProfile['mode'];
};

/** Joins everything known of a tab and decides what it means now. Pure but for the source's state. */
export function evaluate(tab: TabState, source: FlagSource, nowMs: number): Evaluation {
  const documents = Object.values(tab.documents);
  const view: View = {
    sightings: documents.flatMap((document) => document.sightings),
    doubts: [...new Set([...source.doubts, ...documents.flatMap((document) => document.doubts)])],
  };
  return {
    tab,
    view,
    assessment: assess(view, japaneseDay(nowMs)),
    mode: strictestMode(tab, source),
  };
}

/** The strictest mode of the profiles in the tab; a profile that is gone counts as `enforce`. */
function strictestMode(tab: TabState, source: FlagSource): SiteProfile['mode'] {
  const modes = Object.values(tab.documents).map(
    (document) =>
      source.config?.profiles.find((profile) => profile.id === document.profileId)?.mode ??
      'enforce',
  );
  const order = ['enforce', 'warn', 'shadow'] as const;
  return order.find((mode) => modes.includes(mode)) ?? 'enforce';
}

/** Text that names what a view means: flagged tags, situations and doubts, in a fixed order. */
export function viewKeyOf({ view, assessment }: Evaluation): string {
  const tags = flaggedTags(view);
  return [...tags, ...assessment.situations, ...assessment.doubts].join(' ');
}

/** Tags of the flagged identifiers on a view, sorted, without duplicates. */
export function flaggedTags(view: View): readonly string[] {
  const tags = view.sightings.flatMap((sighting) =>
    sighting.verdict.status === 'flagged' && 'tag' in sighting ? [String(sighting.tag)] : [],
  );
  return [...new Set(tags)].toSorted();
}

/**
 * Brings a tab's locks, banner and record in line with what its frames report. Locks close before
 * anybody is told, and open before anybody is told: a message never runs ahead of the barrier.
 */
export async function refreshTab(ports: Ports, tabId: number): Promise<Evaluation> {
  await pruneDocuments(ports, tabId);
  const before = ports.state.get().tabs[tabId] ?? EMPTY_TAB;
  const evaluation = evaluate(viewedTab(ports, tabId), ports.source(), ports.now());
  const isClear = isOpen(evaluation);
  const viewKey = viewKeyOf(evaluation);
  // A worker that is killed on the way leaves `isMoving` behind, and the next one does it all again.
  const isTold = before.viewKey === viewKey && !before.isMoving;
  const isMoved = before.isClear === isClear && !before.isMoving;
  const isMoving = isTold && isMoved ? undefined : true;
  await changeTab(ports, tabId, { isClear, viewKey, isMoving });
  if (!isMoved) await moveLocks(ports, tabId, isClear);
  if (!isTold) await announceView(ports, tabId, evaluation);
  if (isMoving) await askWritten(ports, tabId);
  if (isMoving) await changeTab(ports, tabId, { isMoving: undefined });
  // A release holds for the view it was given for, not for the next resident's.
  await abandonReleases(ports, (release) => release.tabId === tabId && release.viewKey !== viewKey);
  return evaluation;
}

async function changeTab(ports: Ports, tabId: number, change: Partial<TabState>): Promise<void> {
  await ports.state.update((state) => withTab(state, tabId, (tab) => ({ ...tab, ...change })));
}

function viewedTab(ports: Ports, tabId: number): TabState {
  const state = ports.state.get();
  return { ...(state.tabs[tabId] ?? EMPTY_TAB), documents: documentsOfView(state, tabId) };
}

/** What a tab wrote into others counts with what it shows itself; they report in their own turn. */
async function askWritten(ports: Ports, tabId: number): Promise<void> {
  const written = Object.entries(ports.state.get().tabs).filter(([, tab]) =>
    openersOf(tab).includes(tabId),
  );
  await Promise.all(
    written.map(([id]) => ports.guards.tell({ tabId: Number(id) }, 'reportAgain', {})),
  );
}

/** True when the locks are open: nothing needs a question, or the profiles only watch. */
function isOpen(evaluation: Evaluation): boolean {
  const isWatched = Object.keys(evaluation.tab.documents).length > 0;
  return (isWatched && evaluation.mode !== 'enforce') || isKnownClear(evaluation);
}

/** True when nothing on the tab touches a case, and every frame has spoken. */
export function isKnownClear(evaluation: Evaluation): boolean {
  return hasSpoken(evaluation) && evaluation.assessment.headline === 'clear';
}

/** True when every frame has said what it shows. A tab without any has not. */
export function hasSpoken({ tab }: Evaluation): boolean {
  const documents = Object.values(tab.documents);
  return documents.length > 0 && documents.every((document) => document.hasReported);
}

/**
 * Forgets the documents of frames that were taken out of the page. The browser does not list every
 * frame that stands (`blob:` ones are missing), so that only one whose guard is silent too is gone:
 * a forgotten document would make the tab clear over what it shows.
 */
async function pruneDocuments(ports: Ports, tabId: number): Promise<void> {
  const known = Object.keys(ports.state.get().tabs[tabId]?.documents ?? {});
  if (known.length < 2) return;
  const gone = await findGone(ports, tabId, known);
  if (gone.length === 0) return;
  await ports.state.update((state) =>
    withTab(state, tabId, (tab) => ({
      ...tab,
      documents: Object.fromEntries(
        Object.entries(tab.documents).filter(([documentId]) => !gone.includes(documentId)),
      ),
    })),
  );
}

/** Those of the documents that the browser does not list and whose guards are silent. */
export async function findGone(
  ports: Ports,
  tabId: number,
  known: readonly string[],
): Promise<readonly string[]> {
  const listed = await ports.frames.documentIds(tabId);
  const documentIds = known.filter((documentId) => !listed.includes(documentId));
  const replies = await Promise.all(
    documentIds.map((documentId) => ports.guards.tell({ tabId, documentId }, 'isThere', {})),
  );
  return documentIds.filter((_documentId, index) => !replies[index]);
}

async function announceView(ports: Ports, tabId: number, evaluation: Evaluation): Promise<void> {
  const { assessment, view, mode } = evaluation;
  if (view.sightings.length > 0 && assessment.headline !== 'clear') {
    const tags = flaggedTags(view);
    const failures = assessment.doubts;
    // A record that cannot be written is a doubt of its own from the next look-up on.
    await ports.audit
      .append({ type: 'shown', situation: assessment.headline, tags, failures })
      .catch(() => undefined);
  }
  if (mode !== 'shadow') await showView(ports, tabId);
}

/** Tells the top frame of a tab what to show. */
export async function showView(ports: Ports, tabId: number): Promise<void> {
  const view = tabViewOf(ports, evaluate(viewedTab(ports, tabId), ports.source(), ports.now()));
  await ports.guards.tell({ tabId, frameId: 0 }, 'showView', view);
}

function tabViewOf(ports: Ports, { tab, assessment, view, mode }: Evaluation): TabView {
  const source = ports.source();
  const counterMode = ports.counterMode();
  const { guidance, contact } = collectAdvice(view, source.config);
  return {
    assessment,
    guidance,
    contact: shownContact(contact, counterMode),
    dataAgeMs: source.dataAgeMs,
    counterMode,
    isUpdateWaiting: ports.state.get().isUpdateWaiting,
    mode,
    rows: sumRows(tab),
    ...namedIn(tab),
  };
}

/** Changes one tab of the state; a tab that is not known yet starts empty. */
export function withTab(
  state: WorkerState,
  tabId: number,
  change: (tab: TabState) => TabState,
): WorkerState {
  const tab = change(state.tabs[tabId] ?? EMPTY_TAB);
  return { ...state, tabs: withEntry(state.tabs, String(tabId), tab) };
}
