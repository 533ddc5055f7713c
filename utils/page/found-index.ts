import type { Candidate } from '../domain/view-report.ts';
import type { Found } from './found.ts';
import { isSamePassage, type Passage } from './passage.ts';

type Entry = {
  passages: readonly Passage[];
  textHash: number;
  /** What the passages were read as; empty until they are. */
  found: readonly Found[];
  isRead: boolean;
  /** What was read of the passages so far; a text of megabytes takes several slices. */
  reading: Found[];
  readCount: number;
};

const NOTHING: readonly Found[] = [];

/** What stands on the page now, by the node it was found at and by identifier. */
export class FoundIndex {
  readonly #read: (passage: Passage) => readonly Found[];
  readonly #entries = new Map<Node, Entry>();
  readonly #counts = new Map<string, number>();
  readonly #unread: Entry[] = [];
  #version = 0;
  #textHash = 0;

  constructor(read: (passage: Passage) => readonly Found[]) {
    this.#read = read;
  }

  put(source: Node, passages: readonly Passage[], textHash: number): void {
    const entry = this.#entries.get(source);
    this.#textHash = (this.#textHash + textHash - (entry?.textHash ?? 0)) | 0;
    if (!entry) this.#add(source, newEntry(passages, textHash));
    else this.#change(entry, passages, textHash);
  }

  drop(source: Node): void {
    const entry = this.#entries.get(source);
    if (!entry) return;
    this.#entries.delete(source);
    this.#textHash = (this.#textHash - entry.textHash) | 0;
    this.#count(entry.found, -1);
    entry.passages = [];
    entry.found = NOTHING;
    entry.reading = [];
  }

  /** Reads what was put since, until `isLate` says stop (false). */
  read(isLate: () => boolean): boolean {
    for (let entry = this.#unread.at(-1); entry; entry = this.#unread.at(-1)) {
      const passage = entry.passages[entry.readCount];
      entry.readCount += 1;
      if (passage) entry.reading.push(...this.#read(passage));
      else this.#finish(entry);
      if (isLate()) break;
    }
    return this.isRead();
  }

  /** What passages mean may have changed, because rows became a list. */
  readAgain(): void {
    for (const entry of this.#entries.values()) if (entry.found.length > 0) this.#queue(entry);
  }

  isRead(): boolean {
    return this.#unread.length === 0;
  }

  /** Rises whenever an identifier comes or goes; a page that only ticks leaves it alone. */
  version(): number {
    return this.#version;
  }

  has(key: string): boolean {
    return this.#counts.has(key);
  }

  textHash(): number {
    return this.#textHash;
  }

  *all(): Generator<Found> {
    for (const entry of this.#entries.values()) yield* entry.found;
  }

  /** Candidates for the worker, and the key behind each number. */
  list(isWanted: (key: string) => boolean = () => true): {
    readonly candidates: readonly Candidate[];
    readonly keys: readonly string[];
  } {
    const byKey = new Map<string, Found>();
    for (const found of this.all()) {
      if (!byKey.has(found.key) && isWanted(found.key)) byKey.set(found.key, found);
    }
    const candidates = [...byKey.values()].map(({ forms, place, anchored }, id) => ({
      id,
      forms,
      place,
      anchored,
    }));
    return { candidates, keys: [...byKey.keys()] };
  }

  #add(source: Node, entry: Entry): void {
    this.#entries.set(source, entry);
    if (entry.passages.length > 0) this.#queue(entry);
  }

  #change(entry: Entry, passages: readonly Passage[], textHash: number): void {
    const isSame =
      passages.length === entry.passages.length &&
      passages.every((passage, index) => isSamePassage(passage, entry.passages[index]));
    entry.textHash = textHash;
    entry.passages = passages;
    if (!isSame) this.#queue(entry);
  }

  #queue(entry: Entry): void {
    if (entry.isRead) this.#unread.push(entry);
    entry.isRead = false;
    entry.reading = [];
    entry.readCount = 0;
  }

  #finish(entry: Entry): void {
    const { found: old, reading: found } = entry;
    this.#unread.pop();
    entry.found = found;
    entry.isRead = true;
    // The same reading again: nothing to report, only the text around it may differ.
    if (isSame(old, found)) return;
    this.#count(found, 1);
    this.#count(old, -1);
  }

  #count(found: readonly Found[], step: 1 | -1): void {
    for (const { key } of found) {
      const before = this.#counts.get(key) ?? 0;
      const after = before + step;
      if (before === 0 || after === 0) this.#version += 1;
      if (after === 0) this.#counts.delete(key);
      else this.#counts.set(key, after);
    }
  }
}

function newEntry(passages: readonly Passage[], textHash: number): Entry {
  return { passages, textHash, found: NOTHING, isRead: true, reading: [], readCount: 0 };
}

function isSame(a: readonly Found[], b: readonly Found[]): boolean {
  return a.length === b.length && a.every((found, index) => found.key === b[index]?.key);
}
