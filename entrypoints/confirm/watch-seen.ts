import type { Dispatch } from '../../components/guard/question-loop.ts';

/** How often the browser looks, ms; 100 is the least that visibility tracking allows. */
const DELAY_MS = 100;

/** An entry with the browser's word on whether the pixels really reach the screen. */
type SeenEntry = IntersectionObserverEntry & { readonly isVisible?: boolean };

/**
 * Tells the state machine since when the buttons are really seen: in view, not covered, not made
 * transparent by the page around the frame (Intersection Observer v2, SECURITY.md T39). A browser
 * that cannot tell counts as not seen, so nothing passes.
 */
export function watchSeen(
  dispatch: Dispatch,
  signal: AbortSignal,
): (bar: HTMLElement | null) => void {
  const observer = new IntersectionObserver(
    (entries) => {
      const entry: SeenEntry | undefined = entries.at(-1);
      dispatch(isSeen(entry) ? { type: 'visible', atMs: entry.time } : { type: 'hidden' });
    },
    // `trackVisibility` and `delay` are not in the DOM types yet.
    { threshold: [0, 0.5, 1], trackVisibility: true, delay: DELAY_MS } as IntersectionObserverInit,
  );
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  document.addEventListener('visibilitychange', () => restart(), { signal });
  // The guard around the frame saw the page touch the question; anybody may only make us wait.
  window.addEventListener('message', () => restart(), { signal });

  let watched: HTMLElement | null = null;
  const restart = () => {
    observer.disconnect();
    dispatch({ type: 'hidden' });
    if (watched) observer.observe(watched);
  };
  return (bar) => {
    watched = bar;
    restart();
  };
}

function isSeen(entry: SeenEntry | undefined): entry is SeenEntry {
  return entry?.isIntersecting === true && entry.isVisible === true;
}
