import { textHash, toHex } from '../read/text-hash.ts';

/** The boxes with which staff choose a row for a batch act. */
export function boxesOf(row: Element): readonly Element[] {
  const inputs = row.querySelectorAll('input[type=checkbox]');
  return [...(inputs.length > 0 ? inputs : row.querySelectorAll('[role=checkbox]'))];
}

export function isTicked(box: Element): boolean {
  return 'checked' in box ? box.checked === true : box.getAttribute('aria-checked') !== 'false';
}

/** Out: has boxes, and none is ticked. A row without a box cannot be told to be out. */
export function stateOf(row: Element): 'ticked' | 'leftOut' | 'boxless' {
  const boxes = boxesOf(row);
  if (boxes.length === 0) return 'boxless';
  return boxes.some(isTicked) ? 'ticked' : 'leftOut';
}

/**
 * Unticks a row as a hand would: frameworks follow pointer events or the click, never the property.
 * Which of several boxes chooses the row cannot be known, so such a row is left as it is.
 */
export function untick(row: Element): void {
  const [box, ...others] = boxesOf(row);
  if (!(box instanceof HTMLElement) || others.length > 0 || !isTicked(box)) return;
  for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup']) {
    const Kind = type.startsWith('p') ? PointerEvent : MouseEvent;
    box.dispatchEvent(new Kind(type, { bubbles: true, cancelable: true, composed: true }));
  }
  box.click();
}

/** Digest of every box of a document: an answer about a list holds for these rows alone. */
export function tickHash(document: Document): string {
  const boxes = document.querySelectorAll('input[type=checkbox],[role=checkbox]');
  return toHex([textHash([...boxes].map((box) => Number(isTicked(box))).join(''))]);
}
