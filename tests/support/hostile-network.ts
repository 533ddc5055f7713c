import type { Page } from 'playwright-core';
import { cast } from '../../demo/city/cast.ts';
import { FIRST_SCRIPTS } from '../fixtures/hostile/first-scripts.ts';
import { type HostileSite, type Reply, serveHostile } from '../fixtures/hostile/serve-hostile.ts';
import { openInstalledScene } from './open-installed-scene.ts';
import { openScene, type Scene } from './open-scene.ts';
import { readBanner } from './read-banner.ts';
import { waitUntil } from './wait-until.ts';

const { A } = cast.K1;
const { Z } = cast.clean;

/** A site whose pages send by every channel, watched under one name and unwatched under another. */
export type NetworkScene = {
  readonly scene: Scene;
  readonly site: HostileSite;
  readonly url: (path: string) => string;
  readonly neighbourUrl: (path: string) => string;
  /** Opens a flagged record; with `isRead` it waits until the guard has said so. */
  readonly openRecord: (isRead: boolean) => Promise<Page>;
  readonly openClean: () => Promise<Page>;
  readonly close: () => Promise<void>;
};

export type NetworkOptions = {
  /** The filter of the guarded requests, as the profile gives it to the browser. */
  readonly guarded?: string;
  /** Treats the site as https: service workers are nowhere else. */
  readonly isSecure?: boolean;
  /** Has policy install the extension: the browser then lets it stop requests by itself. */
  readonly isInstalled?: boolean;
};

/** The site of a network scene, and the profile under which it is watched. */
export async function openNetworkSite(options: NetworkOptions = {}) {
  const site = await serveHostile(({ path }) => answer(path));
  return { site, profile: profile(site.url('net'), options) };
}

export async function openNetworkScene(options: NetworkOptions = {}): Promise<NetworkScene> {
  const { site, profile } = await openNetworkSite(options);
  const url = (path: string) => `${site.url('net')}${path}`;
  const secure = `--unsafely-treat-insecure-origin-as-secure=${url('').slice(0, -1)}`;
  const args = options.isSecure ? [secure] : [];
  const open = options.isInstalled ? openInstalledScene : openScene;
  const scene = await open({ addedProfiles: [profile] }, { args });
  return {
    scene,
    site,
    url,
    neighbourUrl: (path) => `${site.url('plain')}${path}`,
    async openRecord(isRead) {
      const page = await scene.newPage(url(`record/${A.atena}`));
      if (isRead) await waitUntil(async () => (await readBanner(page)) !== '', 'the band');
      return page;
    },
    openClean: () => scene.newPage(url(`record/${Z.atena}`)),
    async close() {
      await scene.close();
      await site.close();
    },
  };
}

function answer(path: string): Reply {
  const [, kind = '', rest = ''] = path.split('/');
  if (kind === 'pdf') return { type: 'application/pdf', body: '%PDF-1.4\n%%EOF\n' };
  if (kind === 'first') return first(rest);
  if (kind === 'first-busy')
    return page(`<script>${FIRST_LINE}${STAY_BUSY}</script>${record(rest)}`);
  if (kind === 'first-unwaiting') return first(rest, { 'permissions-policy': 'sync-xhr=()' });
  const script = SCRIPTS[kind];
  if (script) return { type: 'text/javascript', body: script };
  if (kind === 'first-script') return { type: 'text/javascript', body: firstScript(rest) };
  if (kind === 'begin') return begin(Number(rest));
  return page(`${kind === 'record' ? record(rest) : ''}<iframe name="sink" hidden></iframe>`);
}

/** A page that sends before anything of it stands. */
const FIRST_LINE = `const u=n=>'/guarded/first-'+n;fetch(u('fetch'),{method:'POST'}).catch(()=>{});navigator.sendBeacon(u('beacon'),'x');new Image().src=u('image');const x=new XMLHttpRequest();x.open('POST',u('xhr'));x.send();`;

/** Nobody can read the page meanwhile, and what it has sent is stopped. */
const STAY_BUSY = 'for(const end=Date.now()+1500;Date.now()<end;);';

function first(atena: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return page(`<script>${FIRST_LINE}</script>${record(atena)}`, headers);
}

function record(atena: string): string {
  return `<p>宛名番号 <b>${atena}</b></p>`;
}

/** Workers of the page that send what they are told to. */
const SEND = ({ data }: { readonly data: string }) => fetch(data, { method: 'POST' });
const SCRIPTS: Readonly<Record<string, string>> = {
  'service-worker.js': `onmessage=${SEND}`,
  'shared-worker.js': `onconnect=({ports:[port]})=>{port.onmessage=${SEND}}`,
};

/** A page that sends where one of `FIRST_SCRIPTS` says. */
function begin(at: number): Reply {
  const { body = '', type } = FIRST_SCRIPTS[at] ?? {};
  const isWhole = /^<[!?]/.test(body);
  const text = body.replace('/$', `/${at}`).replace('$', firstScript(String(at)));
  return isWhole ? { type: type ?? 'text/html; charset=utf-8', body: text } : page(text);
}

function firstScript(at: string): string {
  return `fetch('/guarded/first-${at}',{method:'POST'})`;
}

function page(body: string, headers: Readonly<Record<string, string>> = {}): Reply {
  return {
    type: 'text/html; charset=utf-8',
    headers: { 'access-control-allow-origin': '*', ...headers },
    body: `<!doctype html><meta charset="utf-8"><title>送信</title><body>${body}</body>`,
  };
}

function profile(url: string, { guarded = `|${url}guarded/` }: NetworkOptions) {
  return {
    version: 1,
    id: 'hostile-net',
    name: '送信システム',
    system: 'other',
    match: [`${url}*`],
    identifiers: [{ kind: 'atena', labels: ['宛名番号'], place: 'subject' }],
    acts: [
      { act: 'send', name: '外部への送信', requests: [{ url: guarded }] },
      { act: 'print', name: '帳票の表示', requests: [{ url: `|${url}pdf/`, pdfOnly: true }] },
    ],
  };
}
