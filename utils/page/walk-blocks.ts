import { isBlock, isUnread } from './block-text.ts';
import type { OpenRoot } from './guard-ports.ts';
import { isOwnHost } from './own-hosts.ts';

export type Scope = Element | ShadowRoot | Document;

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

/**
 * Yields the blocks of a subtree in document order, through open and closed shadow roots. Each
 * root on the way is announced, so that it gets its own observer.
 */
export function* walkBlocks(
  scope: Scope,
  openRoot: OpenRoot,
  meetings: Meetings,
): Generator<Element | ShadowRoot> {
  if (isOwnHost(scope)) return;
  if (scope instanceof ShadowRoot || (scope instanceof Element && isBlock(scope))) yield scope;
  if (scope instanceof Element) yield* walkRootOf(scope, openRoot, meetings);
  const walker = scope.ownerDocument
    ? scope.ownerDocument.createTreeWalker(scope, NodeFilter.SHOW_ELEMENT, skipUnread)
    : document.createTreeWalker(scope, NodeFilter.SHOW_ELEMENT, skipUnread);
  while (walker.nextNode()) {
    const element = walker.currentNode as Element;
    if (isBlock(element)) yield element;
    yield* walkRootOf(element, openRoot, meetings);
  }
}

function* walkRootOf(
  element: Element,
  openRoot: OpenRoot,
  meetings: Meetings,
): Generator<Element | ShadowRoot> {
  const root = findRoot(element, openRoot);
  if (!root && element.tagName.includes('-')) meetings.onBareHost(element);
  if (!root) return;
  meetings.onRoot(root);
  yield* walkBlocks(root, openRoot, meetings);
}

/**
 * Asks the browser for closed roots only where one is likely: on custom elements and on possible
 * hosts without content of their own. The question is dear when put 40,000 times.
 */
function findRoot(element: Element, openRoot: OpenRoot): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot;
  const isLikely =
    element.tagName.includes('-') ||
    (element.firstElementChild === null &&
      POSSIBLE_HOSTS.has(element.tagName) &&
      !element.textContent);
  return isLikely ? openRoot(element) : null;
}

function skipUnread(node: Node): number {
  return isUnread(node as Element) || isOwnHost(node)
    ? NodeFilter.FILTER_REJECT
    : NodeFilter.FILTER_ACCEPT;
}
