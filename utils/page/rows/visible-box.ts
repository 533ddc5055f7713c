/** A rectangle in the viewport. */
export type Box = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** The part of an element that its scrolling boxes let through; undefined when there is none. */
export function visibleBox(element: Element): Box | undefined {
  if (!element.isConnected) return undefined;
  let box: Box = element.getBoundingClientRect();
  for (let parent = element.parentElement; parent; parent = parent.parentElement) {
    if (isClipping(parent)) box = cut(box, parent.getBoundingClientRect());
  }
  box = aboveFooter(belowHeader(box, element), element);
  return box.right - box.left > 1 && box.bottom - box.top > 1 ? box : undefined;
}

const HEADER = 'th,thead,[role~=columnheader]';
/** A cell of it first: it may stick while the footer itself scrolls away. */
const FOOTER = 'tfoot td,tfoot th,tfoot';

/**
 * Headers and footers stay while rows scroll beneath them (ag-grid, Handsontable, `position: sticky`).
 * What else covers a row may be as clear as glass, so that alone takes nothing away.
 */
function belowHeader(box: Box, row: Element): Box {
  const header = coverAt(row, box, box.top + 2)?.closest(HEADER);
  return header ? { ...box, top: Math.max(box.top, header.getBoundingClientRect().bottom) } : box;
}

function aboveFooter(box: Box, row: Element): Box {
  const footer = coverAt(row, box, box.bottom - 2)?.closest(FOOTER);
  return footer
    ? { ...box, bottom: Math.min(box.bottom, footer.getBoundingClientRect().top) }
    : box;
}

/** What stands before the middle of a row at one height. */
function coverAt(row: Element, { left, right }: Box, y: number): Element | undefined {
  const root = row.getRootNode() as Document | ShadowRoot;
  const hit = root.elementFromPoint((left + right) / 2, y);
  return hit && !row.contains(hit) ? hit : undefined;
}

/** Asked of boxes whose content is higher than they are: a style is dearer than two numbers. */
function isClipping(element: Element): boolean {
  const isFull = element.clientHeight > 0 && element.scrollHeight > element.clientHeight;
  if (!isFull || element === element.ownerDocument.scrollingElement) return false;
  return getComputedStyle(element).overflowY !== 'visible';
}

function cut(a: Box, b: Box): Box {
  return {
    left: Math.max(a.left, b.left),
    top: Math.max(a.top, b.top),
    right: Math.min(a.right, b.right),
    bottom: Math.min(a.bottom, b.bottom),
  };
}
