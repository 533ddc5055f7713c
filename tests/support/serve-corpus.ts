import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { encodeShiftJis } from '../../demo/city/shift-jis.ts';
import { gridRows } from '../fixtures/pages/grids.ts';
import { LIBRARY_FILES } from './library-files.ts';

export type CorpusServer = { readonly origin: string; readonly close: () => Promise<void> };

export const CORPUS_HOST = 'corpus.kakuu.example';
const PAGES = join(import.meta.dirname, '..', 'fixtures', 'pages');
/** Two pieces of a streamed page come so far apart that each is seen on its own. */
const PIECE_BYTES = 120;
const PIECE_MS = 60;

/** Serves the corpus as old and new systems do: Shift_JIS without a header, and piece by piece. */
export async function serveCorpus(): Promise<CorpusServer> {
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const name = url.pathname.slice(1);
    const script = await readLibrary(url);
    const bytes = /^[a-z-]+\.html$/.test(name)
      ? await readFile(join(PAGES, name)).catch(() => undefined)
      : undefined;
    if (script !== undefined) response.writeHead(200, { 'content-type': typeOf(name) }).end(script);
    else if (bytes) await send(name, bytes, response);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://${CORPUS_HOST}:${port}`,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** `lib/<name>`: a file of a package; `lib/rows.js?first=5510001`: the records of a grid. */
async function readLibrary({ pathname, searchParams }: URL): Promise<Buffer | string | undefined> {
  if (pathname === '/lib/rows.js') {
    return `const rows = ${JSON.stringify(gridRows(Number(searchParams.get('first'))))};`;
  }
  const file = LIBRARY_FILES[pathname.replace('/lib/', '')];
  return file && readFile(file);
}

function typeOf(name: string): string {
  return name.endsWith('.css') ? 'text/css' : 'text/javascript; charset=utf-8';
}

async function send(name: string, bytes: Buffer, response: ServerResponse): Promise<void> {
  const isShiftJis = name === 'shift-jis.html';
  const body = isShiftJis ? encodeShiftJis(bytes.toString('utf8')) : bytes;
  response.writeHead(200, {
    'content-type': isShiftJis ? 'text/html' : 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  });
  const size = name === 'streamed.html' ? PIECE_BYTES : body.length;
  for (let start = 0; start < body.length; start += size) {
    response.write(body.subarray(start, start + size));
    if (size < body.length) await sleep(PIECE_MS);
  }
  response.end();
}
