import type { Locality } from '../domain/canonical-form.ts';
import type { SiteProfile } from '../domain/site-profile.ts';
import { controlText, type FormControl, readBlock } from './block-text.ts';
import { mayHoldHeaders, openColumnRules } from './column-rules.ts';
import { openContextFinder } from './find-context.ts';
import { numericKinds } from './found.ts';
import { FoundIndex } from './found-index.ts';
import type { OpenRoot } from './guard-ports.ts';
import { openLabelBook } from './label-book.ts';
import { readPassage } from './read-passage.ts';
import { openRowFinder } from './row-finder.ts';
import { scanBlock } from './scan-block.ts';
import { ScanQueue } from './scan-queue.ts';
import { scanRow } from './scan-row.ts';
import { SelectedElements } from './selected-elements.ts';
import { textHash, toHex } from './text-hash.ts';
import { type Block, BlockWalk, type Scope } from './walk-blocks.ts';

export type ScannerOptions = {
  readonly profile: SiteProfile;
  readonly locality: Locality;
  readonly openRoot: OpenRoot;
  readonly onRoot: (root: ShadowRoot) => void;
};

/** Opens a scanner for one document and profile. */
export function openScanner(options: ScannerOptions): Scanner {
  return new Scanner(options);
}

/**
 * Keeps what stands on one page, from queued parts of it, in slices. First it forgets what left,
 * then it finds the passages of what came, and when nothing is left to find it reads them.
 */
export class Scanner {
  readonly index: FoundIndex;
  readonly #options: ScannerOptions;
  readonly #book;
  readonly #columns;
  readonly #contexts;
  readonly #rows;
  readonly #selected: SelectedElements;
  readonly #controls = new Map<FormControl, string>();
  readonly #bareHosts = new Set<Element>();
  readonly #queue = new ScanQueue();
  #walk: BlockWalk | undefined;
  #scope: Scope | undefined;

  constructor(options: ScannerOptions) {
    const { profile, locality } = options;
    this.#options = options;
    this.#book = openLabelBook(profile);
    this.#columns = openColumnRules(this.#book);
    this.#contexts = openContextFinder(this.#book, this.#columns);
    this.#rows = openRowFinder(profile.rows);
    const kinds = numericKinds(profile);
    const reading = { numericKinds: kinds, locality, findRow: this.#rows.findRow };
    this.index = new FoundIndex((passage) => readPassage(passage, reading));
    this.#selected = new SelectedElements(profile, this.index);
  }

  /** Queues a part of the page; inline content is read with the block around it. */
  enqueue(scope: Scope): void {
    this.#queue.add(scope);
  }

  /** Forgets a removed subtree; one that was only moved is read again. */
  forget(scope: Node): void {
    if (scope instanceof Element) this.#queue.addRemoved(scope);
  }

  /** Rows went from a list: what is left of it may be a single record. */
  touchList(list: Node): void {
    this.#rows.touch(list);
  }

  /** Works until nothing is left to do (true) or `isLate` says stop (false). */
  run(isLate: () => boolean): boolean {
    return this.find(isLate) && this.#readAll(isLate);
  }

  /** The first half of `run`: finds passages without reading them. */
  find(isLate: () => boolean): boolean {
    this.#resume();
    for (;;) {
      const removed = this.#queue.takeRemoved();
      if (removed) this.#forget(removed);
      else if (!this.#walk && !this.#beginNext()) return true;
      else if (!this.#findOne()) this.#walk = undefined;
      if (isLate()) return false;
    }
  }

  isPending(): boolean {
    return this.#walk !== undefined || !this.#queue.isEmpty() || !this.index.isRead();
  }

  /** Queues what no observer reports: values set by a script, roots attached later. */
  checkUnreported(): void {
    for (const host of this.#bareHosts) {
      if (host.isConnected && !this.#options.openRoot(host)) continue;
      this.#bareHosts.delete(host);
      if (host.isConnected) this.enqueue(host);
    }
    for (const [control, known] of this.#controls) {
      if (!control.isConnected) this.#controls.delete(control);
      else if (controlText(control) !== known) this.#enqueueControl(control);
    }
  }

  /** Digest of text and form values; binds an answer to what was on screen. */
  contentHash(): string {
    const values = [...this.#controls.keys()].map(controlText).join('\n');
    return toHex([this.index.textHash(), textHash(values)]);
  }

  #readAll(isLate: () => boolean): boolean {
    if (this.#rows.isChanged()) this.index.readAgain();
    return this.index.read(isLate);
  }

  #enqueueControl(control: FormControl): void {
    this.#controls.set(control, controlText(control));
    this.enqueue(control.closest(ROW) ?? control);
  }

  /** The place where the last slice stopped may have left the page since. */
  #resume(): void {
    if (!this.#walk || !this.#scope || this.#walk.isOnPage()) return;
    this.#walk = undefined;
    this.enqueue(this.#scope);
  }

  #beginNext(): boolean {
    const scope = this.#queue.take();
    if (scope) this.#begin(scope);
    return scope !== undefined;
  }

  #begin(scope: Scope): void {
    this.#scope = scope;
    if (mayHoldHeaders(scope)) this.#columns.forget();
    this.#rows.touch(scope);
    this.#selected.update(scope);
    this.#walk = new BlockWalk(scope, this.#options.openRoot, {
      onRoot: this.#options.onRoot,
      onBareHost: (host) => void this.#bareHosts.add(host),
    });
  }

  /** False at the end of the walk. */
  #findOne(): boolean {
    const block = this.#walk?.next();
    if (!block) return false;
    if (!(block instanceof HTMLTableRowElement && this.#findInRow(block))) this.#findInBlock(block);
    return true;
  }

  #findInRow(row: HTMLTableRowElement): boolean {
    const table = row.parentElement?.parentElement;
    const columns =
      table instanceof HTMLTableElement ? this.#columns.evenColumnsOf(table) : undefined;
    const read = columns && scanRow(row, columns, this.#book);
    if (!read) return false;
    this.index.put(row, read.passages, textHash(read.text));
    this.#walk?.skipExcept(read.parts);
    return true;
  }

  #findInBlock(block: Block): void {
    const content = readBlock(block);
    if (!content) {
      this.index.drop(block);
      return;
    }
    for (const control of content.controls) this.#controls.set(control, controlText(control));
    const finding = { book: this.#book, contexts: this.#contexts };
    this.index.put(block, scanBlock(block, content, finding), textHash(content.text));
  }

  #forget(scope: Element): void {
    if (scope.isConnected) {
      this.enqueue(scope);
      return;
    }
    const walk = new BlockWalk(scope, this.#options.openRoot, SILENT);
    for (let block = walk.next(); block; block = walk.next()) this.index.drop(block);
    this.#selected.dropGone();
  }
}

const ROW = 'tr,[role~=row]';

const SILENT = { onRoot: ignore, onBareHost: ignore };

function ignore(): void {
  // A removed subtree needs no observers.
}
