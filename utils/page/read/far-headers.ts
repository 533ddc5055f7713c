const MAX_LEVELS = 5;

/** The column headers of an ARIA grid; a grid may also name the element that holds them. */
export function findAriaHeaders(grid: Element): readonly Element[] {
  const own = [...grid.querySelectorAll('[role~=columnheader]')];
  return own.length > 0 ? own : ownedBy(grid);
}

function ownedBy(grid: Element): readonly Element[] {
  const ids = grid.getAttribute('aria-owns')?.split(/\s+/) ?? [];
  const root = grid.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return [];
  return ids.flatMap((id) => [
    ...(root.getElementById(id)?.querySelectorAll('[role~=columnheader]') ?? []),
  ]);
}

/**
 * The header row of a table whose headers stand in a table of their own just before it. It counts
 * only when it has as many cells as the rows that it speaks for.
 */
export function findHeaderTable(table: HTMLTableElement): HTMLTableRowElement | undefined {
  const width = table.rows[table.rows.length - 1]?.cells.length ?? 0;
  let element: Element | null = table;
  for (let level = 0; element && level < MAX_LEVELS; level += 1) {
    const before: Element | null = element.previousElementSibling;
    const rows = [...(before?.querySelectorAll('th') ?? [])].map((cell) => cell.parentElement);
    const head = rows.findLast(
      (row) => row instanceof HTMLTableRowElement && row.cells.length === width,
    );
    if (head instanceof HTMLTableRowElement) return head;
    element = element.parentElement;
  }
  return undefined;
}
