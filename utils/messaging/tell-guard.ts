import browser from 'webextension-polyfill';
import type { GuardProtocol } from './protocol.ts';

/** The guard to tell: one frame of a tab, or every frame when `frameId` is absent. */
export type GuardAddress = { readonly tabId: number; readonly frameId?: number | undefined };

/** Sends a message to guards of a tab. False when nobody is there to hear it. */
export async function tellGuard<Name extends keyof GuardProtocol>(
  address: GuardAddress,
  guard: Name,
  input: Parameters<GuardProtocol[Name]>[0],
): Promise<boolean> {
  const options = address.frameId === undefined ? {} : { frameId: address.frameId };
  try {
    await browser.tabs.sendMessage(address.tabId, { guard, input }, options);
    return true;
  } catch {
    // "Receiving end does not exist": the frame is gone or unwatched. The caller decides.
    return false;
  }
}
