import type { Reads } from '../../domain/read-text.ts';
import type { IdentifierRule } from '../../domain/site-profile.ts';

/**
 * A text that may hold identifiers, with the rules of the label that speaks for it. Finding
 * passages is cheap and is done for the whole page; reading them is not, and is done once.
 */
export type Passage = {
  readonly text: string;
  readonly rules: readonly IdentifierRule[];
  readonly element: Element;
  readonly isEditable: boolean;
  /** True when the label stands in the same row: then the row is a form line, not a list row. */
  readonly isInRow: boolean;
  readonly reads: Reads;
};

/** True when two passages would be read alike and stand at the same place. */
export function isSamePassage(a: Passage, b: Passage | undefined): boolean {
  return (
    b !== undefined &&
    a.text === b.text &&
    a.element === b.element &&
    a.isEditable === b.isEditable &&
    a.isInRow === b.isInRow &&
    a.reads === b.reads &&
    a.rules.length === b.rules.length &&
    a.rules.every((rule, index) => rule === b.rules[index])
  );
}
