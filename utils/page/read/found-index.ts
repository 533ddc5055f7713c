import type { Candidate } from '../../domain/view-report.ts';
import type { Found } from './found.ts';
import { addReading, type Entry, isSameReading, NOTHING, newEntry } from './found-entry.ts';
import { type Asked, isScreenable, ListScreen } from './list-screen.ts';
import { isSamePassage, type Passage } from './passage.ts';

/** How passages are read, and the list row around an element. */
export type FoundIndexOptions = {
  readonly read: (passage: Passage) => readonly Found[];
  readonly findRow: (element: Element) => Element | undefined;
};

/** So few new entries are read at once: their answer is one message away. */
const SHORT_LIST = 100;

/** What stands on the page now, by the node it was found at and by identifier. */
export class FoundIndex {
  /** What waits for the worker before it is read; nothing on a page without a long list. */
  readonly screen = new ListScreen();
  readonly #options: FoundIndexOptions;
  readonly #entries = new Map<Node, Entry>();
  readonly #counts = new Map<string, number>();
  readonly #unread: Entry[] = [];
  #version = 0;
  #textHash = 0;

  constructor(options: FoundIndexOptions) {
    this.#options = options;
  }

  put(source: Node, passages: readonly Passage[], textHash: number): void {
    const entry = this.#entries.get(source);
    this.#textHash = (this.#textHash + textHash - (entry?.textHash ?? 0)) | 0;
    if (!entry) this.#add(source, newEntry(source, passages, textHash));
    else this.#change(entry, passages, textHash);
  }

  drop(source: Node): void {
    const entry = this.#entries.get(source);
    if (!entry) return;
    this.#entries.delete(source);
    this.#textHash = (this.#textHash - entry.textHash) | 0;
    this.#count(entry.found, -1);
    this.#unscreen(source);
    entry.passages = [];
    entry.found = NOTHING;
    entry.reading = undefined;
  }

  /** Reads what was put since, until `isLate` says stop (false). */
  read(isLate: () => boolean): boolean {
    for (let entry = this.#unread.at(-1); entry; entry = this.#unread.at(-1)) {
      const passage = entry.passages[entry.readCount];
      if (entry.readCount === 0 && this.#canWait(entry)) this.#setAside(entry);
      else if (passage) addReading(entry, this.#options.read(passage));
      else this.#finish(entry);
      entry.readCount += 1;
      if (isLate()) break;
    }
    return this.isRead();
  }

  /** What passages mean may have changed, because rows became a list. */
  readAgain(): void {
    const screened = new Set(this.screen.all());
    for (const entry of this.#entries.values()) {
      if (entry.found.length > 0 || screened.has(entry.source)) this.#queue(entry);
    }
  }

  /**
   * Takes the worker's word on a part of a list. What is not clear is read with the rest of its row,
   * which says whose it is.
   */
  settle(asked: readonly Asked[], unclear: ReadonlySet<Node>): void {
    for (const source of this.screen.settle(asked, unclear)) {
      const [passage] = this.#entries.get(source)?.passages ?? [];
      const row = passage && this.#options.findRow(passage.element);
      for (const node of [source, ...(row ? this.screen.within(row) : [])]) this.#mustRead(node);
    }
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

  #mustRead(source: Node): void {
    const entry = this.#entries.get(source);
    if (!entry) return;
    entry.isUnclear = true;
    this.#queue(entry);
  }

  #canWait(entry: Entry): boolean {
    if (entry.isUnclear || entry.passages.length === 0) return false;
    const isLong = this.#unread.length + this.screen.waitingCount() > SHORT_LIST;
    return isLong && isScreenable(entry.passages, this.#options.findRow);
  }

  #setAside(entry: Entry): void {
    this.#unread.pop();
    this.#count(entry.found, -1);
    entry.found = NOTHING;
    entry.isRead = true;
    this.screen.wait(entry.source, entry.passages);
    this.#version += 1;
  }

  #unscreen(source: Node): void {
    if (this.screen.drop(source)) this.#version += 1;
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
    if (isSame) return;
    entry.passages = passages;
    entry.isUnclear = false;
    this.#queue(entry);
  }

  #queue(entry: Entry): void {
    this.#unscreen(entry.source);
    if (entry.isRead) this.#unread.push(entry);
    entry.isRead = false;
    entry.reading = undefined;
    entry.readCount = 0;
  }

  #finish(entry: Entry): void {
    const { found: old, reading: found = NOTHING } = entry;
    this.#unread.pop();
    entry.found = found;
    entry.isRead = true;
    // The same reading again: nothing to report, only the text around it may differ.
    if (isSameReading(old, found)) return;
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
