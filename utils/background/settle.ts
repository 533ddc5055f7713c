import type { FailureCode } from '../domain/failure.ts';
import { FAILURE_MATRIX } from '../domain/failure-matrix.ts';
import { passUnwritable } from './audit-unwritable.ts';
import { applyNetworkRules } from './barriers.ts';
import type { Engine } from './engine.ts';
import { refreshTab } from './evaluate-tab.ts';
import { knownValues } from './policy-loader.ts';

const MINUTE_MS = 60_000;

/** Brings scripts, rules, badge, record and tabs in line with what is known now. */
export async function settle(engine: Engine): Promise<void> {
  const { parts, ports, memory, keeper } = engine;
  const { config } = ports.source();
  if (config) await engine.armSites(config.profiles, { armsOpenTabs: false });
  await applyNetworkRules(ports);
  await parts.setTickPeriod(
    Math.min(MINUTE_MS, knownValues(keeper.policy())?.pollIntervalMs ?? MINUTE_MS),
  );
  const { doubts } = ports.source();
  await parts.showBadge(doubts);
  const sourceKey = JSON.stringify([doubts, feedVersion(engine)]);
  if (memory.get().sourceKey === sourceKey) return;
  await memory.update((state) => ({ ...state, sourceKey }));
  await noteDoubts(engine, doubts);
  await Promise.all(Object.keys(memory.get().tabs).map((tabId) => askAgain(engine, Number(tabId))));
}

function feedVersion({ keeper }: Engine): number {
  const { feed } = keeper.data();
  return feed.ok ? feed.value.head.version : 0;
}

async function askAgain({ inTurn, ports }: Engine, tabId: number): Promise<void> {
  await inTurn(`tab ${tabId}`, () => refreshTab(ports, tabId));
  await ports.guards.tell({ tabId }, 'reportAgain', {});
}

/** An outage is written once when it begins or changes, and once when it is over. */
async function noteDoubts(engine: Engine, causes: readonly FailureCode[]): Promise<void> {
  const doubts = causes.filter((code) => FAILURE_MATRIX[code].recorded === 'outage');
  const before = engine.memory.get().doubts ?? [];
  if (JSON.stringify(before) === JSON.stringify(doubts)) return;
  await engine.memory.update((state) => ({ ...state, doubts }));
  const type = doubts.length > 0 ? 'outage' : 'recovered';
  // A record that cannot be written is a doubt of its own from the next look-up on.
  await engine.audit.append({ type, failures: doubts }).catch(passUnwritable);
}
