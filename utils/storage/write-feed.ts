import type { IDBPTransaction } from 'idb';
import type { Bytes } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import { copyOf, type FeedHead, parseFeedHead } from '../domain/feed-head.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { FeedSchema, FeedStores } from './feed-stores.ts';
import { readCopy, removeCopy, writeCopy } from './head-copy.ts';
import type { TrustedFiles } from './read-feed.ts';

/** One change of the cache. Files that are left out stay as they are. */
export type FeedChange = {
  /** Generation that the change was verified against; another one since then refuses it. */
  readonly basedOn: number;
  readonly head: Omit<FeedHead, 'generation'>;
  readonly files: TrustedFiles;
  readonly flags?: Bytes | undefined;
  readonly config?: Bytes | undefined;
};

/** Keeps a verified root of the chain. */
export async function saveRoot(
  stores: FeedStores,
  root: Bytes,
  pinHash: string,
): Promise<Result<null, FailureCode>> {
  const { db } = await stores.connect();
  const tx = db.transaction('feed', 'readwrite');
  await Promise.all([tx.store.put(root, 'root'), tx.store.put(pinHash, 'pinHash'), tx.done]);
  return ok(null);
}

/** One transaction for everything; the copy of the head follows only after it is on disk. */
export async function commitFeed(
  stores: FeedStores,
  change: FeedChange,
): Promise<Result<FeedHead, FailureCode>> {
  const copy = await readCopy(stores.local);
  const { db } = await stores.connect();
  const tx = db.transaction('feed', 'readwrite', { durability: 'strict' });
  const old = parseFeedHead(await tx.store.get('head'));
  const generation = Math.max(old?.generation ?? 0, copy?.generation ?? 0) + 1;
  const head: FeedHead = { ...change.head, generation };
  const lacksFlags = change.flags === undefined && old?.flagsHash !== head.flagsHash;
  const lacksConfig = change.config === undefined && old?.configHash !== head.configHash;
  if (generation !== change.basedOn + 1 || lacksFlags || lacksConfig) {
    await tx.done;
    return fail('cache-corrupt', 'the cache changed since it was read');
  }
  const rows = { ...change.files, pinHash: head.pinHash, head, ...givenFiles(change) };
  await putAll(tx, rows);
  await writeCopy(stores.local, copyOf(head), head.verifiedAtMs);
  return ok(head);
}

/**
 * A row that cannot be stored throws before it is asked for; without the abort the rows before it
 * would be committed alone.
 */
async function putAll(
  tx: IDBPTransaction<FeedSchema, ['feed'], 'readwrite'>,
  rows: { readonly [name: string]: unknown },
): Promise<void> {
  const puts = Object.entries(rows).map(async ([name, value]) => tx.store.put(value, name));
  try {
    await Promise.all([...puts, tx.done]);
  } catch (error) {
    if (tx.error === null) tx.abort();
    throw error;
  }
}

function givenFiles({ flags, config }: FeedChange): { readonly [name: string]: Bytes } {
  return { ...(flags ? { flags } : {}), ...(config ? { config } : {}) };
}

/** Deletes flags and configuration. */
export async function purgeFeed(stores: FeedStores): Promise<Result<null, FailureCode>> {
  const { db } = await stores.connect();
  const tx = db.transaction('feed', 'readwrite', { durability: 'strict' });
  const names = ['head', 'flags', 'config'];
  await Promise.all([...names.map((name) => tx.store.delete(name)), tx.done]);
  await removeCopy(stores.local);
  return ok(null);
}
