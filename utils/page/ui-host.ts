import type { GuardWindow } from './guard-ports.ts';
import { addOwnHost } from './own-hosts.ts';
import { watchSiege } from './siege.ts';

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
  /** The page has hidden, moved or covered the host again and again. */
  readonly onBesieged?: () => void;
};

/** A page that hides our host has this long before it is back. */
const CHECK_MS = 150;

const BASE_CSS = `
:host{all:initial!important;position:fixed!important;display:block!important;visibility:visible!important;opacity:1!important;margin:0!important;padding:0!important;border:0!important;background:none!important;overflow:visible!important;width:auto!important;height:auto!important;max-width:none!important;max-height:none!important;zoom:1!important;color-scheme:light!important}
:host(:not(:popover-open)){display:none!important}
@media print{:host{display:none!important}}`;

/** Opens a host. Nothing of it is in the document until it is shown. */
export function openUiHost(options: UiHostOptions): UiHost {
  const { window, signal } = options;
  const { document } = window;
  const { host, root } = buildHost(options);
  const observer = new MutationObserver(restore);
  const siege = watchSiege(
    () => window.performance.now(),
    () => options.onBesieged?.(),
  );
  let shown: AbortController | undefined;
  let styles: CSSStyleSheet[] = [];

  function restore(): void {
    if (!shown || !document.documentElement) return;
    if (clean(host) || !standsIn(host, document)) siege.count();
    // It may have been asked to go meanwhile.
    if (shown) place();
  }

  function place(): void {
    const sheets = root.adoptedStyleSheets;
    if (sheets.length > 0) styles = [...sheets];
    if (host.parentNode !== document.documentElement) document.documentElement.append(host);
    // A stay in another document strips the root of its sheets.
    if (root.adoptedStyleSheets.length === 0) root.adoptedStyleSheets = styles;
    if (!host.matches(':popover-open')) host.showPopover();
    observer.disconnect();
    // Two observers that undo each other would stop the page: under siege the clock restores.
    if (siege.isOn()) return;
    observer.observe(host, { attributes: true });
    observer.observe(document.documentElement, { childList: true });
  }

  function show(): void {
    if (shown) return;
    shown = new AbortController();
    clean(host);
    if (document.documentElement) place();
    raiseOver(window, { host, onCovered: siege.count, signal: shown.signal });
    const timer = window.setInterval(restore, CHECK_MS);
    shown.signal.addEventListener('abort', () => window.clearInterval(timer));
  }

  function hide(): void {
    shown?.abort();
    shown = undefined;
    siege.end();
    observer.disconnect();
    host.remove();
  }

  signal.addEventListener('abort', hide);
  return { root, show, hide, restore, isShown: () => shown !== undefined };
}

function buildHost({ window, name, css }: UiHostOptions) {
  const host = window.document.createElement(name);
  addOwnHost(host);
  const root = host.attachShadow({ mode: 'closed', delegatesFocus: false });
  const sheet = new window.CSSStyleSheet();
  sheet.replaceSync(BASE_CSS + css);
  root.adoptedStyleSheets = [sheet];
  return { host, root };
}

function standsIn(host: HTMLElement, { documentElement }: Document): boolean {
  return host.parentNode === documentElement && host.matches(':popover-open');
}

type Raised = {
  readonly host: HTMLElement;
  readonly onCovered: () => void;
  readonly signal: AbortSignal;
};

/** What comes later into the top layer lies over us (SECURITY.md T38). */
function raiseOver(window: GuardWindow, { host, onCovered, signal }: Raised): void {
  function raise(event: Event): void {
    if (event.target === host || Reflect.get(event, 'newState') !== 'open') return;
    onCovered();
    if (signal.aborted || !host.matches(':popover-open')) return;
    host.hidePopover();
    host.showPopover();
  }
  window.addEventListener('toggle', raise, { capture: true, signal });
}

/** Takes away what the page put on the host; ours is `popover` alone. True when there was some. */
function clean(host: HTMLElement): boolean {
  const foreign = [...host.attributes].filter(({ name }) => name !== 'popover');
  for (const { name } of foreign) host.removeAttribute(name);
  const isOurs = host.getAttribute('popover') === 'manual';
  if (!isOurs) host.setAttribute('popover', 'manual');
  return foreign.length > 0 || !isOurs;
}
