import type { Found } from './found.ts';
import type { Candidate } from './guard-ports.ts';

type Entry = { readonly found: readonly Found[]; readonly textHash: number };

/** What stands on the page now, by the node it was read from and by identifier. */
export class FoundIndex {
  readonly #entries = new Map<Node, Entry>();
  readonly #counts = new Map<string, number>();
  #version = 0;
  #textHash = 0;

  put(source: Node, found: readonly Found[], textHash: number): void {
    const old = this.#entries.get(source);
    this.#textHash = (this.#textHash - (old?.textHash ?? 0) + textHash) | 0;
    this.#entries.set(source, { found, textHash });
    // The same reading again: nothing to report, only the text around it may differ.
    if (old && isSame(old.found, found)) return;
    this.#count(found, 1);
    this.#count(old?.found ?? [], -1);
  }

  drop(source: Node): void {
    const entry = this.#entries.get(source);
    if (!entry) return;
    this.#entries.delete(source);
    this.#textHash = (this.#textHash - entry.textHash) | 0;
    this.#count(entry.found, -1);
  }

  /** Rises whenever an identifier comes or goes; a page that only ticks leaves it alone. */
  version(): number {
    return this.#version;
  }

  textHash(): number {
    return this.#textHash;
  }

  *all(): Generator<Found> {
    for (const entry of this.#entries.values()) yield* entry.found;
  }

  /** Candidates for the worker, and the key behind each number. */
  list(): { readonly candidates: readonly Candidate[]; readonly keys: readonly string[] } {
    const byKey = new Map<string, Found>();
    for (const found of this.all()) if (!byKey.has(found.key)) byKey.set(found.key, found);
    const candidates = [...byKey.values()].map(({ forms, place, anchored }, id) => ({
      id,
      forms,
      place,
      anchored,
    }));
    return { candidates, keys: [...byKey.keys()] };
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

function isSame(a: readonly Found[], b: readonly Found[]): boolean {
  return a.length === b.length && a.every((found, index) => found.key === b[index]?.key);
}
