import type { Worker } from 'playwright-core';
import { waitUntil } from './wait-until.ts';

/**
 * A place in the worker: the n-th time that it is about to make a call of the browser, or that such a
 * call has been carried out and its answer is on the way. Calls are named by what they are about:
 * `tell showQuestion`, `state question`, `record intent`, `rules`, `insertCSS`, `fetch timestamp`.
 */
export type WorkerPlace = {
  readonly call: string;
  readonly when: 'before' | 'after';
  readonly nth?: number;
};

/**
 * Lets the running worker come as far as a place and no further: from there on no call of its leaves
 * it. Only then is it killed, so that a kill always meets the same place.
 */
export async function armGate(worker: Worker, place: WorkerPlace): Promise<void> {
  await worker.evaluate(setGate, { nth: 1, ...place });
}

/** Waits until the worker has come to its place; false when it did not within the time. */
export async function waitForGate(worker: Worker, timeoutMs: number): Promise<boolean> {
  const isHit = () => worker.evaluate('globalThis.mattaGate === "hit"') as Promise<boolean>;
  return waitUntil(isHit, 'the worker to come to its place', timeoutMs).then(
    () => true,
    () => false,
  );
}

/** Runs in the worker. */
function setGate(place: { call: string; when: string; nth: number }): void {
  type Callback = (...args: unknown[]) => unknown;
  const scope = globalThis as unknown as {
    mattaGate?: string;
    chrome: Record<string, Record<string, unknown>>;
    fetch: Callback;
  };
  const never = () => new Promise(() => undefined);
  let seen = 0;
  scope.mattaGate = 'armed';

  function isPlace(name: string): boolean {
    if (name !== place.call) return false;
    seen += 1;
    return seen === place.nth;
  }

  function gate(owner: object, method: string, nameOf: (...args: never[]) => string): void {
    const real = Reflect.get(owner, method) as Callback;
    Reflect.set(owner, method, function gated(this: unknown, ...args: unknown[]) {
      if (scope.mattaGate === 'hit') return never();
      if (!isPlace(nameOf(...(args as never[])))) return real.apply(this, args);
      if (place.when === 'before') {
        scope.mattaGate = 'hit';
        return never();
      }
      return pass(() => real.apply(this, withoutCallback(args)));
    });
  }

  /** Carries the call out and keeps its answer. */
  function pass(call: () => unknown): Promise<unknown> {
    const done = () => {
      scope.mattaGate = 'hit';
      return never();
    };
    return Promise.resolve(call()).then(done, done);
  }

  function withoutCallback(args: readonly unknown[]): unknown[] {
    return args.filter((argument) => typeof argument !== 'function');
  }

  /** What the memory of the worker is about to hold, by the act that is furthest on. */
  function stateName(items: { workerState?: Record<string, Record<string, object>> }): string {
    const state = items.workerState;
    if (!state) return `session ${Object.keys(items)[0]}`;
    const has = (part: string, key: string) =>
      Object.values(state[part] ?? {}).some((entry) => Reflect.get(entry, key) !== undefined);
    const names = [
      ['ending', has('releases', 'ending')],
      ['release', has('releases', 'answered')],
      ['released', has('releases', 'requestId')],
      ['shown', has('questions', 'isShown')],
      ['question', has('questions', 'requestId')],
      ['moving', has('tabs', 'isMoving')],
    ] as const;
    return `state ${names.find(([, isSo]) => isSo)?.[0] ?? 'calm'}`;
  }

  function rowName(this: unknown, row: { type?: string; decision?: string; outcome?: string }) {
    return `record ${row.type}${(row.decision ?? row.outcome) ? ` ${row.decision ?? row.outcome}` : ''}`;
  }

  const { tabs, scripting, storage, declarativeNetRequest } = scope.chrome as Record<
    string,
    Record<string, object>
  >;
  gate(
    tabs ?? {},
    'sendMessage',
    (_tab: never, message: { guard: string }) => `tell ${message.guard}`,
  );
  for (const method of ['insertCSS', 'removeCSS', 'executeScript']) {
    gate(scripting ?? {}, method, () => method);
  }
  gate(declarativeNetRequest ?? {}, 'updateSessionRules', () => 'rules');
  gate(storage?.session ?? {}, 'set', stateName);
  gate(storage?.local ?? {}, 'set', (items: object) => `local ${Object.keys(items)[0]}`);
  gate(IDBObjectStore.prototype, 'add', rowName);
  gate(
    scope,
    'fetch',
    (url: string) =>
      `fetch ${/[.]([a-z]+)[.]json|([a-z]+)[.]json/.exec(String(url))?.slice(1).find(Boolean) ?? 'target'}`,
  );
}
