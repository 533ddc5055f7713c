import type { Bytes } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import { type FeedHead, type HeadCopy, isHeadSound, parseFeedHead } from '../domain/feed-head.ts';
import { parseSnapshot, type Snapshot, stateHash } from '../domain/feed-snapshot.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { sha256Hex } from '../domain/trust/sha256-hex.ts';
import type { FeedStores } from './feed-stores.ts';
import { readClock, readCopy } from './head-copy.ts';

/** The trusted metadata files as they were signed. They are verified again on every use. */
export type TrustedFiles = {
  readonly root: Bytes;
  readonly timestamp: Bytes;
  readonly snapshot: Bytes;
  readonly targets: Bytes;
};

/** A cache that was found whole: every hash and the second head agree. */
export type StoredFeed = {
  readonly head: FeedHead;
  readonly snapshot: Snapshot;
  /** The file `config.json` as signed. */
  readonly config: Bytes;
  /**
   * How far the clock has gone since the last verified contact (`seen-clock.ts`), and at least the
   * signed moment at which the register was read; a clock behind it is wrong. Epoch ms.
   */
  readonly timeFloorMs: number;
};

/** What is left of earlier trust, also when the cache itself is lost. */
export type KeptTrust = Partial<TrustedFiles> & {
  /** SHA-256 of the pinned root from which `root` was reached. */
  readonly pinHash?: string | undefined;
  /** Newest generation that either place knows; 0 = none. */
  readonly generation: number;
  /** Rollback floor that outlives the database. */
  readonly copy?: HeadCopy | undefined;
};

/** Reads the cache and holds it against every hash and against the second head. */
export async function readFeed(stores: FeedStores): Promise<Result<StoredFeed, FailureCode>> {
  const { db, hasLostData } = await stores.connect();
  const tx = db.transaction('feed');
  const [rawHead, flags, config] = await Promise.all([
    tx.store.get('head'),
    tx.store.get('flags'),
    tx.store.get('config'),
    tx.done,
  ]);
  const copy = await readCopy(stores.local);
  if (rawHead === undefined) {
    const isFirstStart = copy === undefined && !hasLostData;
    return isFirstStart ? fail('cache-empty') : fail('cache-corrupt', 'the cache was lost');
  }
  const head = parseFeedHead(rawHead);
  if (head === undefined || !isHeadSound(head, copy)) return fail('cache-corrupt', 'head');
  const snapshot = await checkFlags(head, flags);
  if (!snapshot.ok) return snapshot;
  if (!isBytes(config) || (await sha256Hex(config)) !== head.configHash) {
    return fail('cache-corrupt', 'configuration');
  }
  const seenMs = (await readClock(stores.local))?.floorMs ?? head.verifiedAtMs;
  const timeFloorMs = Math.max(seenMs, snapshot.value.header.builtAtMs);
  return ok({ head, snapshot: snapshot.value, config, timeFloorMs });
}

/**
 * Reads the configuration alone, when the rest of the cache cannot be trusted: its hash must be the
 * one in the head beside it. It serves to know which sites to watch, never to call anything clear.
 */
export async function readSites(stores: FeedStores): Promise<Result<Bytes, FailureCode>> {
  const { db } = await stores.connect();
  const tx = db.transaction('feed');
  const [rawHead, config] = await Promise.all([
    tx.store.get('head'),
    tx.store.get('config'),
    tx.done,
  ]);
  const hash = parseFeedHead(rawHead)?.configHash;
  const isWhole = isBytes(config) && (await sha256Hex(config)) === hash;
  return isWhole ? ok(config) : fail('cache-corrupt', 'configuration');
}

async function checkFlags(head: FeedHead, flags: unknown): Promise<Result<Snapshot, FailureCode>> {
  const snapshot = isBytes(flags) ? parseSnapshot(flags) : fail('cache-corrupt');
  if (!snapshot.ok) return fail('cache-corrupt', 'flags');
  const { header, records } = snapshot.value;
  // The hash of the records settles their count too.
  const isSame =
    header.feedId === head.feedId &&
    header.epochId === head.epochId &&
    (await stateHash(records)) === head.stateHash;
  return isSame ? snapshot : fail('cache-corrupt', 'state hash');
}

/** Reads what is left of earlier trust. Callers verify it again. */
export async function readTrust(stores: FeedStores): Promise<Result<KeptTrust, FailureCode>> {
  const copy = await readCopy(stores.local);
  const { db } = await stores.connect();
  const tx = db.transaction('feed');
  const names = ['root', 'timestamp', 'snapshot', 'targets', 'pinHash', 'head'] as const;
  const [root, timestamp, snapshot, targets, pinHash, head] = await Promise.all([
    ...names.map((name) => tx.store.get(name)),
    tx.done,
  ]);
  return ok({
    ...(isBytes(root) ? { root } : {}),
    ...(isBytes(timestamp) ? { timestamp } : {}),
    ...(isBytes(snapshot) ? { snapshot } : {}),
    ...(isBytes(targets) ? { targets } : {}),
    pinHash: typeof pinHash === 'string' ? pinHash : undefined,
    generation: Math.max(parseFeedHead(head)?.generation ?? 0, copy?.generation ?? 0),
    copy,
  });
}

function isBytes(value: unknown): value is Bytes {
  return value instanceof Uint8Array;
}
