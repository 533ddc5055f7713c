import type { DBSchema } from 'idb';
import type { LocalArea } from './head-copy.ts';
import type { Opened } from './open-database.ts';

/** One object store with a row for each part of the feed. Rows are parsed when they are read. */
export interface FeedSchema extends DBSchema {
  feed: { key: string; value: unknown };
}

/** The two places in which the cache stands. */
export type FeedStores = {
  readonly local: LocalArea;
  readonly connect: () => Promise<Opened<FeedSchema>>;
};
