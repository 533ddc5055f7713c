import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitUntil } from './wait-until.ts';

/** A real web server on loopback, as an IT section would set it up for the feed. */
export type NginxHost = {
  readonly port: number;
  /** What it serves; change files here to spoil them. */
  readonly folder: string;
  /** Copies a published feed over what it serves. */
  readonly take: (feed: string) => void;
  /** Puts directives in the place of honest serving; '' ends it. */
  readonly behave: (directives: string) => Promise<void>;
  /** Lines of the access log so far: `status bytes encoding uri`. */
  readonly log: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

const PLACES = ['/usr/sbin/nginx', '/usr/bin/nginx', '/usr/local/sbin/nginx'];

/** The command, or undefined when this machine has none. */
export function findNginx(): string | undefined {
  return PLACES.find((place) => spawnSync(place, ['-v']).status === 0);
}

/** Starts nginx in the foreground with a configuration of its own in a temporary folder. */
export async function serveByNginx(command: string): Promise<NginxHost> {
  const home = mkdtempSync(join(tmpdir(), 'matta-nginx-'));
  const folder = join(home, 'www');
  for (const name of ['www', 'temp', 'logs']) mkdirSync(join(home, name));
  const port = await findFreePort();
  const config = join(home, 'nginx.conf');
  const args = ['-p', home, '-c', config, '-e', join(home, 'logs', 'error.log')];
  // Started anew for each behaviour: after a reload an old worker still answers kept connections.
  let running: ChildProcess | undefined;
  const stop = async () => {
    running?.kill('SIGTERM');
    if (running) await once(running, 'exit');
  };
  const start = async (directives: string) => {
    writeFileSync(config, configOf(home, port, directives));
    running = spawn(command, [...args, '-g', 'daemon off;'], { stdio: 'ignore' });
    const answers = () => fetch(`http://127.0.0.1:${port}/`).then(Boolean, () => false);
    await waitUntil(answers, 'nginx to answer');
  };
  await start('');
  return {
    port,
    folder,
    take: (feed) => {
      rmSync(folder, { recursive: true, force: true });
      cpSync(feed, folder, { recursive: true });
    },
    behave: async (directives) => {
      await stop();
      await start(directives);
    },
    log: () => readLog(join(home, 'logs', 'access.log'), port),
    close: async () => {
      await stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A line is written when its answer has gone out: with one of our own, all before it are there. */
async function readLog(path: string, port: number): Promise<readonly string[]> {
  const read = () => readFileSync(path, 'utf8').trimEnd().split('\n');
  const isOwn = (line: string) => line.endsWith(' /');
  const countOwn = () => read().filter(isOwn).length;
  const before = countOwn();
  await fetch(`http://127.0.0.1:${port}/`);
  await waitUntil(() => countOwn() > before, 'nginx to write its log');
  return read().filter((line) => !isOwn(line));
}

function configOf(home: string, port: number, directives: string): string {
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(home, 'temp', name)};`)
    .join(' ');
  return `
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    pid ${join(home, 'nginx.pid')};
    worker_processes 1;
    events { worker_connections 64; }
    http {
      ${temp}
      types { application/json json; application/octet-stream bin; text/html html; }
      log_format plain '$status $body_bytes_sent $sent_http_content_encoding $uri';
      access_log ${join(home, 'logs', 'access.log')} plain;
      gzip on; gzip_types application/json application/octet-stream; gzip_min_length 100;
      etag on; keepalive_timeout 60; sendfile on;
      server {
        listen 127.0.0.1:${port};
        root ${join(home, 'www')};
        ${directives}
        location = / { return 204; }
      }
    }`;
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a port expected');
  return address.port;
}
