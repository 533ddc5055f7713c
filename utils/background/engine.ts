import type { FailureCode } from '../domain/failure.ts';
import type { SiteProfile } from '../domain/site-profile.ts';
import type { AuditStore } from '../storage/audit-store.ts';
import type { StorageCell } from '../storage/storage-cell.ts';
import type { AuditWriter } from './audit-writer.ts';
import type { FlagKeeper, FlagKeeperParts } from './flag-keeper.ts';
import type { NetworkRule } from './network-rule.ts';
import type { Ports } from './ports.ts';
import type { Turns } from './turns.ts';
import type { WorkerMemory } from './worker-memory.ts';
import type { WorkerState } from './worker-state.ts';

/** What the composition root hands to the worker. */
export type WorkerParts = FlagKeeperParts & {
  readonly randomId: () => string;
  readonly sleep: (ms: number) => Promise<void>;
  readonly appVersion: string;
  readonly openAudit: () => Promise<AuditStore>;
  readonly memoryCell: StorageCell<WorkerState>;
  readonly browserPorts: Pick<Ports, 'printSheet' | 'guards' | 'frames' | 'windows'>;
  readonly setRules: (rules: readonly NetworkRule[]) => Promise<void>;
  readonly readUsedRules: () => Promise<readonly number[]>;
  /** Closes the rules in force for a tab that leaves its document; knows nothing but these rules. */
  readonly closeRules: (tabId: number, isAnswered: boolean) => Promise<void>;
  /**
   * Registers our scripts for the profiles' hosts. Tabs that are open already are armed when something
   * changed, or when told to.
   */
  readonly armSites: (
    profiles: readonly SiteProfile[],
    options: { readonly armsOpenTabs: boolean },
  ) => Promise<void>;
  /** Shows on the toolbar whether look-ups can be trusted. */
  readonly showBadge: (doubts: readonly FailureCode[]) => Promise<void>;
  /** Sees to it that `tick` is called about this often. */
  readonly setTickPeriod: (periodMs: number) => Promise<void>;
  /** Sees to it that `tick` is called at this moment too, epoch ms. */
  readonly setSyncTime: (atMs: number) => Promise<void>;
};

/** Everything one worker works with. */
export type Engine = {
  readonly parts: WorkerParts;
  readonly keeper: FlagKeeper;
  readonly audit: AuditWriter;
  readonly memory: WorkerMemory;
  readonly inTurn: Turns;
  readonly ports: Ports;
  /** As `WorkerParts.armSites`, in turn; a refusal is a doubt from then on, and no error. */
  readonly armSites: WorkerParts['armSites'];
};
