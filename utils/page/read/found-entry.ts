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
  reading: Found[] | undefined;
  readCount: number;
};

export const NOTHING: readonly Found[] = [];

/** Nothing of it is read yet. */
export function newEntry(source: Node, passages: readonly Passage[], textHash: number): Entry {
  return {
    source,
    passages,
    textHash,
    isUnclear: false,
    found: NOTHING,
    isRead: true,
    reading: undefined,
    readCount: 0,
  };
}

/** Adds what one of its passages was read as; most entries of a long list are never read. */
export function addReading(entry: Entry, found: readonly Found[]): void {
  if (entry.reading) entry.reading.push(...found);
  else entry.reading = [...found];
}

/** True when the same identifiers were read. */
export function isSameReading(a: readonly Found[], b: readonly Found[]): boolean {
  return a.length === b.length && a.every((found, index) => found.key === b[index]?.key);
}
