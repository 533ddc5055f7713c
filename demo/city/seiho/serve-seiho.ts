import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CityState } from '../city-state.ts';
import { type CityReply, type CityRequest, notFoundReply, textReply } from '../exchange.ts';
import { serveSeihoApi } from './seiho-api.ts';

/** Files of the single-page application: plain modules, no build step. */
const FILES = [
  'app.js',
  'api.js',
  'dom.js',
  'board-view.js',
  'case-list.js',
  'case-view.js',
  'case-forms.js',
  'cti-panel.js',
  'notice-view.js',
  'equipment-view.js',
  'fax-view.js',
  'seiho.css',
  'seiho-record.css',
];

const CLIENT: ReadonlyMap<string, string> = new Map(FILES.map((name) => [name, readClient(name)]));
const INDEX = readClient('index.html');

/** 生活保護: one page, client-side routes, a JSON API. */
export function serveSeiho(request: CityRequest, state: CityState): CityReply {
  if (request.path.startsWith('/api/')) return serveSeihoApi(request, state);
  if (request.method !== 'GET') return notFoundReply();
  if (!request.path.startsWith('/app/')) return textReply(INDEX, 'text/html; charset=utf-8');

  const name = request.path.slice('/app/'.length);
  const file = CLIENT.get(name);
  if (file === undefined) return notFoundReply();
  return textReply(
    file,
    name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
  );
}

function readClient(name: string): string {
  return readFileSync(join(import.meta.dirname, 'client', name), 'utf8');
}
