import browser from 'webextension-polyfill';
import type { GuardAddress, GuardProtocol } from './protocol.ts';

/** Sends a message to guards of a tab. False when nobody is there to hear it. */
export async function tellGuard<Name extends keyof GuardProtocol>(
  { tabId, frameId, documentId }: GuardAddress,
  guard: Name,
  input: Parameters<GuardProtocol[Name]>[0],
): Promise<boolean> {
  const options = {
    ...(frameId !== undefined && { frameId }),
    ...(documentId !== undefined && frameId === undefined && { documentId }),
  };
  try {
    await browser.tabs.sendMessage(tabId, { guard, input }, options);
    return true;
  } catch {
    // "Receiving end does not exist": the frame is gone or unwatched. The caller decides.
    return false;
  }
}
