import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildCity, DEFAULT_SEED } from './city-data.ts';
import { type CityState, openCityState } from './city-state.ts';
import { type BusinessSystem, type CityReply, textReply } from './exchange.ts';
import type { Resident } from './resident.ts';
import { serveSaiken } from './saiken/serve-saiken.ts';
import { serveSeiho } from './seiho/serve-seiho.ts';
import type { Store } from './store.ts';
import { serveZeimu } from './zeimu/serve-zeimu.ts';

/** Names of the three systems; the browser maps `*.kakuu.example` to 127.0.0.1. */
const SYSTEM_IDS = ['zeimu', 'seiho', 'saiken'] as const;
export type SystemId = (typeof SYSTEM_IDS)[number];
export type CityUrls = { readonly [Id in SystemId]: string };

/** The running fictional municipality. */
export type City = {
  readonly port: number;
  readonly urls: CityUrls;
  readonly store: Store;
  readonly residents: readonly Resident[];
  readonly close: () => Promise<void>;
};

export type CityOptions = {
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly seed?: number;
  readonly nowMs?: () => number;
  /** What a request waits for after it has been carried out, before it is answered: a busy server. */
  readonly beforeAnswer?: (path: string) => Promise<void>;
};

const SYSTEMS: { readonly [Id in SystemId]: BusinessSystem } = {
  zeimu: serveZeimu,
  seiho: serveSeiho,
  saiken: serveSaiken,
};

/** Starts the three systems on one port of 127.0.0.1, told apart by the Host header. */
export async function startCity(options: CityOptions = {}): Promise<City> {
  const data = buildCity(options.seed ?? DEFAULT_SEED);
  const state = openCityState(data, options.nowMs ?? Date.now);
  const server = createServer((request, response) => {
    answer({ request, response, state, ...options }).catch((error: unknown) => {
      console.error(error);
      send(response, textReply('処理中にエラーが発生しました。', 'text/plain; charset=utf-8', 500));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, urls: cityUrls(port), store: state.store, residents: data.residents, close };
}

/** The address of each system on a port. */
export function cityUrls(port: number): CityUrls {
  return {
    zeimu: `http://zeimu.kakuu.example:${port}/`,
    seiho: `http://seiho.kakuu.example:${port}/`,
    saiken: `http://saiken.kakuu.example:${port}/`,
  };
}

async function answer(input: {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly state: CityState;
  readonly beforeAnswer?: CityOptions['beforeAnswer'];
}): Promise<void> {
  const { request, response, state, beforeAnswer } = input;
  const host = (request.headers.host ?? '').replace(/:\d+$/, '');
  const target = request.url ?? '/';
  const method = request.method ?? 'GET';
  state.store.requests.push(state.stamp({ host, method, path: target }));

  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const [path = '/', query = ''] = target.split('?', 2);
  if (path === '/favicon.ico') {
    send(response, { status: 204, headers: {}, body: '' });
    return;
  }
  const id = SYSTEM_IDS.find((name) => host === `${name}.kakuu.example`);
  if (!id) {
    send(
      response,
      textReply('このホスト名のシステムはありません。', 'text/plain; charset=utf-8', 404),
    );
    return;
  }
  const body = Buffer.concat(chunks);
  const reply = SYSTEMS[id]({ method, path: decodeURI(path), query, body }, state);
  await beforeAnswer?.(path);
  send(response, reply);
}

function send(response: ServerResponse, reply: CityReply): void {
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body);
}
