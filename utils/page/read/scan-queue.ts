import { isBlock, isUnread } from './block-text.ts';
import type { Block, Scope } from './walk-blocks.ts';

/** Parts of a page that wait to be read or forgotten; a part of a waiting part is not kept. */
export class ScanQueue {
  readonly #scopes = new Set<Scope>();
  readonly #blocks = new Set<Block>();
  readonly #removed = new Set<Element>();

  add(scope: Scope): void {
    const block = blockAround(scope);
    if (block && !this.#isCovered(block)) this.#scopes.add(block);
  }

  /** A part whose inline blocks alone are new; the text around it waits for itself. */
  addInside(scope: Scope): void {
    if (!this.#isCovered(scope)) this.#scopes.add(scope);
  }

  /** The block around a node, without the blocks inside it. */
  addBlock(node: Node): void {
    const scope = node instanceof Element || node instanceof ShadowRoot ? node : node.parentNode;
    const block = scope && blockAround(scope as Scope);
    if (block && !(block instanceof Document)) this.#blocks.add(block);
  }

  addRemoved(element: Element): void {
    this.#removed.add(element);
  }

  take(): Scope | undefined {
    for (const scope of this.#scopes) {
      this.#scopes.delete(scope);
      // A larger part may have come after this one.
      if (scope.isConnected && !this.#isCovered(scope)) return scope;
    }
    return undefined;
  }

  takeBlock(): Block | undefined {
    for (const block of this.#blocks) {
      this.#blocks.delete(block);
      if (block.isConnected && !this.#isCovered(block)) return block;
    }
    return undefined;
  }

  takeRemoved(): Element | undefined {
    for (const element of this.#removed) {
      this.#removed.delete(element);
      return element;
    }
    return undefined;
  }

  isEmpty(): boolean {
    return this.#scopes.size + this.#blocks.size + this.#removed.size === 0;
  }

  #isCovered(scope: Scope): boolean {
    for (let node: Node | null = scope; node; node = above(node)) {
      if (this.#scopes.has(node as Scope)) return true;
    }
    return false;
  }
}

/** Shadow roots are waiting parts of their own; their hosts speak for them. */
function above(node: Node): Node | null {
  return node instanceof ShadowRoot ? node.host : node.parentNode;
}

/** Inline content is read with the block around it, which may hold its label. */
function blockAround(scope: Scope): Scope | undefined {
  if (!(scope instanceof Element)) return scope;
  // The cells of a row may have been read with it.
  if (isBlock(scope)) {
    return scope.parentNode instanceof HTMLTableRowElement ? scope.parentNode : scope;
  }
  if (isUnread(scope)) return undefined;
  const parent = scope.parentNode;
  return parent instanceof Element || parent instanceof ShadowRoot
    ? blockAround(parent)
    : undefined;
}
