import type { IdentifierRule } from '../domain/site-profile.ts';
import { controlText, type FormControl, readWhole } from './block-text.ts';
import { findValues } from './find-values.ts';
import { type Found, type Reading, toFound } from './found.ts';

/** Reads the elements that a rule names by selector, within a scope. */
export function scanSelectors(scope: ParentNode, reading: Reading): readonly Found[] {
  return reading.profile.identifiers.flatMap((rule) => {
    if (!rule.selector) return [];
    const around = scope instanceof Element ? scope.closest(rule.selector) : null;
    const elements = [...scope.querySelectorAll(rule.selector), ...(around ? [around] : [])];
    return elements.flatMap((element) => scanSelected(element, rule, reading));
  });
}

function scanSelected(element: Element, rule: IdentifierRule, reading: Reading): readonly Found[] {
  const isControl = element.matches('input,textarea,select');
  const text = rule.attribute
    ? (element.getAttribute(rule.attribute) ?? '')
    : isControl
      ? controlText(element as FormControl)
      : readWhole(element);
  const spot = { element, isEditable: isControl && element.matches(':enabled'), isInRow: false };
  return findValues(rule, text)
    .map((values) => toFound(rule, values, spot, reading))
    .filter((found) => found !== undefined);
}
