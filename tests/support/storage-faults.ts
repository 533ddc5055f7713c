import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a disk or a cleaning tool does to a profile while the browser is closed. */
export type ProfileFault = (folders: ProfileFolders) => void;

/** Where the browser keeps our two places. */
export type ProfileFolders = { readonly database: string; readonly local: string };

export function foldersOf(profileDir: string, extensionId: string): ProfileFolders {
  const home = join(profileDir, 'Default');
  return {
    database: join(home, 'IndexedDB', `chrome-extension_${extensionId}_0.indexeddb.leveldb`),
    local: join(home, 'Local Extension Settings', extensionId),
  };
}

export const PROFILE_FAULTS: { readonly [name: string]: ProfileFault } = {
  'one byte in each hundred of the database turned over': ({ database }) => flip(database, 100, 0),
  'the second half of the database turned over': ({ database }) => flip(database, 7, 0.5),
  'the beginning of every database file turned over': ({ database }) => flip(database, 3, 0, 0.1),
  'CURRENT is garbage': ({ database }) => writeFileSync(join(database, 'CURRENT'), 'garbage\0\n'),
  'the manifest of the database is cut': ({ database }) => cutManifest(database),
  'the database is an empty folder': ({ database }) => empty(database),
  'the database is deleted': ({ database }) => rmSync(database, { recursive: true }),
};

/** With the second head goes the only other copy of the configuration. */
export const SECOND_HEAD_FAULTS: { readonly [name: string]: ProfileFault } = {
  'the store of the second head is deleted': ({ local }) => rmSync(local, { recursive: true }),
  'the store of the second head is garbage': ({ local }) => flip(local, 2, 0),
};

/** Turns every n-th byte over, from one share of each file to another. */
function flip(folder: string, every: number, from: number, to = 1): void {
  const names = readdirSync(folder).filter((name) => /\.(log|ldb)$/.test(name));
  if (names.length === 0) throw new Error(`database files expected in ${folder}`);
  for (const name of names) {
    const file = join(folder, name);
    const bytes = readFileSync(file);
    const end = Math.ceil(bytes.length * to);
    for (let at = Math.floor(bytes.length * from); at < end; at += every) {
      bytes[at] = ~(bytes[at] ?? 0);
    }
    writeFileSync(file, bytes);
  }
}

function cutManifest(folder: string): void {
  const name = readdirSync(folder).find((file) => file.startsWith('MANIFEST'));
  if (name === undefined) throw new Error(`a manifest expected in ${folder}`);
  truncateSync(join(folder, name), 5);
}

function empty(folder: string): void {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
}

/**
 * Faults of the stored values themselves, as scripts for a page of the extension. `row` changes one
 * row of the database; the page closes its connection at once unless the fault is to hold it.
 */
export const VALUE_FAULTS: { readonly [name: string]: string } = {
  'the second head names another state': changeCopy('copy.stateHash = "0".repeat(64)'),
  'the second head is two generations ahead': changeCopy('copy.generation += 2'),
  'the head is gone': changeRow('store.delete("head")'),
  'the head is of another form': changeRow('store.put({ generation: "1" }, "head")'),
  'the flags are an empty list with a right header': changeRow(`
    const flags = await read("flags");
    const length = new DataView(flags.buffer, flags.byteOffset).getUint32(0);
    const text = new TextDecoder().decode(flags.subarray(4, 4 + length));
    const header = new TextEncoder().encode(text.replace(/"count":\\d+/, '"count":0'));
    const file = new Uint8Array(4 + header.length);
    new DataView(file.buffer).setUint32(0, header.length);
    file.set(header, 4);
    await done(store.put(file, "flags"))`),
  'one record of the flags is gone': changeRow(`
    const flags = await read("flags");
    await done(store.put(flags.slice(0, -300), "flags"))`),
  'one bit of the flags is turned over': changeRow(`
    const flags = await read("flags");
    flags[flags.length - 10] ^= 1;
    await done(store.put(flags, "flags"))`),
  'the flags are a text': changeRow('store.put("flags", "flags")'),
  'the configuration is cut': changeRow(`
    const config = await read("config");
    await done(store.put(config.slice(0, -5), "config"))`),
  'every row is gone': changeRow('store.clear()'),
  'the database is deleted under the worker': `new Promise((resolve) => {
    const request = indexedDB.deleteDatabase("matta-flags");
    request.onsuccess = request.onerror = request.onblocked = () => resolve();
  })`,
};

/** An old page keeps its connection and another asks for a newer version: every opening waits. */
export const BLOCKED_UPGRADE = `new Promise((resolve) => {
  const old = indexedDB.open("matta-flags");
  old.onsuccess = () => {
    globalThis.held = old.result;
    const upgrade = indexedDB.open("matta-flags", 99);
    upgrade.onblocked = () => { globalThis.waiting = upgrade; resolve("blocked"); };
    upgrade.onsuccess = () => resolve("not blocked");
  };
})`;

function changeRow(script: string): string {
  return `(async () => {
    const done = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const db = await done(indexedDB.open("matta-flags"));
    const store = db.transaction("feed", "readwrite").objectStore("feed");
    const read = (name) => done(store.get(name));
    await (async () => { ${script} })();
    db.close();
  })()`;
}

function changeCopy(script: string): string {
  return `(async () => {
    const { "flag-head": copy } = await chrome.storage.local.get("flag-head");
    ${script};
    await chrome.storage.local.set({ "flag-head": copy });
  })()`;
}
