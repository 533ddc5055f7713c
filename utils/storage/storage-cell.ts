import browser from 'webextension-polyfill';

/**
 * One cell of the browser's memory-only area: it survives the worker, not the browser, and is never
 * written to disk (SECURITY.md §3). `parse` names what a former worker left behind.
 */
export type StorageCell<Value> = {
  read(): Promise<Value | undefined>;
  write(value: Value): Promise<void>;
};

/** Opens a cell under a key. A value that does not parse counts as absent. */
export function sessionCell<Value>(
  key: string,
  parse: (value: unknown) => Value | undefined,
): StorageCell<Value> {
  return {
    async read() {
      const stored = await browser.storage.session.get(key);
      return parse(stored[key]);
    },
    async write(value) {
      await browser.storage.session.set({ [key]: value });
    },
  };
}

/** One cell of the area on disk. Holds nothing secret: no key, no identifier (SECURITY.md F7). */
export function localCell<Value>(
  key: string,
  parse: (value: unknown) => Value | undefined,
): StorageCell<Value> {
  return {
    async read() {
      const stored = await browser.storage.local.get(key);
      return parse(stored[key]);
    },
    async write(value) {
      await browser.storage.local.set({ [key]: value });
    },
  };
}
