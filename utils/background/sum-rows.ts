import type { RowCounts } from '../domain/pulled-rows.ts';
import type { TabState } from './worker-state.ts';

/** Flagged rows of all frames of a tab; undefined when no frame has told of any. */
export function sumRows(tab: TabState): RowCounts | undefined {
  const all = Object.values(tab.documents).flatMap(({ rows }) => rows ?? []);
  if (all.length === 0) return undefined;
  return all.reduce((a, b) => ({
    ticked: a.ticked + b.ticked,
    leftOut: a.leftOut + b.leftOut,
    boxless: a.boxless + b.boxless,
  }));
}
