import type { ColumnRules } from './column-rules.ts';
import type { FoundIndex } from './found-index.ts';
import type { LabelBook } from './label-book.ts';
import { scanRow } from './scan-row.ts';
import { textHash } from './text-hash.ts';

/** Reads table rows as one where that is enough. */
export class RowReader {
  readonly #columns: ColumnRules;
  readonly #book: LabelBook;
  readonly #index: FoundIndex;
  /** Rows with cells that were read on their own. */
  readonly #closeRows = new WeakSet<Element>();

  constructor(columns: ColumnRules, book: LabelBook, index: FoundIndex) {
    this.#columns = columns;
    this.#book = book;
    this.#index = index;
  }

  /**
   * Reads a row, and gives those of its cells that must be read on their own; undefined when that is
   * the whole row.
   */
  read(row: HTMLTableRowElement): readonly Element[] | undefined {
    const table = row.parentElement?.parentElement;
    const columns =
      table instanceof HTMLTableElement ? this.#columns.evenColumnsOf(table) : undefined;
    const read = columns && scanRow(row, columns, this.#book);
    if (!read) {
      this.#closeRows.add(row);
      return undefined;
    }
    this.#index.put(row, read.passages, textHash(read.text));
    if (this.#closeRows.has(row)) this.#dropCells(row, read.parts);
    if (read.parts.length > 0) this.#closeRows.add(row);
    return read.parts;
  }

  /** What cells held while they were read on their own is now said by their row. */
  #dropCells(row: HTMLTableRowElement, parts: readonly Element[]): void {
    for (const cell of row.children) if (!parts.includes(cell)) this.#index.drop(cell);
    if (parts.length === 0) this.#closeRows.delete(row);
  }
}
