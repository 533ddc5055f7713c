import type { GuardWindow } from '../guard-ports.ts';

/** Hides the fields that a profile names until they may be read (DESIGN.md §8). */
export type Blur = {
  /**
   * Sets the rules of a profile and lifts the veil that stood over the whole page. Lifting gives every
   * element a new style, so it is not done where no veil stands.
   */
  readonly cover: (selectors: readonly string[], isVeiled: boolean) => void;
  readonly reveal: () => void;
  readonly hide: () => void;
  readonly isHiding: () => boolean;
  readonly ensure: () => void;
};

/** Nobody waits longer for a worker that does not answer; the print lock stays. */
const VEIL_MS = 1500;

/** Starts under the veil of `veil.css`, which the worker registered for hosts with blur. */
export function openBlur(window: GuardWindow, signal: AbortSignal): Blur {
  const { document } = window;
  const veil = new window.CSSStyleSheet();
  veil.replaceSync(':root{--matta-veil:none!important}');
  const rules = new window.CSSStyleSheet();
  let isVeiled = true;
  let isHiding = false;

  function ensure(): void {
    const others = document.adoptedStyleSheets.filter((sheet) => sheet !== veil && sheet !== rules);
    const own = [...(isVeiled ? [] : [veil]), ...(isHiding ? [rules] : [])];
    // Ours go first: the print lock looks for itself at the end.
    document.adoptedStyleSheets = [...own, ...others];
  }

  function lift(): void {
    isVeiled = false;
    ensure();
  }

  function cover(selectors: readonly string[], isVeiledHost: boolean): void {
    const valid = selectors.filter((selector) => isSelector(selector, document));
    // On paper the fields stand as they are: what may be printed is the print lock's business.
    rules.replaceSync(
      valid.length === 0
        ? ''
        : `@media screen{:is(${valid.join(',')}){filter:blur(8px)!important;user-select:none!important}}`,
    );
    isHiding = valid.length > 0;
    window.clearTimeout(timer);
    if (isHiding || isVeiledHost) lift();
  }

  function set(next: boolean): void {
    if (isHiding === next) return;
    isHiding = next && rules.cssRules.length > 0;
    ensure();
  }

  const timer = window.setTimeout(lift, VEIL_MS);
  signal.addEventListener('abort', () => {
    window.clearTimeout(timer);
    isHiding = false;
    lift();
  });
  return {
    cover,
    reveal: () => set(false),
    hide: () => set(true),
    isHiding: () => isHiding,
    ensure,
  };
}

/** A wrong selector in a profile must not switch the others off. */
function isSelector(selector: string, document: Document): boolean {
  try {
    document.createDocumentFragment().querySelector(selector);
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}
