import type { Pulled, PullList, RowCounts } from '../domain/pulled-rows.ts';
import type { GuardProtocol } from '../messaging/protocol.ts';
import { evaluate, flaggedTags, showView, withTab } from './evaluate-tab.ts';
import type { Ports } from './ports.ts';
import { type DocumentState, EMPTY_TAB } from './worker-state.ts';

type Frame = { readonly tabId: number; readonly documentId: string };

/** A guard tells how many flagged rows of its lists are ticked; the banner follows. */
export async function noteRows(
  ports: Ports,
  { tabId, documentId }: Frame,
  rows: RowCounts,
): Promise<void> {
  const document = ports.state.get().tabs[tabId]?.documents[documentId];
  if (!document) return;
  await ports.state.update((state) =>
    withTab(state, tabId, (tab) => ({
      ...tab,
      documents: { ...tab.documents, [documentId]: { ...document, rows } },
    })),
  );
  await showView(ports, tabId);
}

/**
 * 引き抜き: has every frame untick its flagged rows, records how many, and tells the banner which. To
 * be called outside the tab's turn: the frames report their views while they work.
 */
export async function pullRows(ports: Ports, tabId: number): Promise<void> {
  const frames = await askFrames(ports, tabId, 'pullRows');
  const rows = frames.flatMap((frame) => frame.rows);
  const tab = ports.state.get().tabs[tabId] ?? EMPTY_TAB;
  const { view } = evaluate(tab, ports.source(), ports.now());
  const pulledCount = rows.filter((row) => row.isOut).length;
  await ports.audit.append({
    type: 'pulled',
    tags: flaggedTags({ ...view, sightings: view.sightings.filter((one) => one.place === 'row') }),
    pulledCount,
    stuckCount: rows.length - pulledCount,
  });
  await ports.guards.tell({ tabId, frameId: 0 }, 'showPull', { rows, ...sumRead(frames) });
}

/** The list for 個別発送, asked of the page at this moment; the worker keeps nothing of it. */
export async function readPullList(ports: Ports, tabId: number): Promise<PullList> {
  const rows = (await askFrames(ports, tabId, 'listRows')).flat();
  const profileIds = documentsWithRows(ports, tabId).map(({ profileId }) => profileId);
  const profile = ports.source().config?.profiles.find(({ id }) => profileIds.includes(id));
  return {
    rows,
    systemName: profile?.name ?? '',
    operatorLabel: ports.operatorLabel(),
    madeAtMs: ports.now(),
  };
}

/** Nothing where every row of every frame is drawn. */
function sumRead(frames: readonly Pulled[]): Pick<Pulled, 'readRowCount'> {
  const counts = frames.flatMap(({ readRowCount }) => readRowCount ?? []);
  return counts.length > 0 ? { readRowCount: counts.reduce((sum, count) => sum + count) } : {};
}

async function askFrames<Name extends 'pullRows' | 'listRows'>(
  ports: Ports,
  tabId: number,
  question: Name,
): Promise<readonly ReturnType<GuardProtocol[Name]>[]> {
  const answers = await Promise.all(
    documentsWithRows(ports, tabId).map(({ frameId }) =>
      ports.guards.ask({ tabId, frameId }, question, {}),
    ),
  );
  return answers.filter((answer) => answer !== undefined);
}

function documentsWithRows(ports: Ports, tabId: number): readonly DocumentState[] {
  const documents = Object.values(ports.state.get().tabs[tabId]?.documents ?? {});
  return documents.filter(({ rows }) => rows && rows.ticked + rows.leftOut + rows.boxless > 0);
}
