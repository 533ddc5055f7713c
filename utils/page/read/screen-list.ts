import type { GuardWindow, GuardWorker } from '../guard-ports.ts';
import { retryOnce } from '../retry-once.ts';
import { composeQuestion } from './list-screen.ts';
import type { Scanner } from './scanner.ts';

export type ScreenListOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  readonly worker: Pick<GuardWorker, 'screenTexts'>;
  readonly scanner: Scanner;
};

const SLICE_MS = 8;

/**
 * Asks about the rows of a long list part by part, and reads those that are not clear: no turn of the
 * page is longer than a part. `epoch` changes with the worker's data; an answer from older data is none.
 */
export async function screenList(options: ScreenListOptions, epoch: () => number): Promise<void> {
  const { scanner, worker, signal } = options;
  const { index } = scanner;
  while (index.screen.isWaiting() && !signal.aborted) {
    const askedIn = epoch();
    const asked = index.screen.nextPart();
    const { groups, sources } = composeQuestion(asked);
    const { unclear } = await retryOnce(() => worker.screenTexts({ groups }));
    if (askedIn !== epoch()) continue;
    index.settle(asked, new Set(unclear.flatMap((number) => sources[number] ?? [])));
    await readInSlices(options);
  }
}

async function readInSlices({ scanner, window, signal }: ScreenListOptions): Promise<void> {
  while (!signal.aborted) {
    const end = window.performance.now() + SLICE_MS;
    if (scanner.index.read(() => window.performance.now() > end)) return;
    await new Promise((resolve) => window.setTimeout(resolve, 0));
  }
}
