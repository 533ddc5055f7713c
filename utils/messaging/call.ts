import type { ReplyEnvelope } from './envelope.ts';
import { extensionApi } from './extension-api.ts';
import type { Protocol } from './protocol.ts';

/** A look-up answers within tens of milliseconds; beyond this the worker counts as gone. */
const CALL_TIMEOUT_MS = 1_500;

/** Calls after which a person waits for the outcome, and a late one must not be taken for none. */
const SLOW_CALLS: Partial<Record<keyof Protocol, number>> = {
  answerQuestion: 15_000,
  // A manual feed update may download up to the feed's own limit of 30 s a file.
  syncNow: 120_000,
  // The page scrolls a long list through.
  pullRows: 120_000,
  pullInstead: 15_000,
  readPullList: 15_000,
  exportRecords: 30_000,
};

/**
 * Calls the worker. Rejects when the worker is gone, too slow, refuses the sender, or fails; the
 * caller then treats the answer as *cannot tell*, never as clear.
 */
export async function call<Name extends keyof Protocol>(
  name: Name,
  input: Parameters<Protocol[Name]>[0],
): Promise<ReturnType<Protocol[Name]>> {
  const reply = await withTimeout(extensionApi().runtime.sendMessage({ type: name, input }), name);
  return unwrap<Name>(name, reply);
}

function withTimeout(reply: Promise<unknown>, name: keyof Protocol): Promise<unknown> {
  const timeoutMs = SLOW_CALLS[name] ?? CALL_TIMEOUT_MS;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${name}: no answer in ${timeoutMs} ms`)),
      timeoutMs,
    );
    reply.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** The worker is our own code behind an allow-list, so its value is taken as typed. */
function unwrap<Name extends keyof Protocol>(
  name: Name,
  reply: unknown,
): ReturnType<Protocol[Name]> {
  const envelope = reply as ReplyEnvelope | undefined;
  if (envelope?.ok === true) return envelope.value as ReturnType<Protocol[Name]>;
  throw new Error(`${name}: ${envelope ? envelope.code : 'no worker'}`);
}
