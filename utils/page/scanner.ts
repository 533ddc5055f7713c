import type { Locality } from '../domain/canonical-form.ts';
import type { SiteProfile } from '../domain/site-profile.ts';
import { controlText, type FormControl, readBlock } from './block-text.ts';
import { openContextFinder } from './find-context.ts';
import type { Reading } from './found.ts';
import { FoundIndex } from './found-index.ts';
import type { OpenRoot } from './guard-ports.ts';
import { type LabelBook, openLabelBook } from './label-book.ts';
import { openRowFinder } from './row-finder.ts';
import { scanBlock } from './scan-block.ts';
import { scanSelectors } from './scan-selectors.ts';
import { textHash, toHex } from './text-hash.ts';
import { type Scope, walkBlocks } from './walk-blocks.ts';

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

/** Keeps what stands on one page, from queued parts of it, in slices. */
export class Scanner {
  readonly index = new FoundIndex();
  readonly #options: ScannerOptions;
  readonly #book: LabelBook;
  readonly #controls = new Map<FormControl, string>();
  readonly #bareHosts = new Set<Element>();
  /** A selected element may be a block of its own; its finds live under a separate node. */
  readonly #selectorKeys = new WeakMap<Element, Node>();
  readonly #queue: Scope[] = [];
  #work: Generator<void> | undefined;

  constructor(options: ScannerOptions) {
    this.#options = options;
    this.#book = openLabelBook(options.profile);
  }

  enqueue(scope: Scope): void {
    if (!this.#queue.some((queued) => queued.contains(scope))) this.#queue.push(scope);
  }

  /** Works until the queue is empty (true) or `isLate` says stop (false). */
  run(isLate: () => boolean): boolean {
    for (;;) {
      this.#work ??= this.#next();
      if (!this.#work) return true;
      while (!this.#work.next().done) if (isLate()) return false;
      this.#work = undefined;
    }
  }

  isPending(): boolean {
    return this.#work !== undefined || this.#queue.length > 0;
  }

  /** Forgets a removed subtree. */
  forget(scope: Node): void {
    if (!(scope instanceof Element)) return;
    const drop = (block: Element | ShadowRoot) => this.index.drop(block);
    for (const block of walkBlocks(scope, this.#options.openRoot, SILENT)) drop(block);
    for (const element of [scope, ...scope.querySelectorAll('*')]) {
      const key = this.#selectorKeys.get(element);
      if (key) this.index.drop(key);
    }
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

  #enqueueControl(control: FormControl): void {
    this.#controls.set(control, controlText(control));
    this.enqueue(control.closest('tr,dl,li,p,div,td,form') ?? control);
  }

  #next(): Generator<void> | undefined {
    const scope = this.#queue.shift();
    return scope && this.#scan(scope);
  }

  *#scan(scope: Scope): Generator<void> {
    const reading = this.#openReading();
    const selected = Map.groupBy(scanSelectors(scope, reading), (found) => found.element);
    for (const [element, found] of selected) this.index.put(this.#keyOf(element), found, 0);
    const meetings = {
      onRoot: this.#options.onRoot,
      onBareHost: (host: Element) => void this.#bareHosts.add(host),
    };
    for (const block of walkBlocks(scope, this.#options.openRoot, meetings)) {
      this.#scanOne(block, reading);
      yield;
    }
  }

  #scanOne(block: Element | ShadowRoot, reading: Reading): void {
    const content = readBlock(block);
    if (!content) {
      this.index.drop(block);
      return;
    }
    for (const control of content.controls) this.#controls.set(control, controlText(control));
    this.index.put(block, scanBlock(block, content, reading), textHash(content.text));
  }

  #openReading(): Reading {
    const { profile, locality } = this.#options;
    const contexts = openContextFinder(this.#book);
    return { profile, locality, book: this.#book, contexts, findRow: openRowFinder(profile.rows) };
  }

  #keyOf(element: Element): Node {
    const key = this.#selectorKeys.get(element) ?? element.ownerDocument.createComment('');
    this.#selectorKeys.set(element, key);
    return key;
  }
}

const SILENT = { onRoot: ignore, onBareHost: ignore };

function ignore(): void {
  // A removed subtree needs no observers.
}
