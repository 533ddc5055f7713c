import type { Pulled, PulledRow } from '../../domain/pulled-rows.ts';
import type { GuardPorts } from '../guard-ports.ts';
import type { WatchedDocument } from '../watched-document.ts';
import { RowMarks } from './row-marks.ts';
import { openRowReporter } from './row-reporter.ts';

/** Everything of a document's flagged rows: their marks, their boxes, and 引き抜き. */
export type RowDesk = {
  readonly draw: () => void;
  /** Puts the marks back after `document.open()`. */
  readonly restore: () => void;
  /** 引き抜き in this frame; the worker knows the new counts before it hears the rows. */
  readonly pull: () => Promise<Pulled>;
  readonly list: () => readonly PulledRow[];
};

export function openRowDesk(
  { window, signal, worker, texts, randomName }: GuardPorts,
  watched: () => WatchedDocument | undefined,
  isAsking: () => boolean,
): RowDesk {
  let rows: ReadonlySet<Element> = new Set();
  const report = openRowReporter(worker, () => watched()?.list.countsOf(rows));
  const marks = new RowMarks({
    window,
    signal,
    name: randomName(),
    text: texts.rowMark,
    onFollow: report,
  });

  function draw(): void {
    const isQuiet = watched()?.profile.mode === 'shadow' || isAsking();
    rows = watched()?.flaggedRows() ?? new Set();
    marks.update(isQuiet ? new Set() : rows);
    // A lost report is told again with the next look at the rows.
    void report();
  }

  async function pull(): Promise<Pulled> {
    const pulled = await watched()?.list.pull();
    await report();
    return pulled ?? { rows: [] };
  }

  return {
    draw,
    pull,
    restore: () => marks.restore(),
    list: () => watched()?.list.list() ?? [],
  };
}
