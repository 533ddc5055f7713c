import type { GuardWindow } from './guard-ports.ts';
import { addOwnHost } from './own-hosts.ts';

/** A place of ours in the top layer that the page can neither read nor get rid of. */
export type UiHost = {
  readonly root: ShadowRoot;
  readonly show: () => void;
  readonly hide: () => void;
  /** After `document.open()`: the old host went with the old document. */
  readonly restore: () => void;
  readonly isShown: () => boolean;
};

export type UiHostOptions = {
  readonly window: GuardWindow;
  readonly signal: AbortSignal;
  readonly name: string;
  /** Rules for `:host` and what is inside, behind the base rules. */
  readonly css: string;
};

/** A page that hides our host has this long before it is back. */
const CHECK_MS = 150;

const BASE_CSS = `
:host{all:initial!important;position:fixed!important;display:block!important;visibility:visible!important;opacity:1!important;margin:0!important;padding:0!important;border:0!important;background:none!important;overflow:visible!important;width:auto!important;height:auto!important;max-width:none!important;max-height:none!important;zoom:1!important;color-scheme:light!important}
:host(:not(:popover-open)){display:none!important}
@media print{:host{display:none!important}}`;

/** Opens a host. Nothing of it is in the document until it is shown. */
export function openUiHost({ window, signal, name, css }: UiHostOptions): UiHost {
  const { document } = window;
  const host = document.createElement(name);
  addOwnHost(host);
  const root = host.attachShadow({ mode: 'closed', delegatesFocus: false });
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(BASE_CSS + css);
  root.adoptedStyleSheets = [sheet];
  const observer = new MutationObserver(restore);
  let isWanted = false;
  let timer: number | undefined;

  function restore(): void {
    if (!isWanted || !document.documentElement) return;
    clean(host);
    if (host.parentNode !== document.documentElement) document.documentElement.append(host);
    if (!host.matches(':popover-open')) host.showPopover();
    watch();
  }

  /** A page may make everything above us inert with its own `showModal()` (SECURITY.md T38). */
  function raise(): void {
    const isCovered = document.querySelector(':modal') !== null;
    if (!isCovered || host.contains(document.activeElement)) return;
    host.hidePopover();
    host.showPopover();
  }

  function watch(): void {
    observer.disconnect();
    observer.observe(host, { attributes: true });
    observer.observe(document.documentElement, { childList: true });
  }

  function show(): void {
    if (isWanted) return;
    isWanted = true;
    restore();
    raise();
    timer = window.setInterval(restore, CHECK_MS);
  }

  function hide(): void {
    isWanted = false;
    window.clearInterval(timer);
    observer.disconnect();
    host.remove();
  }

  signal.addEventListener('abort', hide);
  return { root, show, hide, restore, isShown: () => isWanted };
}

/** Takes away what the page put on the host; ours is `popover` alone. */
function clean(host: HTMLElement): void {
  for (const { name } of [...host.attributes]) if (name !== 'popover') host.removeAttribute(name);
  if (host.getAttribute('popover') !== 'manual') host.setAttribute('popover', 'manual');
}
