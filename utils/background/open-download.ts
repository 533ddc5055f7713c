import type { Bytes } from '../domain/bytes.ts';
import { fail, type Result } from '../domain/result.ts';
import type { FetchBytes, FetchFailure } from './fetch-bytes.ts';

/** The downloads of one run. */
export type Download = {
  /** Downloads one file of the feed, by its name below the feed's URL. */
  (name: string, maxBytes: number): Promise<Result<Bytes, FetchFailure>>;
  /** How long the host asked to be left alone during this run, if it did. */
  retryAfterMs(): number | undefined;
};

const FETCH_TIMEOUT_MS = 30_000;
/** Everything that one run may download (SECURITY.md T08). */
export const MAX_RUN_BYTES = 64 * 1024 * 1024;

/** Opens the downloads of one run, with one budget for all of them. */
export function openDownload(fetchBytes: FetchBytes, feedUrl: string): Download {
  let leftBytes = MAX_RUN_BYTES;
  let retryAfterMs: number | undefined;
  const download = async (name: string, maxBytes: number) => {
    if (maxBytes > leftBytes) {
      return fail('feed-too-large' as const, `${name}: more than the run may read`);
    }
    const url = new URL(name, feedUrl).href;
    const file = await fetchBytes({ url, maxBytes, timeoutMs: FETCH_TIMEOUT_MS });
    leftBytes -= file.ok ? file.value.byteLength : maxBytes;
    retryAfterMs = file.retryAfterMs ?? retryAfterMs;
    // The port promises this; a run must not depend on it.
    return file.ok && file.value.byteLength > maxBytes
      ? fail('feed-too-large' as const, name)
      : file;
  };
  return Object.assign(download, { retryAfterMs: () => retryAfterMs });
}
