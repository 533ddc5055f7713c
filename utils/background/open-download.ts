import type { Bytes } from '../domain/bytes.ts';
import { fail, type Result } from '../domain/result.ts';
import type { FetchBytes, FetchFailure } from './fetch-bytes.ts';

/** Downloads one file of the feed, by its name below the feed's URL. */
export type Download = (name: string, maxBytes: number) => Promise<Result<Bytes, FetchFailure>>;

const FETCH_TIMEOUT_MS = 30_000;
/** Everything that one run may download (SECURITY.md T08). */
const MAX_RUN_BYTES = 64 * 1024 * 1024;

/** Opens the downloads of one run, with one budget for all of them. */
export function openDownload(fetchBytes: FetchBytes, feedUrl: string): Download {
  let leftBytes = MAX_RUN_BYTES;
  return async (name, maxBytes) => {
    if (maxBytes > leftBytes) return fail('feed-too-large', `${name}: more than the run may read`);
    const url = new URL(name, feedUrl).href;
    const file = await fetchBytes({ url, maxBytes, timeoutMs: FETCH_TIMEOUT_MS });
    leftBytes -= file.ok ? file.value.byteLength : maxBytes;
    // The port promises this; a run must not depend on it.
    return file.ok && file.value.byteLength > maxBytes ? fail('feed-too-large', name) : file;
  };
}
