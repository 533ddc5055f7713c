import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { openFetchBytes } from '../../utils/background/fetch-bytes.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A real server on loopback. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/timestamp.json`;
}

const fetchBytes = openFetchBytes((input, init) => fetch(input, init));
const LIMITS = { maxBytes: 1_000, timeoutMs: 5_000 };

test('a file comes as its bytes', async () => {
  const url = await serve((_, response) => response.end('架空'));
  expect(await fetchBytes({ url, ...LIMITS })).toEqual({
    ok: true,
    value: new TextEncoder().encode('架空'),
  });
});

test('a file of exactly the limit is read and one byte more is not', async () => {
  const url = await serve((_, response) => response.end('x'.repeat(1_000)));
  expect(await fetchBytes({ url, ...LIMITS })).toMatchObject({ ok: true });
  expect(await fetchBytes({ url, ...LIMITS, maxBytes: 999 })).toMatchObject({
    code: 'feed-too-large',
  });
});

test('endless data is cut off', async () => {
  let sentBytes = 0;
  const url = await serve((request, response) => {
    const pump = () => {
      while (!request.destroyed && response.write('x'.repeat(65_536))) sentBytes += 65_536;
    };
    response.on('drain', pump);
    pump();
  });
  expect(await fetchBytes({ url, ...LIMITS })).toMatchObject({ code: 'feed-too-large' });
  expect(sentBytes).toBeLessThan(64 * 1024 * 1024);
});

test('a small file that unpacks to a large one is cut off', async () => {
  const url = await serve((_, response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end(gzipSync(Buffer.alloc(5_000_000)));
  });
  expect(await fetchBytes({ url, ...LIMITS })).toMatchObject({ code: 'feed-too-large' });
});

test.each([
  ['a server that never answers', () => undefined],
  [
    'a body that never ends',
    (_: unknown, response: { write(text: string): void }) => response.write('x'),
  ],
])('%s is given up', async (_name, listener) => {
  const url = await serve(listener as RequestListener);
  expect(await fetchBytes({ url, ...LIMITS, timeoutMs: 100 })).toEqual({
    ok: false,
    code: 'feed-unreachable',
    detail: 'TimeoutError',
  });
});

test('a redirect is not followed', async () => {
  let isFollowed = false;
  const target = await serve((_, response) => {
    isFollowed = true;
    response.end('x');
  });
  const url = await serve((_, response) => response.writeHead(302, { location: target }).end());
  expect(await fetchBytes({ url, ...LIMITS })).toMatchObject({ code: 'feed-unreachable' });
  expect(isFollowed).toBe(false);
});

test.each([
  [403, 'file-missing'],
  [404, 'file-missing'],
  [410, 'file-missing'],
  [204, 'feed-unreachable'],
  [206, 'feed-unreachable'],
  [401, 'feed-unreachable'],
  [429, 'feed-unreachable'],
  [500, 'feed-unreachable'],
  [503, 'feed-unreachable'],
])('the answer %d is %s', async (status, code) => {
  const url = await serve((_, response) => response.writeHead(status).end());
  expect(await fetchBytes({ url, ...LIMITS })).toMatchObject({ ok: false, code });
});

test.each([429, 503])(
  'the answer %d passes on how long the host asks for patience',
  async (status) => {
    const url = await serve((_, response) =>
      response.writeHead(status, { 'retry-after': '120' }).end(),
    );
    const answer = await fetchBytes({ url, ...LIMITS });
    expect(answer).toMatchObject({ code: 'feed-unreachable', retryAfterMs: 120_000 });
  },
);

test('a closed port is an outage', async () => {
  expect(await fetchBytes({ url: 'http://127.0.0.1:9/', ...LIMITS })).toMatchObject({
    code: 'feed-unreachable',
  });
});

test('a connection that breaks in the middle is an outage', async () => {
  const url = await serve((_, response) => {
    response.setHeader('content-length', 100);
    response.write('x', () => response.destroy());
  });
  expect(await fetchBytes({ url, ...LIMITS })).toMatchObject({ code: 'feed-unreachable' });
});
