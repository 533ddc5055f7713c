import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import browser from 'webextension-polyfill';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { concatBytes, utf8 } from '../../utils/domain/bytes.ts';
import type { FeedHead } from '../../utils/domain/feed-head.ts';
import { encodeSnapshot, stateHash } from '../../utils/domain/feed-snapshot.ts';
import { sha256Hex } from '../../utils/domain/trust/sha256-hex.ts';
import { type FlagStore, openFlagStore } from '../../utils/storage/flag-store.ts';
import type { FeedChange } from '../../utils/storage/write-feed.ts';
import { atena, buildConfig, buildSnapshot, MUNICIPALITY, NOW } from '../support/feed-fixture.ts';

const DATABASE = 'matta-flags';

let indexedDB: IDBFactory;
let store: FlagStore;

beforeEach(() => {
  fakeBrowser.reset();
  indexedDB = new IDBFactory();
  store = reopen();
});

function reopen(): FlagStore {
  return openFlagStore({ local: browser.storage.local, indexedDB });
}

async function buildChange(version: number, basedOn = version - 1): Promise<FeedChange> {
  const flagged = [atena(`00000000000${1000 + version}`)];
  const snapshot = await buildSnapshot({ version, flagged });
  const flags = encodeSnapshot(snapshot);
  const config = buildConfig(MUNICIPALITY);
  const file = utf8(`file ${version}`);
  return {
    basedOn,
    head: {
      feedId: snapshot.header.feedId,
      epochId: snapshot.header.epochId,
      version,
      count: 1,
      stateHash: await stateHash(snapshot.records),
      rootVersion: 1,
      pinHash: '0'.repeat(64),
      flagsHash: await sha256Hex(flags),
      configHash: await sha256Hex(config),
      verifiedAtMs: NOW,
      timestampExpiresMs: NOW + 1,
    },
    files: { root: file, timestamp: file, snapshot: file, targets: file },
    flags,
    config,
  };
}

/** Changes rows behind the store's back, as a broken disk would. */
async function edit(change: (rows: IDBObjectStore) => void): Promise<void> {
  await store.close();
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const tx = db.transaction('feed', 'readwrite');
  change(tx.objectStore('feed'));
  await new Promise((resolve) => {
    tx.oncomplete = resolve;
  });
  db.close();
}

async function editHead(change: Partial<FeedHead>): Promise<void> {
  const before = await store.read();
  if (!before.ok) throw new Error(before.code);
  await edit((rows) => rows.put({ ...before.value.head, ...change }, 'head'));
}

describe('a whole cache', () => {
  test('is empty before the first commit', async () => {
    expect(await store.read()).toEqual({ ok: false, code: 'cache-empty' });
    expect(await store.readTrust()).toMatchObject({ ok: true, value: { generation: 0 } });
  });

  test('is read back by another worker as it was committed', async () => {
    const change = await buildChange(1);
    expect(await store.commit(change)).toMatchObject({ ok: true, value: { generation: 1 } });
    await store.close();
    const read = await reopen().read();
    expect(read).toMatchObject({ ok: true, value: { head: { ...change.head, generation: 1 } } });
    const trust = await reopen().readTrust();
    expect(trust).toMatchObject({ ok: true, value: { ...change.files, generation: 1 } });
  });

  test('keeps its flags and configuration when only metadata is renewed', async () => {
    await store.commit(await buildChange(1));
    const { flags: _flags, config: _config, ...renewal } = await buildChange(1, 1);
    const head = { ...renewal.head, verifiedAtMs: NOW + 5 };
    expect(await store.commit({ ...renewal, head })).toMatchObject({ ok: true });
    expect(await store.read()).toMatchObject({ ok: true, value: { head } });
  });

  test('refuses a change that was verified against another generation', async () => {
    await store.commit(await buildChange(1));
    await store.commit(await buildChange(2));
    expect(await store.commit(await buildChange(3, 1))).toMatchObject({ code: 'cache-corrupt' });
    expect(await store.read()).toMatchObject({ value: { head: { version: 2 } } });
  });

  test('refuses a renewal of flags that it does not have', async () => {
    await store.commit(await buildChange(1));
    const { flags: _flags, ...renewal } = await buildChange(2);
    expect(await store.commit(renewal)).toMatchObject({ code: 'cache-corrupt' });
    expect(await store.read()).toMatchObject({ value: { head: { version: 1 } } });
  });

  test('stands while only the root of the chain goes on', async () => {
    await store.commit(await buildChange(1));
    await store.saveRoot(utf8('root 2'), '1'.repeat(64));
    expect(await store.read()).toMatchObject({ ok: true });
    const trust = { root: utf8('root 2'), pinHash: '1'.repeat(64) };
    expect(await store.readTrust()).toMatchObject({ value: trust });
  });
});

