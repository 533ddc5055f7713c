import type { GuardWindow } from '../guard-ports.ts';

export type WatchedCover = {
  readonly target: Element;
  readonly onCovered: () => void;
  readonly signal: AbortSignal;
};

/** An entry with the browser's word on whether the pixels really reach the screen. */
type SeenEntry = IntersectionObserverEntry & { readonly isVisible?: boolean };

/** Least time between two looks that visibility tracking allows, ms. */
const DELAY_MS = 100;

/**
 * Tells when something comes to lie over an element of ours. What comes later into the top layer
 * does (SECURITY.md T38): it says so itself, unless it stands in a closed root of the page, takes no
 * clicks or fills the screen; then the browser says so (Intersection Observer v2).
 */
export function watchCover(window: GuardWindow, { target, onCovered, signal }: WatchedCover): void {
  window.addEventListener(
    'toggle',
    (event) => {
      if (event.target !== target && Reflect.get(event, 'newState') === 'open') onCovered();
    },
    { capture: true, signal },
  );
  const observer = new window.IntersectionObserver(
    (entries) => {
      const entry: SeenEntry | undefined = entries.at(-1);
      if (entry?.isIntersecting && entry.isVisible === false) onCovered();
    },
    // `trackVisibility` and `delay` are not in the DOM types yet.
    { trackVisibility: true, delay: DELAY_MS } as IntersectionObserverInit,
  );
  observer.observe(target);
  signal.addEventListener('abort', () => observer.disconnect());
}
