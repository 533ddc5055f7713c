import type { SiteProfile } from '../../domain/site-profile.ts';
import type { FoundIndex } from './found-index.ts';
import type { Passage } from './passage.ts';
import { scanSelectors, scanSelectorsAround } from './scan-selectors.ts';
import type { Scope } from './walk-blocks.ts';

/** Keeps what stands in the elements that rules name by selector. */
export class SelectedElements {
  readonly #profile: SiteProfile;
  readonly #index: FoundIndex;
  /** A selected element may be a block too; what it is selected for lives under a node of its own. */
  readonly #keys = new Map<Element, Node>();

  constructor(profile: SiteProfile, index: FoundIndex) {
    this.#profile = profile;
    this.#index = index;
  }

  /** Reads the selected elements within a scope again; a shadow root is a scope of its own. */
  update(scope: Scope): void {
    const passages = scanSelectors(scope, this.#profile);
    if (passages.length === 0 && this.#keys.size === 0) return;
    const selected = Map.groupBy(passages, (passage) => passage.element);
    this.#drop(
      (element) => !element.isConnected || (scope.contains(element) && !selected.has(element)),
    );
    for (const [element, found] of selected) this.#put(element, found);
  }

  /** Reads the selected elements around a changed place again. */
  updateAround(place: Element): void {
    const passages = scanSelectorsAround(place, this.#profile);
    if (passages.length === 0 && this.#keys.size === 0) return;
    const selected = Map.groupBy(passages, (passage) => passage.element);
    this.#drop((element) => element === place && !selected.has(element));
    for (const [element, found] of selected) this.#put(element, found);
  }

  dropGone(): void {
    this.#drop((element) => !element.isConnected);
  }

  #put(element: Element, passages: readonly Passage[]): void {
    const key = this.#keys.get(element) ?? element.ownerDocument.createComment('');
    this.#keys.set(element, key);
    this.#index.put(key, passages, 0);
  }

  #drop(isGone: (element: Element) => boolean): void {
    for (const [element, key] of this.#keys) {
      if (!isGone(element)) continue;
      this.#keys.delete(element);
      this.#index.drop(key);
    }
  }
}
