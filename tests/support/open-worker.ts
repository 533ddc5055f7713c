import 'fake-indexeddb/auto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NetworkRule } from '../../utils/background/network-rule.ts';
import { startWorker, type Worker } from '../../utils/background/worker.ts';
import { parseWorkerState } from '../../utils/background/worker-memory.ts';
import type { FailureCode } from '../../utils/domain/failure.ts';
import { parsePollPlan } from '../../utils/domain/poll-plan.ts';
import { fail } from '../../utils/domain/result.ts';
import { type AuditStore, openAuditStore } from '../../utils/storage/audit-store.ts';
import { openPolicyStore } from '../../utils/storage/policy-store.ts';
import { localCell, sessionCell } from '../../utils/storage/storage-cell.ts';
import { NOW, serveFiles } from './feed-fixture.ts';
import type { Scene } from './feed-scene.ts';

/** The PC of a scene: what its workers did to the browser, in order. */
export type WorkerPc = {
  readonly badges: (readonly FailureCode[])[];
  readonly armed: (readonly string[])[];
  readonly told: { readonly tabId: number; readonly guard: string }[];
  readonly rules: (readonly NetworkRule[])[];
  readonly tickPeriods: number[];
  /** Rules that requests have met. */
  readonly usedRules: number[];
  /** Starts a worker on what the former one left; resolves when it has read everything. */
  wake(): Promise<Worker>;
  passTime(ms: number): void;
  cutFeed(): void;
  refuseRules(): void;
  hideUsedRules(): void;
  breakAudit(): void;
  /** Refuses the next writes of the worker's memory. */
  breakMemory(times: number): void;
};

let opened = 0;

/** Opens a PC. Its stores are real ones in memory, its clock stands until `passTime`. */
export function openWorkerPc(scene: Scene): WorkerPc {
  const auditName = `worker-audit-${++opened}`;
  let nowMs = NOW;
  let drawn = 0;
  let isFeedCut = false;
  let areRulesRefused = false;
  let areUsedRulesHidden = false;
  let isAuditBroken = false;
  let refusals = 0;
  let wakes = 0;
  const identity = { now: () => nowMs, randomId: () => `id-${String(++drawn).padStart(16, '0')}` };
  const memoryCell = sessionCell('workerState', parseWorkerState);
  const files = serveFiles(scene.repository.files, scene.asked);

  async function openAudit(): Promise<AuditStore> {
    if (isAuditBroken) throw new DOMException('no room', 'QuotaExceededError');
    return openAuditStore(identity, auditName);
  }

  const pc: WorkerPc = {
    badges: [],
    armed: [],
    told: [],
    rules: [],
    tickPeriods: [],
    usedRules: [],
    async wake() {
      const wake = ++wakes;
      /** What a worker does once the next one stands never comes to anything. */
      const untilDeath = <Value>(task: () => Promise<Value>): Promise<Value> =>
        wake === wakes ? task() : new Promise(() => undefined);
      const worker = startWorker({
        ...identity,
        async sleep(ms) {
          nowMs += ms;
          await sleep(0);
        },
        appVersion: '0.1.0',
        policyStore: openPolicyStore(),
        flagStore: scene.store,
        openAudit: async () => {
          const store = await openAudit();
          return { ...store, append: (...input) => untilDeath(() => store.append(...input)) };
        },
        memoryCell: {
          ...memoryCell,
          async write(value) {
            await untilDeath(async () => undefined);
            if (refusals > 0) {
              refusals -= 1;
              throw new DOMException('no room in memory', 'QuotaExceededError');
            }
            await memoryCell.write(value);
          },
        },
        configCopy: localCell('configCopy', (value) =>
          typeof value === 'string' ? value : undefined,
        ),
        fetchBytes: (input) =>
          isFeedCut ? Promise.resolve(fail('feed-unreachable')) : files(input),
        pollCell: sessionCell('pollPlan', parsePollPlan),
        random: () => 0.5,
        browserPorts: {
          printSheet: { insert: async () => undefined, remove: async () => undefined },
          guards: {
            async tell({ tabId }, guard) {
              pc.told.push({ tabId, guard });
              return true;
            },
            ask: async () => undefined,
          },
          frames: { documentIds: async () => ['D1'], openerTabId: async () => undefined },
          windows: { openQuestion: async () => undefined, openPullList: async () => undefined },
        },
        async setRules(rules) {
          if (areRulesRefused) throw new Error('too many rules');
          pc.rules.push(rules);
        },
        closeRules: async () => undefined,
        readUsedRules: async () => {
          if (areUsedRulesHidden) throw new Error('asked too often');
          return pc.usedRules;
        },
        async armSites(profiles) {
          pc.armed.push(profiles.map(({ id }) => id));
        },
        async showBadge(doubts) {
          pc.badges.push(doubts);
        },
        async setTickPeriod(periodMs) {
          pc.tickPeriods.push(periodMs);
        },
        setSyncTime: async () => undefined,
      });
      await worker.ready;
      return worker;
    },
    passTime: (ms) => {
      nowMs += ms;
    },
    cutFeed: () => {
      isFeedCut = true;
    },
    refuseRules: () => {
      areRulesRefused = true;
    },
    hideUsedRules: () => {
      areUsedRulesHidden = true;
    },
    breakAudit: () => {
      isAuditBroken = true;
    },
    breakMemory: (times) => {
      refusals = times;
    },
  };
  return pc;
}
