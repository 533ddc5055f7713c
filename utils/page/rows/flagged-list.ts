import type { Pulled, PulledRow, RowCounts } from '../../domain/pulled-rows.ts';
import type { GuardWindow } from '../guard-ports.ts';
import { describeRows, type RowReading } from './describe-row.ts';
import { stateOf, untick } from './row-boxes.ts';
import { countBesideUndrawn } from './undrawn-rows.ts';

export type FlaggedListOptions = RowReading & {
  readonly window: GuardWindow;
  readonly flaggedRows: () => ReadonlySet<Element>;
};

/** The flagged rows of a document's lists, and their boxes. */
export type FlaggedList = {
  /** Undefined while no act of the profile takes ticked rows. */
  readonly countsOf: (rows: ReadonlySet<Element>) => RowCounts | undefined;
  readonly leavesRowsOut: () => boolean;
  /** 引き抜き: unticks exactly the flagged rows, then looks whether that is so. */
  readonly pull: () => Promise<Pulled>;
  readonly list: () => readonly PulledRow[];
  /** How many rows were read, where lists hold more than they draw. */
  readonly readRowCount: () => number | undefined;
};

/** A framework that draws later than this has not taken the click. */
const SETTLE_MS = 1_000;
const STEP_MS = 50;

export function openFlaggedList(options: FlaggedListOptions): FlaggedList {
  const { window, profile } = options;
  const rows = () => [...options.flaggedRows()].sort(byPlace);
  const isBatch = profile.acts.some((act) => act.rows === 'ticked');
  const list = () => describeRows(rows(), options);
  const readRowCount = () => countBesideUndrawn(window, profile.rows);

  async function pull(): Promise<Pulled> {
    for (const row of rows()) untick(row);
    for (let waited = 0; waited < SETTLE_MS && rows().some(isTickedRow); waited += STEP_MS) {
      await new Promise((resolve) => window.setTimeout(resolve, STEP_MS));
    }
    return { rows: list(), readRowCount: readRowCount() };
  }

  return {
    countsOf: (counted) => (isBatch ? countStates([...counted].map(stateOf)) : undefined),
    leavesRowsOut: () => isBatch && rows().every((row) => stateOf(row) === 'leftOut'),
    pull,
    list,
    readRowCount,
  };
}

function countStates(states: readonly (keyof RowCounts)[]): RowCounts {
  const count = (wanted: keyof RowCounts) => states.filter((state) => state === wanted).length;
  return { ticked: count('ticked'), leftOut: count('leftOut'), boxless: count('boxless') };
}

function isTickedRow(row: Element): boolean {
  return stateOf(row) === 'ticked';
}

function byPlace(a: Element, b: Element): number {
  return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}
