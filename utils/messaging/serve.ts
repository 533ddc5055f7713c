import browser from 'webextension-polyfill';
import { isAllowed, parseSender, type Sender } from './allowed-senders.ts';
import type { ReplyEnvelope } from './envelope.ts';
import { parseInput, parseMessageName } from './parse-input.ts';
import type { Protocol } from './protocol.ts';

/** One handler per message of the protocol. */
export type Handlers = {
  readonly [Name in keyof Protocol]: (
    input: Parameters<Protocol[Name]>[0],
    sender: Sender,
  ) => Promise<ReturnType<Protocol[Name]>>;
};

/**
 * Answers messages in the worker. To be called in the first turn of the worker; the handlers wait
 * for the boot promise themselves. Order: known name, allowed sender, well-formed input, handler.
 */
export function serve(handlers: Handlers): void {
  browser.runtime.onMessage.addListener((message: unknown, sender: unknown) =>
    answer(handlers, message, sender),
  );
}

/** Answers one message; exported for the denial tests. */
export async function answer(
  handlers: Handlers,
  message: unknown,
  rawSender: unknown,
): Promise<ReplyEnvelope> {
  const envelope = (message ?? {}) as { type?: unknown; input?: unknown };
  const name = parseMessageName(envelope.type);
  const sender = parseSender(rawSender, browser.runtime.id);
  if (!name || !sender || !isAllowed(sender, name)) return { ok: false, code: 'refused' };
  const input = parseInput(name, envelope.input);
  if (!input) return { ok: false, code: 'refused' };
  return dispatch(handlers, { name, input, sender });
}

async function dispatch<Name extends keyof Protocol>(
  handlers: Handlers,
  message: { name: Name; input: Parameters<Protocol[Name]>[0]; sender: Sender },
): Promise<ReplyEnvelope> {
  try {
    return { ok: true, value: await handlers[message.name](message.input, message.sender) };
  } catch (error) {
    // A bug or a dead store: the asker treats "failed" as *cannot tell*; the cause must stay visible.
    reportError(error);
    return { ok: false, code: 'failed' };
  }
}
