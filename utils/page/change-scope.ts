import type { Scanner } from './scanner.ts';
import type { Scope } from './walk-blocks.ts';

/** Queues what one mutation may have changed the meaning of. */
export function queueRecord(record: MutationRecord, scanner: Scanner): void {
  const { target } = record;
  if (record.type !== 'childList') {
    scanner.enqueue(contextOf(target));
    return;
  }
  for (const node of record.removedNodes) scanner.forget(node);
  for (const node of record.addedNodes) {
    if (!(node instanceof Element)) scanner.enqueue(contextOf(node));
    else if (node.isConnected) scanner.enqueue(contextOfAdded(node));
  }
  // What stood behind a removed or added node may have lost or found its label.
  const next = record.nextSibling;
  if (next instanceof Element && !next.matches(ROW)) scanner.enqueue(next);
  if ([...record.removedNodes].some((node) => !(node instanceof Element && node.matches(ROW)))) {
    scanner.enqueue(contextOf(target));
  } else if (record.removedNodes.length > 0) scanner.touchList(target);
}

const ROW = 'tr,[role~=row]';
const TABLE = 'table,[role~=grid],[role~=treegrid],[role~=table]';
/** Above this many children a parent is a list, and its other children are not concerned. */
const MAX_SIBLINGS = 40;

/** The part of the page whose meaning may hang on a changed node: its row, list, form or parent. */
export function contextOf(node: Node): Scope {
  if (node instanceof ShadowRoot || node instanceof Document) return node;
  const element = node instanceof Element ? node : node.parentElement;
  if (!element) return node.getRootNode() as Document | ShadowRoot;
  const header = element.closest('th,thead,[role~=columnheader]');
  const wide = header?.closest(TABLE) ?? element.closest(`${ROW},dl,li,fieldset`);
  if (wide) return wide;
  const parent = element.parentElement;
  return parent && parent.childElementCount <= MAX_SIBLINGS ? parent : element;
}

/** New inline content belongs to the text around it; a new header speaks for its whole column. */
function contextOfAdded(element: Element): Scope {
  const isHeader = element.matches('th,thead') || element.querySelector('th[scope=col]') !== null;
  return isHeader || element.matches('span,b,i,a,font,input,select,textarea,wbr,br')
    ? contextOf(element)
    : element;
}
