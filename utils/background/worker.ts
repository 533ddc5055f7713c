import type { AuditRecord } from '../domain/audit-record.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { RecordRow, SystemStatus } from '../domain/system-status.ts';
import { cancelQuestions } from './answer-question.ts';
import { makeAuditWriter } from './audit-writer.ts';
import { bootUntilDone, sinceSession } from './boot.ts';
import type { Engine, WorkerParts } from './engine.ts';
import { showView } from './evaluate-tab.ts';
import { makeFlagKeeper } from './flag-keeper.ts';
import { type Departure, noteDeparture } from './leave-document.ts';
import type { NetworkRule } from './network-rule.ts';
import { knownValues, POLICY_GRACE_MS } from './policy-loader.ts';
import type { Ports } from './ports.ts';
import { expireReleases } from './release-act.ts';
import { settle } from './settle.ts';
import { readStatus, toRecordRow } from './status.ts';
import { makeTurns, type Turns } from './turns.ts';
import { makeWorkerMemory } from './worker-memory.ts';
import type { WorkerState } from './worker-state.ts';

/** The service worker between two of its deaths. */
export type Worker = {
  /** Resolves when memory, policy and cache have been read. */
  readonly ready: Promise<void>;
  readonly ports: Ports;
  readonly inTurn: Turns;
  /** The minute's work: expiry, policy, freshness, and the feed when its time has come. */
  tick(): Promise<void>;
  sync(): Promise<void>;
  /** A frame is about to show another document. */
  leave(departure: Departure): Promise<void>;
  setCounterMode(isOn: boolean): Promise<void>;
  /** The browser has loaded a newer release, and waits until the extension is idle. */
  noteUpdate(): Promise<void>;
  readStatus(): Promise<SystemStatus>;
  readRecords(limit: number): Promise<readonly RecordRow[]>;
  exportRecords(fromSeq: number): Promise<readonly AuditRecord[]>;
};

/** Records in one message: some hundred kB. */
const EXPORT_PAGE = 1_000;

const POLICY_RETRY_MS = 1_000;
/** Shortest time for which the browser sets an alarm; the worker stays awake for as long. */
const ALARM_MIN_MS = 30_000;

/**
 * Starts the worker. Guarantees: nothing is answered before policy and cache have been read once;
 * whatever cannot be read is a doubt, and a doubt is never clear.
 */
export function startWorker(parts: WorkerParts): Worker {
  const engine = makeEngine(parts);
  const startedAtMs = parts.now();
  const ready = bootUntilDone(engine);
  const reload = async () => {
    await engine.keeper.reload(parts.now() - startedAtMs, sinceSession(engine));
    await settle(engine);
  };
  const sync = async () => {
    await ready;
    await engine.keeper.sync();
    await settle(engine);
    await setSyncTime(engine);
  };
  ready.then(() => awaitPolicy(engine, reload, sync)).catch(reportError);
  return {
    ...answers(engine, ready),
    ready,
    sync,
    leave: (departure) => noteDeparture(engine, departure),
    tick: () => tick(engine, { ready, reload, sync }),
  };
}

