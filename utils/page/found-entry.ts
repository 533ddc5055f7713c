import type { Found } from './found.ts';
import type { Passage } from './passage.ts';

/** What stands at one node of the page. */
export type Entry = {
  readonly source: Node;
  passages: readonly Passage[];
  /** The worker does not call it clear. */
  isUnclear: boolean;
  textHash: number;
  /** What the passages were read as; empty until they are. */
  found: readonly Found[];
  isRead: boolean;
  /** What was read of the passages so far; a text of megabytes takes several slices. */
  reading: Found[];
  readCount: number;
};

export const NOTHING: readonly Found[] = [];

/** Nothing of it is read yet. */
export function newEntry(source: Node, passages: readonly Passage[], textHash: number): Entry {
  const unread = { found: NOTHING, isRead: true, reading: [], readCount: 0, isUnclear: false };
  return { source, passages, textHash, ...unread };
}

/** True when the same identifiers were read. */
export function isSameReading(a: readonly Found[], b: readonly Found[]): boolean {
  return a.length === b.length && a.every((found, index) => found.key === b[index]?.key);
}
