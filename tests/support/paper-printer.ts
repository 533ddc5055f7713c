import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pdfToText } from './print-to-text.ts';
import { waitUntil } from './wait-until.ts';

/** A print queue of this test alone, whose paper is a PDF. */
export type PaperPrinter = {
  /** The variables under which a program finds the queue as its default printer. */
  readonly env: { readonly CUPS_SERVER: string };
  /**
   * Text of every job that was handed in, in order, once the printer has put all of them on paper.
   * Read from the job: the driver goes through PostScript, which keeps shapes and loses letters.
   */
  readonly readJobs: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

const CUPSD = '/usr/sbin/cupsd';
const BACKEND = '/usr/lib/cups/backend/cups-pdf';
const DRIVER = '/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd';
/** The backend looks for the settings of a queue here and nowhere else. */
const BACKEND_SETTINGS = '/etc/cups';

/** True when CUPS and its PDF printer are there; its backend only works for root. */
export function hasPaperPrinter(): boolean {
  return process.getuid?.() === 0 && [CUPSD, BACKEND, DRIVER].every((file) => existsSync(file));
}

/** Starts a print server with one queue; nothing of the machine's own printing is touched. */
export async function openPaperPrinter(): Promise<PaperPrinter> {
  const home = mkdtempSync(join(tmpdir(), 'matta-cups-'));
  for (const name of ['root', 'cache', 'state', 'spool', 'temp', 'log', 'out']) {
    mkdirSync(join(home, name));
  }
  // Filters run as a user of their own.
  chmodSync(home, 0o755);
  chmodSync(join(home, 'temp'), 0o1777);
  const queue = basename(home);
  const settings = join(BACKEND_SETTINGS, `cups-pdf-${queue}.conf`);
  writeFileSync(settings, backendSettings(home));
  const socket = join(home, 'state', 'cups.sock');
  const server = spawn(CUPSD, ['-f', ...writeServerSettings(home, socket)], { stdio: 'ignore' });
  const env = { CUPS_SERVER: socket };
  await waitUntil(() => ask(env, 'lpstat', ['-r']).includes('is running'), 'the print server');
  ask(env, 'lpadmin', ['-p', queue, '-E', '-v', `cups-pdf:/${queue}`, '-P', DRIVER]);
  ask(env, 'lpadmin', ['-d', queue]);
  return {
    env,
    async readJobs() {
      let jobs: readonly string[] = [];
      const isDone = () => {
        if (ask(env, 'lpstat', ['-W', 'not-completed', '-o']).trim() !== '') return false;
        jobs = readJobs(join(home, 'spool'));
        return countPapers(join(home, 'out')) === jobs.length;
      };
      await waitUntil(isDone, 'every job to be on paper', 60_000);
      return jobs;
    },
    async close() {
      server.kill('SIGTERM');
      await once(server, 'exit');
      rmSync(settings, { force: true });
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function ask(env: PaperPrinter['env'], command: string, args: readonly string[]): string {
  const run = spawnSync(command, args, { env: { ...process.env, ...env }, encoding: 'utf8' });
  return run.stdout ?? '';
}

/** `d00012-001`: the document of job 12. */
function readJobs(spool: string): readonly string[] {
  return readdirSync(spool)
    .filter((name) => /^d\d+-\d+$/.test(name))
    .toSorted()
    .map((name) => pdfToText(readFileSync(join(spool, name))).replace(/\s+/g, ''));
}

function countPapers(folder: string): number {
  return readdirSync(folder).filter((name) => name.endsWith('.pdf')).length;
}

function backendSettings(home: string): string {
  return [
    `Out ${join(home, 'out')}`,
    `AnonDirName ${join(home, 'out')}`,
    `Spool ${join(home, 'temp')}`,
    `Log ${join(home, 'log')}`,
    // Names begin with the job otherwise, and equal titles would write over one another.
    'Label 2',
    '',
  ].join('\n');
}

function writeServerSettings(home: string, socket: string): readonly string[] {
  const server = join(home, 'root', 'cupsd.conf');
  const files = join(home, 'root', 'cups-files.conf');
  writeFileSync(
    server,
    `Listen ${socket}
Browsing Off
WebInterface No
DefaultAuthType None
PreserveJobHistory Yes
PreserveJobFiles Yes
MaxJobs 0
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
`,
  );
  const at = (name: string) => join(home, name);
  writeFileSync(
    files,
    `ServerRoot ${at('root')}
CacheDir ${at('cache')}
StateDir ${at('state')}
RequestRoot ${at('spool')}
TempDir ${at('temp')}
AccessLog ${at('log')}/access
ErrorLog ${at('log')}/error
PageLog ${at('log')}/page
SystemGroup root
User lp
Group lp
`,
  );
  return ['-c', server, '-s', files];
}
