/**
 * Finds the list row around an element. A detail view that happens to be a table of one row is no
 * list, so a row counts only beside another one.
 */
export function openRowFinder(
  selectors: readonly string[],
): (element: Element) => Element | undefined {
  const selector = selectors.join(',');
  const lists = new Map<Element, boolean>();

  function isList(list: Element): boolean {
    const known = lists.get(list);
    if (known !== undefined) return known;
    const answer = hasTwoRows(list, selector);
    lists.set(list, answer);
    return answer;
  }

  return (element) => {
    const row = selector === '' ? null : element.closest(selector);
    const list =
      row?.closest('table,[role=grid],[role=treegrid],[role=table]') ?? row?.parentElement;
    return row && list && isList(list) ? row : undefined;
  };
}

function hasTwoRows(list: Element, selector: string): boolean {
  let count = 0;
  for (const row of list.querySelectorAll(selector)) {
    if (!isHeader(row)) count += 1;
    if (count === 2) return true;
  }
  return false;
}

function isHeader(row: Element): boolean {
  return (
    row.firstElementChild !== null &&
    !row.querySelector('td,:scope > :not(th,[role~=columnheader])')
  );
}