describe('a commit that does not end', () => {
  test('in the middle of the transaction leaves the old cache', async () => {
    await store.commit(await buildChange(1));
    const change = await buildChange(2);
    // Rows are put one after the other; this one cannot be stored.
    const unstorable = { ...change, config: (() => 0) as unknown as typeof change.config };
    expect(await store.commit(unstorable)).toMatchObject({ ok: false, code: 'cache-corrupt' });
    expect(await reopen().read()).toMatchObject({ ok: true, value: { head: { version: 1 } } });
  });

  test('between the two stores leaves the new cache, sound', async () => {
    await store.commit(await buildChange(1));
    const dying = openFlagStore({
      indexedDB,
      local: {
        get: (keys) => browser.storage.local.get(keys),
        remove: (keys) => browser.storage.local.remove(keys),
        set: () => Promise.reject(new Error('killed')),
      },
    });
    expect(await dying.commit(await buildChange(2))).toMatchObject({ ok: false });
    const next = reopen();
    expect(await next.read()).toMatchObject({ ok: true, value: { head: { version: 2 } } });
    expect(await next.commit(await buildChange(3))).toMatchObject({ ok: true });
  });
});

describe('never an empty list of flags', () => {
  beforeEach(async () => {
    await store.commit(await buildChange(1));
  });

  test('when the database was deleted', async () => {
    indexedDB = new IDBFactory();
    expect(await reopen().read()).toMatchObject({ ok: false, code: 'cache-corrupt' });
  });

  test('when every row is gone', async () => {
    await edit((rows) => rows.clear());
    expect(await reopen().read()).toMatchObject({ ok: false, code: 'cache-corrupt' });
  });

  test.each(['flags', 'config', 'head'])('when the row %s is gone', async (name) => {
    await edit((rows) => rows.delete(name));
    expect(await reopen().read()).toMatchObject({ ok: false, code: 'cache-corrupt' });
  });

  test.each(['flags', 'config'])('when one byte of %s is flipped', async (name) => {
    const { flags = utf8(''), config = utf8('') } = await buildChange(1);
    const bytes = (name === 'flags' ? flags : config).slice();
    bytes[bytes.length - 20] = (bytes[bytes.length - 20] ?? 0) ^ 1;
    await edit((rows) => rows.put(bytes, name));
    expect(await reopen().read()).toMatchObject({ ok: false, code: 'cache-corrupt' });
  });

  test('when the flags are an older state, complete in itself', async () => {
    const { head, flags } = await buildChange(7);
    await editHead({ stateHash: head.stateHash });
    await edit((rows) => rows.put(flags, 'flags'));
    expect(await reopen().read()).toMatchObject({ ok: false, code: 'cache-corrupt' });
  });

  test('when the flags are cut to none', async () => {
    const { header } = await buildSnapshot({ flagged: [] });
    const none = encodeSnapshot({ header, records: concatBytes([]) });
    await edit((rows) => rows.put(none, 'flags'));
    expect(await reopen().read()).toMatchObject({ ok: false, code: 'cache-corrupt' });
  });

  test.each([
    ['an older generation', { generation: 0 }],
    ['a generation far ahead', { generation: 3 }],
    ['another version', { version: 9 }],
    ['another count', { count: 0 }],
    ['another feed', { feedId: 'other' }],
    ['another epoch', { epochId: 'e9' }],
    ['a value of the wrong type', { verifiedAtMs: 'x' as unknown as number }],
  ])('when the head holds %s', async (_name, change) => {
    await editHead(change);
    expect(await reopen().read()).toMatchObject({ ok: false, code: 'cache-corrupt' });
  });

  test('when the browser says that it lost data while opening', async () => {
    await browser.storage.local.clear();
    indexedDB = losingFactory();
    const lossy = reopen();
    expect(await lossy.read()).toMatchObject({ ok: false, code: 'cache-corrupt' });
    await lossy.commit(await buildChange(1));
    expect(await lossy.read()).toMatchObject({ ok: true });
  });

  test('when the database does not open', async () => {
    indexedDB = {
      open: () => {
        throw new DOMException('Internal error opening backing store.', 'UnknownError');
      },
    } as unknown as IDBFactory;
    expect(await reopen().read()).toEqual({
      ok: false,
      code: 'cache-corrupt',
      detail: 'UnknownError',
    });
    expect(await reopen().commit(await buildChange(2))).toMatchObject({ code: 'cache-corrupt' });
  });
});

