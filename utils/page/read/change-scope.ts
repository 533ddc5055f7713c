import type { Scanner } from './scanner.ts';
import type { Scope } from './walk-blocks.ts';

/** Above this many records reading everything once is cheaper than following them. */
const HUGE_MUTATION = 1000;

/** Queues what mutations may have changed the meaning of; the cost is that of the change. */
export function queueRecords(records: readonly MutationRecord[], scanner: Scanner): void {
  const added = new Set<Node>();
  for (const record of records) {
    for (const node of record.addedNodes) added.add(node);
    for (const node of record.removedNodes) scanner.forget(node);
  }
  // What a parser or script puts into an element that is new itself comes with that element.
  const others = records.filter(({ target }) => !added.has(target));
  const [first] = others;
  if (!first) return;
  if (others.length > HUGE_MUTATION) scanner.enqueue(documentOf(first.target));
  else for (const record of others) queueRecord(record, scanner);
}

function documentOf(node: Node): Document {
  return node instanceof Document ? node : (node.ownerDocument ?? document);
}

function queueRecord(record: MutationRecord, scanner: Scanner): void {
  if (record.type === 'childList') queueChildren(record, scanner);
  else if (record.type === 'characterData' && touchesLabel(record, scanner)) {
    scanner.enqueue(contextOf(record.target));
    queueLabelled(record.target.nextSibling, record.target.parentNode, scanner);
  } else queueNarrow(record.target, scanner);
}

function queueChildren(record: MutationRecord, scanner: Scanner): void {
  const { target } = record;
  const added = [...record.addedNodes].filter((node) => !isBlank(node));
  const removed = [...record.removedNodes].filter((node) => !isBlank(node));
  const isWide = touchesLabel(record, scanner);
  const queueAround = isWide
    ? (node: Node) => scanner.enqueue(contextOf(node))
    : (node: Node) => queueNarrow(node, scanner);
  for (const node of added) {
    if (node instanceof Element && node.isConnected) queueAdded(node, scanner, queueAround);
    else if (!(node instanceof Element)) queueAround(target);
  }
  if (isWide) queueLabelled(record.nextSibling, target, scanner);
  if (removed.some((node) => !isListRow(node, target))) queueAround(target);
  else if (removed.length > 0) scanner.touchList(target);
}

/** What stands behind a place, as far out as it may be labelled by it, may have lost or found its label. */
function queueLabelled(next: Node | null, parent: Node | null, scanner: Scanner): void {
  let behind = next;
  for (let around = parent; around; around = around.parentNode) {
    for (; behind; behind = behind.nextSibling) {
      if (behind instanceof Element) scanner.enqueue(behind);
      if (!isEmpty(behind)) break;
    }
    if (!(around instanceof Element) || shortText(around) === undefined) return;
    behind = around.nextSibling;
  }
}

function isListRow(node: Node, parent: Node): boolean {
  const isRow = node instanceof Element && node.matches(ROW);
  return isRow && !(parent instanceof Element && parent.matches('thead'));
}

/** New inline content belongs to the text around it; a new header speaks for its whole column. */
function queueAdded(element: Element, scanner: Scanner, queueAround: (node: Node) => void): void {
  const isHeader = element.matches('th,thead') || element.querySelector('th[scope=col]') !== null;
  // A new cell moves those behind it into other columns.
  const row = element.parentElement?.matches(ROW) ? element.parentElement : undefined;
  if (isHeader) scanner.enqueue(contextOf(element));
  else if (row) scanner.enqueue(row);
  else if (element.matches(INLINE)) {
    queueAround(element);
    scanner.enqueueInside(element);
  } else {
    scanner.enqueue(element);
    // A block divides the text that it stands in; between the rows of a list there is none.
    if (element.parentNode && !isListRow(element, element.parentNode)) {
      queueNarrow(element.parentNode, scanner);
    }
  }
}

const INLINE = 'span,b,i,a,font,input,select,textarea,wbr,br';
const ROW = 'tr,[role~=row]';
const GROUP = `${ROW},dl,li,fieldset`;
const HEADER = 'th,thead,[role~=columnheader]';
const TABLE = 'table,[role~=grid],[role~=treegrid],[role~=table]';
/** Above this many children a parent is a list, and its other children are not concerned. */
const MAX_SIBLINGS = 40;

/** The part of the page whose meaning may hang on a changed node: its row, list, form or parent. */
export function contextOf(node: Node): Scope {
  if (node instanceof ShadowRoot || node instanceof Document) return node;
  const element = node instanceof Element ? node : node.parentElement;
  if (!element) return node.getRootNode() as Document | ShadowRoot;
  const wide = groupOf(element);
  if (wide) return wide;
  const parent = element.parentElement;
  return parent && parent.childElementCount <= MAX_SIBLINGS ? parent : element;
}

/** A change that no label hangs on concerns the group or the block that it stands in. */
function queueNarrow(node: Node, scanner: Scanner): void {
  const element = node instanceof Element ? node : node.parentElement;
  const group = element && groupOf(element);
  if (group) scanner.enqueue(group);
  else scanner.enqueueBlock(node);
}

function groupOf(element: Element): Element | null {
  return element.closest(HEADER)?.closest(TABLE) ?? element.closest(GROUP);
}

/** Comments and the white space between tags say nothing. */
function isBlank(node: Node): boolean {
  if (node.nodeType === Node.COMMENT_NODE) return true;
  return node.nodeType === Node.TEXT_NODE && (node.textContent ?? '').trim() === '';
}

/** True when a label may have come, gone, been changed, uncovered or hidden. */
function touchesLabel(record: MutationRecord, scanner: Scanner): boolean {
  const { target, oldValue, previousSibling } = record;
  if (record.type === 'characterData') {
    const texts = [oldValue ?? '', target.textContent ?? ''];
    return texts.some((text) => text.trim() === '' || scanner.mayTouchLabel(text));
  }
  const nodes = [...record.addedNodes, ...record.removedNodes].filter((node) => !isBlank(node));
  if ([target, ...nodes].some((node) => isLabelLike(node, scanner))) return true;
  const isReplaced = [record.addedNodes, record.removedNodes].every((side) =>
    [...side].some((node) => !isEmpty(node)),
  );
  return !isReplaced && nodes.length > 0 && isBehindLabel(previousSibling, target, scanner);
}

const MAX_LEVELS = 3;

/** Looks at the text in front of a place as far up as a label is looked for. */
function isBehindLabel(before: Node | null, parent: Node, scanner: Scanner): boolean {
  let node = before;
  let around: Node | null = parent;
  for (let level = 0; level <= MAX_LEVELS && around; level += 1) {
    while (node && isEmpty(node)) node = node.previousSibling;
    if (node) return isLabelLike(node, scanner);
    node = around.previousSibling;
    around = around.parentNode;
  }
  return false;
}

function isEmpty(node: Node): boolean {
  return isBlank(node) || (node instanceof Element && shortText(node) === '');
}

function isLabelLike(node: Node, scanner: Scanner): boolean {
  const text = shortText(node);
  return text !== undefined && scanner.mayTouchLabel(text);
}

/** A longer text is no label. */
const MAX_SHORT = 100;

/** The text of a node; undefined when it is too long for a label. */
function shortText(node: Node): string | undefined {
  if (!(node instanceof Element)) return node.textContent ?? '';
  const walker = node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  let text = '';
  for (let one = walker.nextNode(); one; one = walker.nextNode()) {
    text += (one.nodeValue ?? '').trim();
    if (text.length > MAX_SHORT) return undefined;
  }
  return text;
}
