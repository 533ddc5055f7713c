import browser from 'webextension-polyfill';

/** The part of the browser's `dom` API that the polyfill's types leave out. */
type DomApi = { readonly openOrClosedShadowRoot: (element: HTMLElement) => ShadowRoot | null };

/** The open or closed shadow root of an element; only extensions may see closed ones. */
export function openRoot(element: Element): ShadowRoot | null {
  return element instanceof HTMLElement ? domApi().openOrClosedShadowRoot(element) : null;
}

function domApi(): DomApi {
  return Reflect.get(browser, 'dom') as DomApi;
}
