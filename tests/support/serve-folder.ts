import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A static web server on loopback, with the faults that a feed host can have. */
export type FolderServer = {
  readonly port: number;
  /** Base address ending in `/`, under any name that the test browser maps to loopback. */
  readonly url: (host?: string) => string;
  /** Paths asked for so far, in order. */
  readonly requests: readonly string[];
  /** Connections are cut until `comeUp`; the port stays ours, or another program might take it. */
  readonly goDown: () => Promise<void>;
  readonly comeUp: () => Promise<void>;
  /** Every answer waits this long; 0 ends it. */
  readonly slowDown: (delayMs: number) => void;
  readonly close: () => Promise<void>;
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.pdf': 'application/pdf',
};

/** Serves a folder until `close`. */
export async function serveFolder(folder: string): Promise<FolderServer> {
  const requests: string[] = [];
  let delayMs = 0;
  const server = createServer(async (request, response) => {
    requests.push(request.url ?? '/');
    if (delayMs > 0) await sleep(delayMs);
    await answer(folder, request, response);
  });

  let isDown = false;
  server.on('connection', (socket) => {
    if (isDown) socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  async function goDown(): Promise<void> {
    isDown = true;
    server.closeAllConnections();
  }
  async function comeUp(): Promise<void> {
    isDown = false;
  }
  async function close(): Promise<void> {
    server.close();
    await goDown();
    await once(server, 'close');
  }

  return {
    port,
    url: (host = '127.0.0.1') => `http://${host}:${port}/`,
    requests,
    goDown,
    comeUp,
    slowDown: (ms) => {
      delayMs = ms;
    },
    close,
  };
}

async function answer(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const file = normalize(join(folder, decodeURIComponent(pathname)));
  const isInside = file.startsWith(normalize(folder + sep));
  const bytes = isInside ? await readFile(file).catch(() => undefined) : undefined;
  if (bytes === undefined) {
    response.writeHead(404).end();
    return;
  }
  const type = TYPES[extname(file)] ?? 'application/octet-stream';
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(bytes);
}
