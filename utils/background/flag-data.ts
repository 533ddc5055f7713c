import { CORE_ACT_TABLE, mergeActTable } from '../domain/act-table.ts';
import { utf8 } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { FeedConfig } from '../domain/feed-config.ts';
import { findFeedSecret } from '../domain/feed-secret.ts';
import { decideFreshness } from '../domain/freshness.ts';
import type { FeedSecret } from '../domain/policy.ts';
import { readConfig } from '../domain/read-config.ts';
import type { Result } from '../domain/result.ts';
import type { FlagStore } from '../storage/flag-store.ts';
import type { StoredFeed } from '../storage/read-feed.ts';
import type { StorageCell } from '../storage/storage-cell.ts';
import { type LookUp, openLookUp } from './look-up.ts';
import { knownValues, type PolicyState } from './policy-loader.ts';
import type { FlagSource } from './ports.ts';

/** The flags as they were last read from the cache, with what is needed to answer from them. */
export type FlagData = {
  readonly feed: Result<StoredFeed, FailureCode>;
  /** From the cache; when that is lost, the last configuration that was verified. */
  readonly config?: FeedConfig | undefined;
  /** The configuration beside the flags does not parse: flags count, but nothing is clear. */
  readonly isConfigBroken?: boolean | undefined;
  readonly lookUp?: LookUp | undefined;
};

/** Before the cache has been read. */
export const NO_FLAG_DATA: FlagData = { feed: { ok: false, code: 'cache-empty' } };

/**
 * Reads the cache and opens the look-up. A lost cache keeps its configuration from a second copy: the
 * pages stay watched, and every answer is *cannot tell* (SECURITY.md F1).
 */
export async function loadFlagData(input: {
  readonly store: FlagStore;
  readonly configCopy: StorageCell<string>;
  readonly policy: PolicyState;
  readonly nowMs: number;
}): Promise<FlagData> {
  const feed = await input.store.read();
  const read = await loadConfig(feed, input);
  if (!feed.ok) return { feed, ...read };
  const secret = findSecret(input.policy, feed.value.head.epochId, input.nowMs);
  if (!secret) return { feed, ...read };
  const lookUp = await openLookUp({ snapshot: feed.value.snapshot, secret: decodeSecret(secret) });
  return { feed, ...read, lookUp };
}

/**
 * A newer version of the extension may read a stored configuration more strictly than the one that
 * stored it. Then the last one that parses keeps the pages watched.
 */
async function loadConfig(
  feed: Result<StoredFeed, FailureCode>,
  {
    store,
    configCopy: copy,
  }: { readonly store: FlagStore; readonly configCopy: StorageCell<string> },
): Promise<Pick<FlagData, 'config' | 'isConfigBroken'>> {
  const kept = await copy.read();
  const own = feed.ok ? readConfig(feed.value.config) : undefined;
  if (!feed.ok || !own?.ok) {
    const last = readConfig(utf8(kept ?? ''));
    const config = last.ok ? last.value : await readKnownSites(store);
    return { config, isConfigBroken: feed.ok };
  }
  const text = new TextDecoder().decode(feed.value.config);
  // A second copy, in case the first is lost; a disk that is full must not keep the first from use.
  if (text !== kept) await copy.write(text).catch(() => undefined);
  return { config: own.value };
}

/** The copy may be lost together with the second head, while the database still knows the sites. */
async function readKnownSites(store: FlagStore): Promise<FeedConfig | undefined> {
  const sites = await store.readSites();
  const config = sites.ok ? readConfig(sites.value) : undefined;
  return config?.ok ? config.value : undefined;
}

function findSecret(policy: PolicyState, epochId: string, nowMs: number): FeedSecret | undefined {
  const secrets = 'policy' in policy ? policy.policy.feedSecrets : [];
  return findFeedSecret(secrets, epochId, nowMs);
}

function decodeSecret({ k }: FeedSecret): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(k), (character) => character.charCodeAt(0));
}

/** The flags as of now: what they say, and every cause for which their silence means nothing. */
export function sourceOf(input: {
  readonly data: FlagData;
  readonly policy: PolicyState;
  readonly nowMs: number;
  /** Causes outside the data: rules refused, record unwritable. */
  readonly faults: readonly FailureCode[];
}): FlagSource {
  const { data, faults } = input;
  const causes = [...dataDoubts(input), ...faults];
  const freshness = causes[0] ?? 'fresh';
  return {
    config: data.config,
    actTable: data.config ? mergeActTable(data.config.actTable) : CORE_ACT_TABLE,
    doubts: causes,
    dataAgeMs: data.feed.ok ? input.nowMs - data.feed.value.head.verifiedAtMs : undefined,
    lookUp: async (identifiers) =>
      data.lookUp
        ? data.lookUp.lookUp(identifiers, freshness)
        : identifiers.map(() => ({
            verdict: { status: 'unknown', reason: causes[0] ?? 'key-missing' },
            tag: '',
          })),
  };
}

function dataDoubts({
  data,
  policy,
  nowMs,
}: {
  readonly data: FlagData;
  readonly policy: PolicyState;
  readonly nowMs: number;
}): readonly FailureCode[] {
  if (policy.status !== 'ready') return [policy.status];
  if (!data.feed.ok) return [data.feed.code];
  if (data.isConfigBroken) return ['cache-corrupt'];
  if (!data.lookUp) return ['key-missing'];
  const { head, timeFloorMs } = data.feed.value;
  const values = knownValues(policy);
  if (!values) return ['policy-missing'];
  if (head.feedId !== values.feedId) return ['feed-foreign'];
  const { verifiedAtMs, timestampExpiresMs } = head;
  const freshness = decideFreshness(
    { verifiedAtMs, timestampExpiresMs, timeFloorMs, nowMs },
    values,
  );
  return freshness === 'fresh' ? [] : [freshness];
}
