import type { IdentifierRule, SiteProfile } from '../../domain/site-profile.ts';
import { controlText, type FormControl, readWhole } from './block-text.ts';
import type { Passage } from './passage.ts';

/** Reads the elements that a rule names by selector, within a scope. */
export function scanSelectors(scope: ParentNode, profile: SiteProfile): readonly Passage[] {
  return profile.identifiers.flatMap((rule) => {
    if (!rule.selector) return [];
    const around = scope instanceof Element ? scope.parentElement?.closest(rule.selector) : null;
    const self = scope instanceof Element && scope.matches(rule.selector) ? [scope] : [];
    const inside = scope.querySelectorAll(rule.selector);
    return [...inside, ...self, ...(around ? [around] : [])].map((one) => toPassage(one, rule));
  });
}

/** Reads the elements around a place, and the one there, that a rule names by selector. */
export function scanSelectorsAround(place: Element, profile: SiteProfile): readonly Passage[] {
  return profile.identifiers.flatMap((rule) => {
    const found = rule.selector ? place.closest(rule.selector) : null;
    return found ? [toPassage(found, rule)] : [];
  });
}

function toPassage(element: Element, rule: IdentifierRule): Passage {
  const isControl = element.matches('input,textarea,select');
  const text = rule.attribute
    ? (element.getAttribute(rule.attribute) ?? '')
    : isControl
      ? controlText(element as FormControl)
      : readWhole(element);
  const isEditable = isControl && element.matches(':enabled');
  return { text, rules: [rule], element, isEditable, isInRow: false, reads: 'selected' };
}
