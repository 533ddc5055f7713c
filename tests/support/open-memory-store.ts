import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import browser from 'webextension-polyfill';
import { type FlagStore, openFlagStore } from '../../utils/storage/flag-store.ts';

/** A flag store on an IndexedDB of its own and the (fake) local area of the browser. */
export function openMemoryStore(indexedDB: IDBFactory = new IDBFactory()): FlagStore {
  return openFlagStore({ local: browser.storage.local, indexedDB });
}