function makeEngine(parts: WorkerParts): Engine {
  const keeper = makeFlagKeeper(parts);
  const audit = makeAuditWriter({ ...parts, keeper });
  const memory = makeWorkerMemory(parts.memoryCell);
  const inTurn = makeTurns();
  let rulesRefused = false;
  let sitesRefused = false;
  const faults = (): readonly FailureCode[] => [
    ...(rulesRefused || sitesRefused ? (['rules-refused'] as const) : []),
    ...(audit.isWritable() ? [] : (['audit-unwritable'] as const)),
  ];
  // A refused set leaves the old one in force; the state is then *cannot tell* (SECURITY.md T56).
  const setRules = async (rules: readonly NetworkRule[]) => {
    const isAccepted = parts.setRules(rules).then(() => true);
    rulesRefused = !(await isAccepted.catch(() => false));
  };
  const armSites: Engine['armSites'] = (profiles, options) =>
    inTurn('sites', async () => {
      const isArmed = parts.armSites(profiles, options).then(() => true);
      sitesRefused = !(await isArmed.catch(() => false));
    });
  const ports: Ports = {
    ...parts.browserPorts,
    now: parts.now,
    randomId: parts.randomId,
    source: () => keeper.source(faults()),
    state: memory,
    audit,
    network: {
      apply: (plan) => inTurn('rules', () => setRules(plan())),
      usedRuleIds: parts.readUsedRules,
    },
    operatorLabel: () => knownValues(keeper.policy())?.operatorLabel ?? '',
    counterMode: () =>
      memory.get().counterMode ?? knownValues(keeper.policy())?.counterMode ?? false,
  };
  return { parts, keeper, audit, memory, inTurn, ports, armSites };
}

/** Managed values arrive seconds after the browser's start; until then every answer is unknown. */
async function awaitPolicy(
  engine: Engine,
  reload: () => Promise<void>,
  sync: () => Promise<void>,
): Promise<void> {
  const { keeper, parts } = engine;
  const attempts = (2 * POLICY_GRACE_MS) / POLICY_RETRY_MS;
  for (let i = 0; i < attempts && keeper.policy().status === 'policy-pending'; i += 1) {
    await parts.sleep(POLICY_RETRY_MS);
    await reload();
  }
  await syncInTime(engine, sync);
}

/**
 * Asks the feed at its own moment, not at the next full minute: PCs that start together must not ask
 * together. In turn, because a tick and the alarm of that moment may meet.
 */
function syncInTime(engine: Engine, sync: () => Promise<void>): Promise<void> {
  const { keeper, parts, inTurn } = engine;
  return inTurn('sync', async () => {
    const leftMs = keeper.timeToSync();
    if (leftMs === undefined) return;
    if (leftMs >= ALARM_MIN_MS) return await setSyncTime(engine);
    if (leftMs > 0) await parts.sleep(leftMs);
    if (keeper.timeToSync() === 0) await sync();
  });
}

async function setSyncTime({ keeper, parts }: Engine): Promise<void> {
  const leftMs = keeper.timeToSync();
  if (leftMs !== undefined) await parts.setSyncTime(parts.now() + leftMs);
}

async function tick(
  engine: Engine,
  { ready, reload, sync }: Pick<Worker, 'ready' | 'sync'> & { reload: () => Promise<void> },
): Promise<void> {
  const { inTurn, ports } = engine;
  await ready;
  await inTurn('expiry', async () => {
    await expireReleases(ports);
    await cancelQuestions(ports, ({ question }) => question.expiresAtMs <= ports.now());
  });
  await reload();
  await syncInTime(engine, sync);
}

function answers(engine: Engine, ready: Promise<void>) {
  const { parts, keeper, audit, memory, ports, inTurn } = engine;
  const changeViews = async (change: Partial<WorkerState>) => {
    await ready;
    await memory.update((state) => ({ ...state, ...change }));
    await Promise.all(
      Object.keys(memory.get().tabs).map((tabId) => showView(ports, Number(tabId))),
    );
  };
  return {
    ports,
    inTurn,
    setCounterMode: (counterMode: boolean) => changeViews({ counterMode }),
    noteUpdate: () => changeViews({ isUpdateWaiting: true }),
    async readStatus() {
      await ready;
      const { appVersion } = parts;
      return readStatus({ keeper, audit, appVersion, counterMode: ports.counterMode() });
    },
    async readRecords(limit: number) {
      await ready;
      return (await (await audit.store()).readLatest(limit)).map(toRecordRow);
    },
    async exportRecords(fromSeq: number) {
      await ready;
      return (await audit.store()).readFrom(fromSeq, EXPORT_PAGE);
    },
  };
}
