import type { Locality } from '../../domain/canonical-form.ts';
import { numericKinds } from '../../domain/read-text.ts';
import type { SiteProfile } from '../../domain/site-profile.ts';
import type { OpenRoot } from '../guard-ports.ts';
import { readBlock } from './block-text.ts';
import { mayHoldHeaders, openColumnRules } from './column-rules.ts';
import { openContextFinder } from './find-context.ts';
import { FormValues } from './form-values.ts';
import { readPassage } from './found.ts';
import { FoundIndex } from './found-index.ts';
import { openLabelBook } from './label-book.ts';
import { openRowFinder } from './row-finder.ts';
import { RowReader } from './row-reader.ts';
import { scanBlock } from './scan-block.ts';
import { ScanQueue } from './scan-queue.ts';
import { SelectedElements } from './selected-elements.ts';
import { textHash, toHex } from './text-hash.ts';
import { type Block, BlockWalk, type Scope, SILENT } from './walk-blocks.ts';

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
  /** True when a label may begin or end with this text. */
  readonly mayTouchLabel: (text: string) => boolean;
  readonly #options: ScannerOptions;
  readonly #book;
  readonly #columns;
  readonly #contexts;
  readonly #rows;
  readonly #rowReader: RowReader;
  readonly #selected: SelectedElements;
  readonly #values = new FormValues();
  readonly #bareHosts = new Set<Element>();
  readonly #queue = new ScanQueue();
  #walk: BlockWalk | undefined;
  #scope: Scope | undefined;

  constructor(options: ScannerOptions) {
    const { profile, locality } = options;
    this.#options = options;
    this.#book = openLabelBook(profile);
    this.mayTouchLabel = this.#book.mayTouchLabel;
    this.#columns = openColumnRules(this.#book);
    this.#contexts = openContextFinder(this.#book, this.#columns);
    this.#rows = openRowFinder(profile.rows);
    const reading = { numericKinds: numericKinds(profile), locality, findRow: this.#rows.findRow };
    this.index = new FoundIndex({ ...reading, read: (passage) => readPassage(passage, reading) });
    this.#rowReader = new RowReader(this.#columns, this.#book, this.index);
    this.#selected = new SelectedElements(profile, this.index);
  }

  /** Queues a part of the page; inline content is read with the block around it. */
  enqueue(scope: Scope): void {
    this.#queue.add(scope);
  }

  /** Queues the block around a node alone. */
  enqueueBlock(node: Node): void {
    this.#queue.addBlock(node);
    const element = node instanceof Element ? node : node.parentElement;
    if (element) this.#selected.updateAround(element);
  }

  /** Queues the blocks inside an inline element. */
  enqueueInside(element: Element): void {
    if (element.firstElementChild) this.#queue.addInside(element);
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
      const block = removed ? undefined : this.#queue.takeBlock();
      if (removed) this.#forget(removed);
      else if (block) this.#findInBlock(block);
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
    for (const one of this.#values.takeChanged()) this.enqueue(one.closest(ROW) ?? one);
  }

  /** Digest of text and form values; binds an answer to what was on screen. */
  contentHash(): string {
    return toHex([this.index.textHash(), this.#values.hash()]);
  }

  #readAll(isLate: () => boolean): boolean {
    if (this.#rows.isChanged()) this.index.readAgain();
    return this.index.read(isLate);
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
      onRoot: (root) => {
        this.#selected.update(root);
        this.#options.onRoot(root);
      },
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
    const parts = this.#rowReader.read(row);
    if (parts) this.#walk?.skipExcept(parts);
    return parts !== undefined;
  }

  #findInBlock(block: Block): void {
    const content = readBlock(block);
    if (!content) {
      this.index.drop(block);
      return;
    }
    for (const control of content.controls) this.#values.keep(control);
    const finding = { book: this.#book, contexts: this.#contexts };
    this.index.put(block, scanBlock(block, content, finding), textHash(content.text));
  }

  #forget(scope: Element): void {
    if (scope.isConnected) {
      // A cell of a row that is read as one has nothing of its own.
      if (scope.parentNode instanceof HTMLTableRowElement) this.index.drop(scope);
      this.enqueue(scope);
      return;
    }
    const walk = new BlockWalk(scope, this.#options.openRoot, SILENT);
    for (let block = walk.next(); block; block = walk.next()) this.index.drop(block);
    this.#selected.dropGone();
  }
}

const ROW = 'tr,[role~=row]';
