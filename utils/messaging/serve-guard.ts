import type browser from 'webextension-polyfill';
import { extensionApi } from './extension-api.ts';
import type { GuardProtocol } from './protocol.ts';

/** One handler per message that the worker sends to the guard of a frame; a promise is an answer. */
export type GuardHandlers = {
  readonly [Name in keyof GuardProtocol]: (input: Parameters<GuardProtocol[Name]>[0]) => unknown;
};

type GuardMessage = {
  readonly [Name in keyof GuardProtocol]: {
    readonly guard: Name;
    readonly input: Parameters<GuardProtocol[Name]>[0];
  };
}[keyof GuardProtocol];

/**
 * Answers the worker in a content script. Only our own worker can reach this listener: other
 * extensions use `onMessageExternal`, pages have no way, and our pages are refused by `sender.tab`.
 */
export function serveGuard(handlers: GuardHandlers, signal: AbortSignal): void {
  const { runtime } = extensionApi();
  const listener = (
    message: unknown,
    sender: browser.Runtime.MessageSender,
    sendResponse: (answer: unknown) => void,
  ): true => {
    const named = parseGuardMessage(message, handlers);
    const isOurs = named && sender.id === runtime.id && !sender.tab;
    const answer = isOurs ? handle(handlers, named) : undefined;
    Promise.resolve(answer).then(sendResponse, () => sendResponse(undefined));
    return true;
  };
  runtime.onMessage.addListener(listener);
  signal.addEventListener('abort', () => runtime.onMessage.removeListener(listener));
}

function handle<Name extends keyof GuardProtocol>(
  handlers: GuardHandlers,
  message: { guard: Name; input: Parameters<GuardProtocol[Name]>[0] },
): unknown {
  return handlers[message.guard](message.input);
}

function parseGuardMessage(message: unknown, handlers: GuardHandlers): GuardMessage | undefined {
  if (typeof message !== 'object' || message === null || !('guard' in message)) return undefined;
  const { guard } = message;
  return typeof guard === 'string' && Object.hasOwn(handlers, guard)
    ? (message as GuardMessage)
    : undefined;
}
