import type { OpenRoot } from '../guard-ports.ts';
import { isOwnHost } from '../screen/own-hosts.ts';
import { isBlock, isUnread } from './block-text.ts';

export type Scope = Element | ShadowRoot | Document;
export type Block = Element | ShadowRoot;

/** Names that may carry a shadow root besides custom elements (HTML, attachShadow). */
const POSSIBLE_HOSTS = new Set(
  'ARTICLE ASIDE BLOCKQUOTE BODY DIV FOOTER H1 H2 H3 H4 H5 H6 HEADER MAIN NAV P SECTION SPAN'.split(
    ' ',
  ),
);

/** What is met on the way. */
export type Meetings = {
  readonly onRoot: (root: ShadowRoot) => void;
  /** A custom element without a root yet: it may grow one later, which no observer reports. */
  readonly onBareHost: (host: Element) => void;
};

/** For a removed subtree: it needs no observers. */
export const SILENT: Meetings = { onRoot: () => undefined, onBareHost: () => undefined };

/**
 * Goes over the blocks of a subtree, through open and closed shadow roots. Each root on the way is
 * announced, so that it gets its own observer. The page may change between two steps.
 */
export class BlockWalk {
  readonly #openRoot: OpenRoot;
  readonly #meetings: Meetings;
  /** Subtrees that are still to be walked: shadow roots, cells of a row that was read as one. */
  readonly #waiting: Scope[];
  #scope: Scope;
  #current: Scope | undefined;
  #isSkipping = false;

  constructor(scope: Scope, openRoot: OpenRoot, meetings: Meetings) {
    this.#scope = scope;
    this.#waiting = [scope];
    this.#openRoot = openRoot;
    this.#meetings = meetings;
  }

  /** The next block; undefined at the end. */
  next(): Block | undefined {
    for (let node = this.#step(); node; node = this.#step()) {
      if (node instanceof Element) {
        this.#meetRootOf(node);
        if (isBlock(node)) return node;
      } else if (node instanceof ShadowRoot) return node;
    }
    return undefined;
  }

  /** Leaves out what is inside the block that came last, except these parts of it. */
  skipExcept(parts: readonly Element[]): void {
    this.#isSkipping = true;
    this.#waiting.push(...parts);
  }

  /** False when the page took away the place where the walk stands: nothing comes after it. */
  isOnPage(): boolean {
    const isHere = this.#current === undefined || this.#scope.contains(this.#current);
    return isHere && this.#scope.isConnected;
  }

  #step(): Scope | undefined {
    this.#current = this.#current && this.#following(this.#current);
    while (this.#current === undefined) {
      const scope = this.#waiting.pop();
      if (!scope) return undefined;
      this.#scope = scope;
      this.#isSkipping = false;
      this.#current = isRead(scope) ? scope : undefined;
    }
    return this.#current;
  }

  #following(from: Scope): Element | undefined {
    const child = this.#isSkipping ? null : from.firstElementChild;
    this.#isSkipping = false;
    let next: Element | null = child ?? this.#afterSubtree(from);
    while (next && !isRead(next)) next = this.#afterSubtree(next);
    return next ?? undefined;
  }

  #afterSubtree(from: Scope): Element | null {
    let node: Node = from;
    while (node !== this.#scope && node instanceof Element) {
      if (node.nextElementSibling) return node.nextElementSibling;
      if (!node.parentNode) return null;
      node = node.parentNode;
    }
    return null;
  }

  #meetRootOf(element: Element): void {
    const name = element.tagName;
    const isCustom = name.includes('-');
    if (!isCustom && !POSSIBLE_HOSTS.has(name)) return;
    const root = isCustom ? this.#openRoot(element) : this.#findRoot(element);
    if (root) {
      this.#meetings.onRoot(root);
      this.#waiting.push(root);
    } else if (isCustom) this.#meetings.onBareHost(element);
  }

  /**
   * Asks the browser for closed roots only where one is likely: on custom elements and on possible
   * hosts without content of their own. The question is dear when put 40,000 times.
   */
  #findRoot(host: Element): ShadowRoot | null {
    if (host.shadowRoot) return host.shadowRoot;
    return host.firstElementChild === null && !host.textContent ? this.#openRoot(host) : null;
  }
}

function isRead(node: Scope): boolean {
  return !isOwnHost(node) && !(node instanceof Element && isUnread(node));
}
