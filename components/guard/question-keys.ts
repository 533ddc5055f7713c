/** Marks the one control on which Enter may act: it only ever stops. */
const CANCEL_ATTRIBUTE = 'data-cancel';

/**
 * Keyboard rules of the confirm page (DESIGN.md §8): Esc stops, Enter never passes. Enter in a
 * field only moves to the next field, as staff know it from their systems.
 */
export function handleQuestionKey(event: KeyboardEvent, cancel: () => void): void {
  // Enter and Esc inside a conversion belong to the input method.
  if (event.isComposing) return;
  if (event.key === 'Escape') {
    event.preventDefault();
    if (event.isTrusted && !event.repeat) cancel();
  }
  if (event.key === 'Enter') handleEnter(event);
}

function handleEnter(event: KeyboardEvent): void {
  const target = event.target instanceof Element ? event.target : undefined;
  // A repeat is the Enter that started the act in the page, still held down.
  if (target?.hasAttribute(CANCEL_ATTRIBUTE) && !event.repeat) return;
  event.preventDefault();
  if (!event.repeat && isField(target)) nextField(target)?.focus();
}

type Field = HTMLInputElement | HTMLSelectElement;

function isField(target: Element | undefined): target is Field {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
}

/** The radios of one question are one field. */
function nextField(field: Field): Field | undefined {
  const fields = [...field.ownerDocument.querySelectorAll('input, select')].filter(isField);
  return fields.slice(fields.indexOf(field) + 1).find((other) => other.name !== field.name);
}
