import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import {
  type AuditContext,
  type AuditEvent,
  type AuditRecord,
  CHAIN_START,
  type ChainFault,
  findChainFault,
  hashAuditRecord,
} from '../domain/audit-record.ts';

/** Oldest records beyond this number give way; sized for 400 days of a busy PC (SECURITY.md §6). */
const MAX_RECORDS = 200_000;

interface AuditDb extends DBSchema {
  records: { key: number; value: AuditRecord };
  /** Request ids whose intent has no outcome yet, with the number of the intent. */
  open: { key: string; value: number };
  meta: { key: 'installEpoch'; value: string };
}

/** Draws the identities of records, so that tests can fix them. */
export type AuditIdentity = { readonly now: () => number; readonly randomId: () => string };

/**
 * The operation record of this installation.
 *
 * Guarantees: numbers have no gaps; a record is on disk (strict durability) when `append` resolves;
 * two appends never share a number; an intent without outcome is listed by `openRequests`.
 */
export type AuditStore = {
  append(event: AuditEvent, context: AuditContext): Promise<AuditRecord>;
  /** Newest first. */
  readLatest(limit: number): Promise<readonly AuditRecord[]>;
  /** From a number on, oldest first. */
  readFrom(seq: number, limit: number): Promise<readonly AuditRecord[]>;
  openRequests(): Promise<readonly string[]>;
  count(): Promise<number>;
  /** Checks the newest records of the chain. */
  findFault(limit: number): Promise<ChainFault | undefined>;
  close(): void;
};

/** Opens the store; rejects when the browser's database cannot be opened. */
export async function openAuditStore(
  identity: AuditIdentity,
  name = 'matta-audit',
): Promise<AuditStore> {
  const db = await openDB<AuditDb>(name, 1, {
    upgrade(database) {
      database.createObjectStore('records', { keyPath: 'seq' });
      database.createObjectStore('open');
      database.createObjectStore('meta');
    },
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
  const installEpoch = await readInstallEpoch(db, identity);
  let queue: Promise<unknown> = Promise.resolve();
  return {
    append(event, context) {
      // One writer: each append waits for the one before it, whether that failed or not.
      const appended = queue.then(() =>
        appendRecord(db, { event, context, identity, installEpoch }),
      );
      queue = appended.catch(() => undefined);
      return appended;
    },
    readLatest: (limit) => readLatest(db, limit),
    readFrom: (seq, limit) => db.getAll('records', IDBKeyRange.lowerBound(seq), limit),
    openRequests: async () => (await db.getAllKeys('open')).map(String),
    count: async () => (await lastRecord(db))?.seq ?? 0,
    findFault: async (limit) => findChainFault((await readLatest(db, limit)).toReversed()),
    close: () => db.close(),
  };
}

async function readInstallEpoch(
  db: IDBPDatabase<AuditDb>,
  identity: AuditIdentity,
): Promise<string> {
  const stored = await db.get('meta', 'installEpoch');
  if (stored) return stored;
  const drawn = identity.randomId();
  await db.put('meta', drawn, 'installEpoch');
  return drawn;
}

type Draft = {
  readonly event: AuditEvent;
  readonly context: AuditContext;
  readonly identity: AuditIdentity;
  readonly installEpoch: string;
};

async function appendRecord(db: IDBPDatabase<AuditDb>, draft: Draft): Promise<AuditRecord> {
  const previous = await lastRecord(db);
  const record: AuditRecord = {
    ...withoutAbsent(draft.event),
    ...withoutAbsent(draft.context),
    uid: draft.identity.randomId(),
    installEpoch: draft.installEpoch,
    seq: (previous?.seq ?? 0) + 1,
    atMs: draft.identity.now(),
    prev: previous ? await hashAuditRecord(previous) : CHAIN_START,
  };
  await writeRecord(db, record);
  return record;
}

/** Hashing comes before the transaction: nothing but the database is awaited inside it. */
async function writeRecord(db: IDBPDatabase<AuditDb>, record: AuditRecord): Promise<void> {
  const tx = db.transaction(['records', 'open'], 'readwrite', { durability: 'strict' });
  await tx.objectStore('records').add(record);
  if (record.requestId) await markOpen(tx.objectStore('open'), record);
  if (record.seq > MAX_RECORDS) await tx.objectStore('records').delete(record.seq - MAX_RECORDS);
  await tx.done;
}

async function markOpen(
  open: { put(value: number, key: string): Promise<unknown>; delete(key: string): Promise<void> },
  record: AuditRecord,
): Promise<void> {
  const requestId = record.requestId ?? '';
  if (record.type === 'intent') await open.put(record.seq, requestId);
  if (record.type === 'outcome') await open.delete(requestId);
}

async function lastRecord(db: IDBPDatabase<AuditDb>): Promise<AuditRecord | undefined> {
  return (await db.transaction('records').store.openCursor(null, 'prev'))?.value;
}

async function readLatest(
  db: IDBPDatabase<AuditDb>,
  limit: number,
): Promise<readonly AuditRecord[]> {
  const last = (await lastRecord(db))?.seq ?? 0;
  const range = IDBKeyRange.lowerBound(Math.max(1, last - limit + 1));
  return (await db.getAll('records', range)).toReversed();
}

/** Absent fields are left out, so that a record and its JSON copy hash alike. */
function withoutAbsent<Value extends object>(value: Value): Value {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as Value;
}
