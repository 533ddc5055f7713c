import { extensionApi } from '../../utils/messaging/extension-api.ts';

/** The open or closed shadow root of an element; only extensions may see closed ones. */
export function openRoot(element: Element): ShadowRoot | null {
  return element instanceof HTMLElement ? extensionApi().dom.openOrClosedShadowRoot(element) : null;
}
