import type { Bytes } from '../domain/bytes.ts';
import { concatBytes } from '../domain/bytes.ts';
import type { FailureCode } from '../domain/failure.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { parseRetryAfter } from './parse-retry-after.ts';

/** `file-missing` is an answer, not an outage: TUF asks for the next root until there is none. */
export type FetchFailure = FailureCode | 'file-missing';

export type FetchRequest = {
  readonly url: string;
  readonly maxBytes: number;
  readonly timeoutMs: number;
};

/** A file, or why there is none and how long the host asked to be left alone. */
export type FetchAnswer = Result<Bytes, FetchFailure> & {
  readonly retryAfterMs?: number | undefined;
};

export type FetchBytes = (request: FetchRequest) => Promise<FetchAnswer>;

/**
 * Makes a bounded reader of the feed from the browser's `fetch` (SECURITY.md T08, T15, T16).
 * It never keeps more than `maxBytes`, counted after decompression; it gives up after `timeoutMs`
 * for head and body together; it follows no redirect. Credentials are sent because feeds may be
 * behind Windows authentication or client certificates (SECURITY.md §4.6).
 */
export function openFetchBytes(fetchUrl: typeof globalThis.fetch): FetchBytes {
  return async ({ url, maxBytes, timeoutMs }) => {
    const ending = new AbortController();
    const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(timeoutMs)]);
    try {
      const response = await fetchUrl(url, {
        signal,
        redirect: 'error',
        cache: 'no-store',
        credentials: 'include',
        referrerPolicy: 'no-referrer',
      });
      return await readResponse(response, maxBytes);
    } catch (error) {
      // Network failures and the time-out reject; the reason's name tells which.
      return fail('feed-unreachable', error instanceof Error ? error.name : 'fetch failed');
    } finally {
      ending.abort();
    }
  };
}

async function readResponse(response: Response, maxBytes: number): Promise<FetchAnswer> {
  // 403 too: some static servers answer so for a file that is not there.
  if ([403, 404, 410].includes(response.status)) {
    return fail('file-missing', `HTTP ${response.status}`);
  }
  if (response.status !== 200 || response.body === null) {
    const retryAfterMs = parseRetryAfter(response.headers);
    const failure = fail('feed-unreachable' as const, `HTTP ${response.status}`);
    return retryAfterMs === undefined ? failure : { ...failure, retryAfterMs };
  }
  return await readBody(response.body, maxBytes);
}

async function readBody(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): Promise<Result<Bytes, FetchFailure>> {
  const chunks: Uint8Array[] = [];
  const reader = body.getReader();
  let byteCount = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    byteCount += part.value.byteLength;
    if (byteCount > maxBytes) {
      await reader.cancel();
      return fail('feed-too-large', `more than ${maxBytes} bytes`);
    }
    chunks.push(part.value);
  }
  return ok(concatBytes(chunks));
}
