import type { GuardWindow } from '../guard-ports.ts';
import { isUnread } from './block-text.ts';

/** Words of a toolbar around a picture; a page with more of them says itself what it is about. */
const MAX_TEXT = 200;
/** Pictures that may hold a record fill the view: no logo, no chart among texts. */
const MIN_SHARE = 0.5;
const MIN_VIEW_PX = 300;
const PICTURES = 'canvas,img,embed,object,svg,video';

/**
 * True when nothing but a picture fills the view (DESIGN.md §6: canvas and images are not read). A
 * frame counts when it is the larger part of its window: a chart in a frame of its own does not.
 */
export function isPicturePage(window: GuardWindow): boolean {
  const { document } = window;
  if (document.readyState !== 'complete' || !document.body) return false;
  if (!isMainPart(window) || hasText(document.body)) return false;
  // A page to log in may have any picture behind it.
  if (document.querySelector('input[type=password]')) return false;
  // Paper is shown page by page, a map in tiles.
  const areas = [...document.querySelectorAll(PICTURES)].map((one) => areaInView(one, window));
  const area = areas.reduce((sum, one) => sum + one, 0);
  return area >= MIN_SHARE * window.innerWidth * window.innerHeight;
}

/**
 * Calls back when a page becomes a picture, or is one no more. Gives the look for changes of the page;
 * the loading of the page and of its pictures is heard here.
 */
export function watchPicture(
  window: GuardWindow,
  signal: AbortSignal,
  onChange: () => void,
): () => void {
  let isPicture = false;
  function look(): void {
    if (isPicture === isPicturePage(window)) return;
    isPicture = !isPicture;
    onChange();
  }
  window.addEventListener('load', look, { capture: true, passive: true, signal });
  return look;
}

function isMainPart(window: GuardWindow): boolean {
  const { innerWidth, innerHeight, outerWidth, outerHeight } = window;
  if (Math.min(innerWidth, innerHeight) < MIN_VIEW_PX) return false;
  return window === window.top || innerWidth * innerHeight >= MIN_SHARE * outerWidth * outerHeight;
}

/** Stops at the first words that are enough: an ordinary page costs nothing. */
function hasText(body: Element): boolean {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  let length = 0;
  for (let node = walker.nextNode(); node && length < MAX_TEXT; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (parent && !isUnread(parent)) length += (node.nodeValue ?? '').trim().length;
  }
  return length >= MAX_TEXT;
}

function areaInView(picture: Element, { innerWidth, innerHeight }: GuardWindow): number {
  const { left, right, top, bottom } = picture.getBoundingClientRect();
  const width = Math.min(right, innerWidth) - Math.max(left, 0);
  const height = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return Math.max(width, 0) * Math.max(height, 0);
}
