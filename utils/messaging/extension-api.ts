import type browser from 'webextension-polyfill';

type ExtensionApi = Pick<typeof browser, 'runtime' | 'i18n'> & {
  /** The polyfill's types leave this one out. */
  readonly dom: { readonly openOrClosedShadowRoot: (element: HTMLElement) => ShadowRoot | null };
};

/**
 * The browser's own extension API, for scripts that run in every watched page: its promises are
 * those that the polyfill would add for 3 kB, and shadow roots are asked for thousands of times,
 * which the polyfill's proxies make dear. The worker keeps the polyfill: only there a listener
 * answers with a promise.
 */
export function extensionApi(): ExtensionApi {
  return Reflect.get(globalThis, 'chrome') as ExtensionApi;
}
