import type { Bytes } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { FeedHead } from '../domain/feed-head.ts';
import { fail, type Result } from '../domain/result.ts';
import type { FeedSchema, FeedStores } from './feed-stores.ts';
import { type LocalArea, writeClock } from './head-copy.ts';
import { type Opened, openDatabase } from './open-database.ts';
import { type KeptTrust, readFeed, readSites, readTrust, type StoredFeed } from './read-feed.ts';
import { commitFeed, type FeedChange, purgeFeed, saveRoot } from './write-feed.ts';

/**
 * The flag cache of this PC.
 *
 * Guarantees: readers see the old feed or the new one, never a mixture. A cache that is lost,
 * emptied or altered is `cache-corrupt` or `cache-empty`, never an empty list of flags.
 */
export type FlagStore = {
  read(): Promise<Result<StoredFeed, FailureCode>>;
  readTrust(): Promise<Result<KeptTrust, FailureCode>>;
  /** The configuration alone, also when the flags beside it cannot be trusted. */
  readSites(): Promise<Result<Bytes, FailureCode>>;
  /** Keeps a verified root of the chain, so that a long chain is not walked twice. */
  saveRoot(root: Bytes, pinHash: string): Promise<Result<null, FailureCode>>;
  commit(change: FeedChange): Promise<Result<FeedHead, FailureCode>>;
  /** Notes what the clock shows; called at every poll, writes at most once a minute. */
  noteTime(nowMs: number): Promise<void>;
  /** Deletes flags and configuration; the trusted metadata stays as protection from rollback. */
  purge(): Promise<Result<null, FailureCode>>;
  close(): Promise<void>;
};

const DATABASE = 'matta-flags';
const DATABASE_VERSION = 1;

/** Opens the flag cache. Nothing is read before the first call. */
export function openFlagStore(options: {
  readonly local: LocalArea;
  readonly indexedDB?: IDBFactory;
}): FlagStore {
  const factory = options.indexedDB ?? globalThis.indexedDB;
  let opened: Promise<Opened<FeedSchema>> | undefined;
  const forget = () => {
    opened = undefined;
  };
  const connect = () => {
    opened ??= openFeedDatabase(factory, forget);
    return opened;
  };
  const stores: FeedStores = { local: options.local, connect };
  // One call at a time: a reader must not see the new head with the old copy.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(task: () => Promise<Result<Value, FailureCode>>) => {
    const turn = last.then(task).catch(asCorrupt);
    // The caller hears of a failure; the next call starts all the same.
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    read: () => inTurn(() => readFeed(stores)),
    readTrust: () => inTurn(() => readTrust(stores)),
    readSites: () => inTurn(() => readSites(stores)),
    saveRoot: (root, pinHash) => inTurn(() => saveRoot(stores, root, pinHash)),
    commit: (change) => inTurn(() => commitFeed(stores, change)),
    noteTime: (nowMs) => writeClock(options.local, nowMs),
    purge: () => inTurn(() => purgeFeed(stores)),
    close: async () => {
      (await opened)?.db.close();
      forget();
    },
  };
}

/** A failed open is forgotten, so that the next call tries again. */
async function openFeedDatabase(
  factory: IDBFactory,
  forget: () => void,
): Promise<Opened<FeedSchema>> {
  try {
    const opened = await openDatabase<FeedSchema>(factory, DATABASE, {
      version: DATABASE_VERSION,
      create: (db) => db.createObjectStore('feed'),
    });
    opened.db.addEventListener('close', forget);
    opened.db.addEventListener('versionchange', forget);
    return opened;
  } catch (error) {
    forget();
    throw error;
  }
}

/** Every way in which storage breaks ends here; the name tells the operator which. */
function asCorrupt(error: unknown): Result<never, FailureCode> {
  const isBug = error instanceof TypeError || error instanceof ReferenceError;
  if (isBug || !(error instanceof Error)) throw error;
  return fail('cache-corrupt', error.name);
}
