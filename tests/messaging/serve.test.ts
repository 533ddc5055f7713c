import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import browser from 'webextension-polyfill';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { ALLOWED_SENDERS, type Sender } from '../../utils/messaging/allowed-senders.ts';
import type { Protocol } from '../../utils/messaging/protocol.ts';
import { answer, type Handlers } from '../../utils/messaging/serve.ts';
import { GUARD_SENDER, ownPage } from '../support/raw-senders.ts';
import { VALID_INPUTS } from '../support/valid-inputs.ts';

const NAMES = Object.keys(ALLOWED_SENDERS) as (keyof Protocol)[];
const KINDS: readonly Sender['kind'][] = ['guard', 'confirm', 'dashboard', 'revival'];

const PAGES: Readonly<Record<Sender['kind'], string>> = {
  guard: '',
  confirm: 'confirm.html',
  dashboard: 'options.html',
  revival: 'revival.html',
};

/** Raw senders of each kind, under the id of the browser in hand. */
function rawSender(kind: Sender['kind']): object {
  const page = PAGES[kind];
  const raw = kind === 'guard' ? GUARD_SENDER : ownPage(page, 7);
  const url = kind === 'guard' ? raw.url : `chrome-extension://${browser.runtime.id}/${page}`;
  return { ...raw, id: browser.runtime.id, url };
}

const called: string[] = [];
/** Real handlers would need a worker; what counts here is whether one is reached. */
const handlers = Object.fromEntries(
  NAMES.map((name) => [
    name,
    async (input: unknown) => {
      called.push(name);
      return input;
    },
  ]),
) as unknown as Handlers;

beforeEach(() => {
  fakeBrowser.reset();
  called.length = 0;
});
afterEach(() => vi.unstubAllGlobals());

describe('a message', () => {
  test.each(NAMES)('%s from its own sender reaches its handler', async (type) => {
    const message = { type, input: VALID_INPUTS[type] };
    const reply = await answer(handlers, message, rawSender(ALLOWED_SENDERS[type]));
    expect(reply).toEqual({ ok: true, value: VALID_INPUTS[type] });
    expect(called).toEqual([type]);
  });

  const wrong = NAMES.flatMap((type) =>
    KINDS.filter((kind) => kind !== ALLOWED_SENDERS[type]).map((kind) => [type, kind] as const),
  );
  test.each(wrong)('%s from a %s is refused', async (type, kind) => {
    const message = { type, input: VALID_INPUTS[type] };
    expect(await answer(handlers, message, rawSender(kind))).toEqual(REFUSED);
    expect(called).toEqual([]);
  });

  test.each(NAMES)('%s from another extension is refused', async (type) => {
    const message = { type, input: VALID_INPUTS[type] };
    const stranger = { ...rawSender(ALLOWED_SENDERS[type]), id: 'b'.repeat(32) };
    expect(await answer(handlers, message, stranger)).toEqual(REFUSED);
    expect(called).toEqual([]);
  });

  test.each(NAMES)('%s with a malformed input is refused', async (type) => {
    const message = { type, input: { ...VALID_INPUTS[type], extra: 1 } };
    expect(await answer(handlers, message, rawSender(ALLOWED_SENDERS[type]))).toEqual(REFUSED);
    expect(called).toEqual([]);
  });

  test.each([undefined, null, 'readStatus', { type: 'constructor' }, { type: 7 }, {}])(
    '%j is refused',
    async (message) => {
      expect(await answer(handlers, message, rawSender('dashboard'))).toEqual(REFUSED);
    },
  );

  test('whose handler breaks is told as failed, and the cause is reported', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const cause = new Error('disk full');
    const broken = { ...handlers, readStatus: () => Promise.reject(cause) };
    const reply = await answer(broken, { type: 'readStatus', input: {} }, rawSender('dashboard'));
    expect(reply).toEqual({ ok: false, code: 'failed' });
    expect(reported).toEqual([cause]);
  });
});

const REFUSED = { ok: false, code: 'refused' };
