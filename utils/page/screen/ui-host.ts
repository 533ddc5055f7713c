import { createHtml } from '../create-html.ts';
import type { GuardWindow } from '../guard-ports.ts';
import { addOwnHost } from './own-hosts.ts';
import { type Siege, watchSiege } from './siege.ts';
import { watchCover } from './watch-cover.ts';

export type UiHostOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  readonly name: string;
  /** Rules for `:host` and what is inside, behind the base rules. */
  readonly css: string;
  /** False for marks, which lie under banner and question. */
  readonly isTopmost?: boolean;
  /** The page has hidden, moved or covered the host once. */
  readonly onTouched?: () => void;
  /** It did so again and again. */
  readonly onBesieged?: () => void;
};

/** A page that hides our host has this long before it is back. */
const CHECK_MS = 150;

const BARE = 'all:initial!important;position:fixed!important;visibility:visible!important';

/** The element that the page can reach: it carries nothing, and nothing done to it shows. */
const OUTER_CSS = `:host{${BARE};display:block!important;width:0!important;height:0!important}
@media print{:host{display:none!important}}`;

const BASE_CSS = `
:host{${BARE};display:block!important;opacity:1!important;margin:0!important;padding:0!important;border:0!important;background:none!important;overflow:visible!important;width:auto!important;height:auto!important;max-width:none!important;max-height:none!important;color-scheme:light!important;zoom:var(--zoom)!important}
:host(:not(:popover-open)){display:none!important}
@media print{:host{display:none!important}}`;

/**
 * A place of ours in the top layer that the page can neither read nor get rid of. Nothing of it is
 * in the document until it is shown.
 */
export class UiHost {
  readonly #options: UiHostOptions;
  readonly #siege: Siege;
  readonly #observer = new MutationObserver(() => this.restore());
  #built: ReturnType<typeof buildHost> | undefined;
  #styles: readonly (readonly CSSStyleSheet[])[] = [];
  #shown: AbortController | undefined;
  #frame: number | undefined;
  #zoom = 0;

  constructor(options: UiHostOptions) {
    this.#options = options;
    this.#siege = watchSiege(
      () => options.window.performance.now(),
      () => options.onBesieged?.(),
    );
    options.signal.addEventListener('abort', () => this.hide());
  }

  /** Where what is shown belongs. */
  get root(): ShadowRoot {
    return this.#parts().root;
  }

  /**
   * Puts the host where it will stand, unseen, so that what is in it loads ahead. A page that takes it
   * away gains nothing: showing puts it back.
   */
  prepare(): void {
    const { documentElement } = this.#options.window.document;
    const { outer } = this.#parts();
    if (outer.parentNode !== documentElement) documentElement?.append(outer);
  }

  show(): void {
    if (this.#shown) return;
    const { window, isTopmost } = this.#options;
    this.#shown = new AbortController();
    const { signal } = this.#shown;
    const { outer, layer, root } = this.#parts();
    clean(outer);
    if (window.document.documentElement) this.#place();
    // What is drawn is fixed, so the layer itself covers nothing.
    const target = root.firstElementChild ?? layer;
    if (isTopmost) watchCover(window, { target, onCovered: this.#raise, signal });
    const timer = window.setInterval(() => this.restore(), CHECK_MS);
    signal.addEventListener('abort', () => window.clearInterval(timer));
  }

  hide(): void {
    this.#shown?.abort();
    this.#shown = undefined;
    this.#siege.end();
    this.#observer.disconnect();
    this.#built?.outer.remove();
  }

  /** Also after `document.open()`: the old host went with the old document. */
  restore(): void {
    if (!this.#shown || !this.#options.window.document.documentElement) return;
    if (clean(this.#parts().outer) || !this.#stands()) this.touch();
    // It may have been asked to go meanwhile.
    if (this.#shown) this.#place();
  }

  /** Counts one interference of the page. */
  touch(): void {
    this.#options.onTouched?.();
    this.#siege.count();
  }

  /** Built when there is something to show: on most pages there never is. */
  #parts(): ReturnType<typeof buildHost> {
    this.#built ??= buildHost(this.#options);
    return this.#built;
  }

  #stands(): boolean {
    const { documentElement } = this.#options.window.document;
    const { outer, layer } = this.#parts();
    return outer.parentNode === documentElement && layer.matches(':popover-open');
  }

  #place(): void {
    const { documentElement } = this.#options.window.document;
    const { outer, outerRoot, layer, root } = this.#parts();
    const styles = [outerRoot.adoptedStyleSheets, root.adoptedStyleSheets] as const;
    if (styles[1].length > 0) this.#styles = styles.map((sheets) => [...sheets]);
    if (outer.parentNode !== documentElement) documentElement.append(outer);
    // A stay in another document strips the roots of their sheets.
    if (styles[1].length === 0) this.#dress();
    if (!layer.matches(':popover-open')) layer.showPopover();
    this.#fitZoom();
    this.#observer.disconnect();
    if (this.#siege.isOn()) {
      this.#restoreNextFrame();
      return;
    }
    this.#observer.observe(outer, { attributes: true });
    this.#observer.observe(documentElement, { childList: true });
  }

  /** Two observers that undo each other would stop the page: under siege each frame restores. */
  #restoreNextFrame(): void {
    this.#frame ??= this.#options.window.requestAnimationFrame(() => {
      this.#frame = undefined;
      this.restore();
    });
  }

  #dress(): void {
    const { outerRoot, root } = this.#parts();
    const [outer = [], inner = []] = this.#styles;
    outerRoot.adoptedStyleSheets = [...outer];
    root.adoptedStyleSheets = [...inner];
  }

  /** Zoom is the one thing that reaches the top layer from an ancestor: it is undone here. */
  #fitZoom(): void {
    const zoom = this.#options.window.document.documentElement.currentCSSZoom ?? 1;
    if (zoom === this.#zoom) return;
    this.#zoom = zoom;
    this.#parts().layer.style.setProperty('--zoom', `${1 / zoom}`);
    this.#options.onTouched?.();
  }

  readonly #raise = (): void => {
    if (this.#stands()) this.touch();
    if (!this.#shown || !this.#stands()) return;
    const { layer } = this.#parts();
    layer.hidePopover();
    layer.showPopover();
  };
}

/** The layer is a popover within a closed root, so that no script of the page can end it. */
function buildHost({ window, name, css }: UiHostOptions) {
  const outer = createHtml(window.document, name);
  addOwnHost(outer);
  const layer = createHtml(window.document, 'div');
  layer.popover = 'manual';
  const outerRoot = closedRoot(window, outer, OUTER_CSS);
  outerRoot.append(layer);
  return { outer, outerRoot, layer, root: closedRoot(window, layer, BASE_CSS + css) };
}

function closedRoot(window: GuardWindow, host: HTMLElement, css: string): ShadowRoot {
  const root = host.attachShadow({ mode: 'closed', delegatesFocus: false });
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  return root;
}

/** Takes away what the page put on the element; nothing there is ours. True when there was some. */
function clean(outer: HTMLElement): boolean {
  const foreign = [...outer.attributes];
  for (const { name } of foreign) outer.removeAttribute(name);
  return foreign.length > 0;
}
