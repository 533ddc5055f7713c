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

/** Asks the guard of one frame. Undefined when nobody is there to answer. */
export async function askGuard<Name extends keyof GuardProtocol>(
  { tabId, frameId = 0 }: GuardAddress,
  guard: Name,
  input: Parameters<GuardProtocol[Name]>[0],
): Promise<ReturnType<GuardProtocol[Name]> | undefined> {
  try {
    // Our own content script answers: its value is taken as typed, like the worker's (call.ts).
    return (await browser.tabs.sendMessage(tabId, { guard, input }, { frameId })) as ReturnType<
      GuardProtocol[Name]
    >;
  } catch {
    // "Receiving end does not exist": the frame is gone.
    return undefined;
  }
}