test('a purge leaves no flag, the trusted metadata and an empty cache', async () => {
  await store.commit(await buildChange(1));
  await store.purge();
  expect(await reopen().read()).toEqual({ ok: false, code: 'cache-empty' });
  expect(await store.readTrust()).toMatchObject({ value: { snapshot: utf8('file 1') } });
  expect(await store.commit(await buildChange(1))).toMatchObject({ ok: true });
});

test('a new version of the extension can upgrade the database while an old worker lives', async () => {
  await store.commit(await buildChange(1));
  const upgraded = await new Promise<string>((resolve) => {
    const request = indexedDB.open(DATABASE, 2);
    request.onsuccess = () => resolve('upgraded');
    request.onblocked = () => resolve('blocked');
  });
  expect(upgraded).toBe('upgraded');
});

describe('the time floor', () => {
  test('goes on with the clock and never back', async () => {
    await store.commit(await buildChange(1));
    await store.noteTime(NOW + 3_600_000);
    await store.noteTime(NOW);
    expect(await store.read()).toMatchObject({ value: { timeFloorMs: NOW + 3_600_000 } });
  });

  test('counts the time that passes while the clock is set back', async () => {
    await store.commit(await buildChange(1));
    for (const minutes of [60, 0, 30]) await store.noteTime(NOW + minutes * 60_000);
    expect(await store.read()).toMatchObject({ value: { timeFloorMs: NOW + 90 * 60_000 } });
  });

  test('is never before the signed moment of the flags', async () => {
    const change = await buildChange(1);
    const head = { ...change.head, verifiedAtMs: NOW - 1_000_000_000 };
    await store.commit({ ...change, head });
    expect(await store.read()).toMatchObject({ value: { timeFloorMs: NOW - 60_000 } });
  });

  test('starts anew with each commit', async () => {
    await store.commit(await buildChange(1));
    await store.noteTime(NOW + 3_600_000);
    await store.commit(await buildChange(2));
    expect(await store.read()).toMatchObject({ value: { timeFloorMs: NOW } });
  });
});

/** As Chrome opens a database whose files were broken: empty, with `dataLoss` (SECURITY.md F1). */
function losingFactory(): IDBFactory {
  const real = new IDBFactory();
  const open = (name: string, version?: number) => {
    const request = real.open(name, version);
    const listen = request.addEventListener.bind(request);
    request.addEventListener = (type: string, listener: (event: Event) => void) =>
      listen(type, (event: Event) =>
        listener(Object.assign(event, type === 'upgradeneeded' ? { dataLoss: 'total' } : {})),
      );
    return request;
  };
  return { open } as unknown as IDBFactory;
}
