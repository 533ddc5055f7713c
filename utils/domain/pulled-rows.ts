/** Flagged rows of the lists in one document, by their boxes. */
export type RowCounts = {
  /** Rows that a batch act would carry out now. */
  readonly ticked: number;
  /** Rows whose every box is unticked. */
  readonly leftOut: number;
  /** Rows without a box: they cannot be left out. */
  readonly boxless: number;
};

/**
 * One flagged row as staff find it again on the page: its place in the list and the numbers that
 * stand in it. Never a name, an address or a phone number.
 */
export type PulledRow = {
  /** 1 for the first row of the list that is no header. */
  readonly rowNumber: number;
  readonly numbers: readonly { readonly label: string; readonly text: string }[];
  /** False for a row that is still part of the batch: it could not be unticked. */
  readonly isOut: boolean;
};

/** What 引き抜き did, in one document or in all of a tab. */
export type Pulled = {
  readonly rows: readonly PulledRow[];
  /** How many rows were there to be read, where lists hold more than they draw. */
  readonly readRowCount?: number | undefined;
};

/**
 * What the page for 個別発送 shows; it travels when it is asked for and is kept nowhere. It names no
 * section to ask: 「支援措置担当」 on paper would say what the numbers leave out (DESIGN.md §2, 8).
 */
export type PullList = {
  readonly rows: readonly PulledRow[];
  readonly systemName: string;
  readonly operatorLabel: string;
  readonly madeAtMs: number;
};
