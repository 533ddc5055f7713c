import { openFetchBytes } from '../../utils/background/fetch-bytes.ts';
import { openLookUp } from '../../utils/background/look-up.ts';
import { syncFeed } from '../../utils/background/sync-feed.ts';
import { fromHex } from '../../utils/domain/bytes.ts';
import type { Policy } from '../../utils/domain/policy.ts';
import { type FlagStore, openFlagStore } from '../../utils/storage/flag-store.ts';
import type { LocalArea } from '../../utils/storage/head-copy.ts';

/** Runs inside Chromium: the real feed client on the browser's own IndexedDB, fetch and crypto. */
export const IN_PAGE = { timeSync, timeColdStart };
Object.assign(globalThis, { mattaFeedBench: IN_PAGE });

/** Time of one run against the feed as it stands. */
async function timeSync(policy: Policy) {
  const store = openStore();
  const startedAt = performance.now();
  const fetchBytes = openFetchBytes((input, init) => fetch(input, init));
  const report = await syncFeed({ store, fetchBytes }, policy, Date.now());
  const ms = performance.now() - startedAt;
  await store.close();
  return { ms, outcome: report.ok ? report.value.outcome : report.code };
}

/** From a closed database to the first verdict: read, check every hash, derive, look up, open. */
async function timeColdStart(secretHex: string, number: string) {
  const store = openStore();
  const startedAt = performance.now();
  const stored = await store.read();
  const readAt = performance.now();
  const secret = fromHex(secretHex);
  if (!stored.ok || !secret) throw new Error('a whole cache expected');
  const lookUp = await openLookUp({ snapshot: stored.value.snapshot, secret });
  const [found] = await lookUp.lookUp([{ kind: 'atena', value: number }], 'fresh');
  const ms = performance.now() - startedAt;
  await store.close();
  return { ms, readMs: readAt - startedAt, status: found?.verdict.status };
}

function openStore(): FlagStore {
  return openFlagStore({ local: pageArea() });
}

/** A page has no `storage.local`; the second head stands in `localStorage` here. */
function pageArea(): LocalArea {
  return {
    get: async (key) => {
      const text = localStorage.getItem(String(key));
      return text === null ? {} : { [String(key)]: JSON.parse(text) as unknown };
    },
    set: async (items) => {
      for (const [key, value] of Object.entries(items)) {
        localStorage.setItem(key, JSON.stringify(value));
      }
    },
    remove: async (key) => localStorage.removeItem(String(key)),
  };
}
