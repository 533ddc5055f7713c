import type { RowCounts } from '../../domain/pulled-rows.ts';
import type { GuardWorker } from '../guard-ports.ts';

/** Tells the worker how many flagged rows are ticked, when that changes. */
export function openRowReporter(
  worker: Pick<GuardWorker, 'reportRows'>,
  counts: () => RowCounts | undefined,
): () => Promise<void> {
  const NONE = { ticked: 0, leftOut: 0, boxless: 0 };
  let told = JSON.stringify(NONE);
  return async () => {
    const now = counts() ?? NONE;
    const text = JSON.stringify(now);
    if (text === told) return;
    told = text;
    await worker.reportRows(now).catch(() => {
      told = '';
    });
  };
}
