import { applyNetworkRules } from './barriers.ts';
import type { Engine } from './engine.ts';
import type { Ports } from './ports.ts';
import type { Leaving, TabState, WorkerState } from './worker-state.ts';
import { withEntry } from './worker-state.ts';

/** A navigation of a frame, not committed yet. */
export type Departure = Leaving & { readonly tabId: number };

type LeavingParts = Pick<Engine, 'inTurn'> & {
  readonly parts: Pick<Engine['parts'], 'closeRules'>;
  readonly memory: Pick<Engine['memory'], 'opened' | 'update'>;
};

/**
 * Closes a clear tab before its next document stands. Does not wait for the boot: the rules in force
 * are closed at once, even by a worker that this very navigation has started, and the memory is told
 * before the first plan of the new worker is made.
 */
export async function noteDeparture(
  { inTurn, parts, memory }: LeavingParts,
  departure: Departure,
): Promise<void> {
  const { tabId, isAnswered } = departure;
  const closed = inTurn('rules', () => parts.closeRules(tabId, isAnswered));
  await memory.opened;
  await memory.update((state) => withLeaving(state, departure));
  await closed;
}

/** The navigation came to nothing (a download, a stop), or to a document that nobody watches. */
export async function noteStay(ports: Ports, tabId: number, frameId: number): Promise<void> {
  if (await forgetDepartures(ports, tabId, frameId)) await applyNetworkRules(ports);
}

/** The next document has spoken, or none will. True when there was something to forget. */
export async function forgetDepartures(
  ports: Ports,
  tabId: number,
  frameId: number,
): Promise<boolean> {
  const tab = ports.state.get().tabs[tabId];
  if (!tab?.leaving) return false;
  const isOver = (one: Leaving) => frameId === 0 || one.frameId === frameId;
  const leaving = tab.leaving.filter((one) => !isOver(one));
  await ports.state.update((state) => withTabLeaving(state, tabId, leaving));
  return true;
}

/** Only a tab that is known can be open. */
function withLeaving(state: WorkerState, { tabId, ...added }: Departure): WorkerState {
  const others = state.tabs[tabId]?.leaving?.filter(({ frameId }) => frameId !== added.frameId);
  return withTabLeaving(state, tabId, [...(others ?? []), added]);
}

function withTabLeaving(
  state: WorkerState,
  tabId: number,
  leaving: readonly Leaving[],
): WorkerState {
  const tab: TabState | undefined = state.tabs[tabId];
  if (!tab) return state;
  const changed = { ...tab, leaving: leaving.length > 0 ? leaving : undefined };
  return { ...state, tabs: withEntry(state.tabs, String(tabId), changed) };
}
