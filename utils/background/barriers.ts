import { planNetworkRules } from './plan-network-rules.ts';
import type { DocumentRef, Ports } from './ports.ts';
import type { WorkerState } from './worker-state.ts';

/** Puts the network rules in line with the state. */
export async function applyNetworkRules(ports: Ports): Promise<void> {
  await ports.network.apply(() =>
    planNetworkRules(ports.source().config?.profiles ?? [], ports.state.get()),
  );
}

/** Opens or closes every barrier of a tab. Each closes before anybody is told, and opens likewise. */
export async function moveLocks(ports: Ports, tabId: number, isClear: boolean): Promise<void> {
  await applyNetworkRules(ports);
  await movePrintLock(ports, tabId, isClear);
}

/** Opens or closes the print sheets of a tab. A print of the top document carries its frames. */
export async function movePrintLock(ports: Ports, tabId: number, isOpen: boolean): Promise<void> {
  const documents = documentsOf(ports.state.get(), tabId);
  await (isOpen ? ports.printSheet.remove(documents) : ports.printSheet.insert(documents));
  await ports.guards.tell({ tabId }, 'setLock', { isLocked: !isOpen });
}

/** Opens the print sheets for one released print. */
export async function openForPrint(
  ports: Ports,
  { tabId, requestId }: { readonly tabId: number; readonly requestId: string },
): Promise<void> {
  await ports.printSheet.remove(documentsOf(ports.state.get(), tabId));
  await ports.guards.tell({ tabId }, 'setLock', { isLocked: false, requestId });
}

function documentsOf(state: WorkerState, tabId: number): readonly DocumentRef[] {
  return Object.keys(state.tabs[tabId]?.documents ?? {}).map((documentId) => ({
    tabId,
    documentId,
  }));
}
