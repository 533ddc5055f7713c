import type { StorageCell } from '../storage/storage-cell.ts';
import type { StatePort } from './ports.ts';
import { EMPTY_STATE, type WorkerState } from './worker-state.ts';

/** Takes what a former worker of this browser session left behind. */
export function parseWorkerState(value: unknown): WorkerState | undefined {
  // Our own session area, written by our own code: only its outline is checked.
  const isState =
    typeof value === 'object' &&
    value !== null &&
    'tabs' in value &&
    'questions' in value &&
    'releases' in value;
  return isState ? (value as WorkerState) : undefined;
}

/** The worker's memory, written through to the browser's memory-only area. */
export type WorkerMemory = StatePort & {
  /**
   * Reads what a former worker left; true at the first start in a browser session. Opening it again
   * keeps what it holds, which is newer than what could be written.
   */
  open(): Promise<boolean>;
  /** Resolves when it is open. */
  readonly opened: Promise<void>;
};

/** Makes the memory; it is empty until `open`. */
export function makeWorkerMemory(cell: StorageCell<WorkerState>): WorkerMemory {
  let state = EMPTY_STATE;
  let isFirst: boolean | undefined;
  const { promise: opened, resolve } = Promise.withResolvers<void>();
  return {
    opened,
    get: () => state,
    async update(change) {
      state = change(state);
      await cell.write(state);
    },
    async open() {
      const stored = isFirst === undefined ? await cell.read() : undefined;
      isFirst ??= stored === undefined;
      state = stored ?? state;
      if (!stored) await cell.write(state);
      resolve();
      return isFirst;
    },
  };
}
