/** Finds list rows, and notices when a table of one row becomes a list. */
export type RowFinder = {
  /**
   * The list row around an element. A detail view that happens to be a table of one row is no
   * list, so a row counts only beside another one.
   */
  readonly findRow: (element: Element) => Element | undefined;
  /** Something changed at this node. */
  readonly touch: (node: Node) => void;
  /** True when a touched list became one, or is one no more. */
  readonly isChanged: () => boolean;
};

const LIST = 'table,[role=grid],[role=treegrid],[role=table]';

export function openRowFinder(selectors: readonly string[]): RowFinder {
  const selector = selectors.join(',');
  const lists = new Map<Element, boolean>();
  const touched = new Set<Element>();
  let last: { readonly element: Element; readonly row: Element | undefined } | undefined;

  function isList(list: Element): boolean {
    const known = lists.get(list);
    if (known !== undefined) return known;
    const answer = hasTwoRows(list, selector);
    lists.set(list, answer);
    return answer;
  }

  function findRow(element: Element): Element | undefined {
    if (last?.element === element) return last.row;
    const found = selector === '' ? null : element.closest(selector);
    const list = found?.closest(LIST) ?? found?.parentElement;
    const row = found && list && isList(list) ? found : undefined;
    last = { element, row };
    return row;
  }

  function touch(node: Node): void {
    last = undefined;
    for (const list of lists.keys()) {
      if (!list.isConnected) lists.delete(list);
      else if (list.contains(node) || node.contains(list)) touched.add(list);
    }
  }

  function isChanged(): boolean {
    const before = [...touched].filter((list) => lists.get(list) !== hasTwoRows(list, selector));
    for (const list of touched) lists.set(list, hasTwoRows(list, selector));
    touched.clear();
    return before.length > 0;
  }

  return { findRow, touch, isChanged };
}

function hasTwoRows(list: Element, selector: string): boolean {
  let count = 0;
  for (const row of rowsOf(list, selector)) {
    if (!isHeader(row)) count += 1;
    if (count === 2) return true;
  }
  return false;
}

/** Rows are asked for one by one: a list of 5,000 is known by its first two. */
function* rowsOf(list: Element, selector: string): Generator<Element> {
  const walker = list.ownerDocument.createTreeWalker(list, NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element && node.matches(selector)) yield node;
  }
}

function isHeader(row: Element): boolean {
  return (
    row.firstElementChild !== null &&
    !row.querySelector('td,:scope > :not(th,[role~=columnheader])')
  );
}
