import { mayHoldMyNumber } from '../../domain/canon/my-number.ts';
import type { TextGroup } from '../../domain/text-screen.ts';
import type { Passage } from './passage.ts';

/** A node of a list with what it held when the worker was asked. */
export type Asked = readonly [source: Node, passages: readonly Passage[]];

/** Nodes of one message: the worker answers within a few dozen milliseconds. */
const PART = 250;
const MAX_TEXT = 2_000;

/**
 * Rows of long lists that wait for the worker's word, and those that it called clear. These are never
 * read in the page: canonical forms of thousands of texts would cost more than the page itself.
 */
export class ListScreen {
  readonly #waiting = new Map<Node, readonly Passage[]>();
  readonly #clear = new Map<Node, readonly Passage[]>();

  wait(source: Node, passages: readonly Passage[]): void {
    this.#clear.delete(source);
    this.#waiting.set(source, passages);
  }

  /** False when the node was not here. */
  drop(source: Node): boolean {
    const wasWaiting = this.#waiting.delete(source);
    return this.#clear.delete(source) || wasWaiting;
  }

  isWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  waitingCount(): number {
    return this.#waiting.size;
  }

  /** Where texts stand that nobody has judged yet. */
  waitingElements(): readonly Element[] {
    return [...this.#waiting.values()].flatMap((passages) => passages.map((one) => one.element));
  }

  /** So much of what waits as one message takes. */
  nextPart(): readonly Asked[] {
    const part: Asked[] = [];
    for (const asked of this.#waiting) {
      part.push(asked);
      if (part.length === PART) break;
    }
    return part;
  }

  /** Takes the worker's word; gives the nodes that the page must read. What changed since waits on. */
  settle(asked: readonly Asked[], unclear: ReadonlySet<Node>): readonly Node[] {
    const standing = asked.filter(([source, passages]) => this.#waiting.get(source) === passages);
    for (const [source, passages] of standing) {
      this.#waiting.delete(source);
      if (!unclear.has(source)) this.#clear.set(source, passages);
    }
    return standing.flatMap(([source]) => (unclear.has(source) ? [source] : []));
  }

  /** The worker's data changed: what was clear may not be. */
  again(): void {
    for (const [source, passages] of this.#clear) this.#waiting.set(source, passages);
    this.#clear.clear();
  }

  /** The nodes within a row. */
  within(row: Element): readonly Node[] {
    return [row, ...row.querySelectorAll('*')].filter(
      (node) => this.#waiting.has(node) || this.#clear.has(node),
    );
  }

  all(): readonly Node[] {
    return [...this.#waiting.keys(), ...this.#clear.keys()];
  }
}

/**
 * True for what stands in a list and says nothing while it is clear: not whose record is open, nor who
 * receives it. Typed values, and what may hold a 個人番号, stay in the page.
 */
export function isScreenable(
  passages: readonly Passage[],
  findRow: (element: Element) => Element | undefined,
): boolean {
  return passages.every(
    ({ text, rules, reads, isEditable, isInRow, element }) =>
      reads === 'text' &&
      !isEditable &&
      !isInRow &&
      text.length <= MAX_TEXT &&
      (rules.length === 0 || findRow(element) !== undefined) &&
      !mayHoldMyNumber(text),
  );
}

/** The question about a part, and whose each of its texts is. */
export type ScreenQuestion = {
  readonly groups: readonly TextGroup[];
  readonly sources: readonly Node[];
};

type Column = { readonly texts: string[]; readonly sources: Node[] };

/** Puts texts under one label together; most of a list stands in a few columns. */
export function composeQuestion(asked: readonly Asked[]): ScreenQuestion {
  const columns = new Map<Passage['rules'], Column>();
  for (const [source, passages] of asked) {
    for (const { rules, text } of passages) {
      const column = columns.get(rules) ?? { texts: [], sources: [] };
      if (column.texts.length === 0) columns.set(rules, column);
      column.texts.push(text);
      column.sources.push(source);
    }
  }
  const groups = [...columns].map(([rules, { texts }]) => ({
    rules: rules.map(({ kind, digits }) => ({ kind, digits })),
    texts,
  }));
  return { groups, sources: [...columns.values()].flatMap(({ sources }) => sources) };
}
