import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BrowserContext,
  type CDPSession,
  chromium,
  type Page,
  type Worker,
} from 'playwright-core';
import { readExtensionId } from './extension-id.ts';
import { type ManagedValues, openPolicyPlace } from './policy-place.ts';
import { PROJECT_ROOT } from './run-tool.ts';

export type LaunchOptions = {
  /** Folder of the built extension; `null` launches without one. */
  readonly extensionDir?: string | null;
  /** An extension that the browser installs by itself, as policy tells it (`browserPolicy`). */
  readonly installedId?: string;
  /** What the browser is told by policy, beside the values of the extension. */
  readonly browserPolicy?: ManagedValues;
  /** Managed values; absent = the PC has no managed policy. */
  readonly policy?: ManagedValues;
  /** Profile to reuse; absent = a new one that goes with the browser. */
  readonly profileDir?: string;
  readonly args?: readonly string[];
  /** False opens real windows on the machine's display. */
  readonly headless?: boolean;
  /** Variables of the browser's process beside those of this one. */
  readonly env?: Readonly<Record<string, string>>;
};

/** A real Chromium with the built extension. */
export type TestBrowser = {
  readonly context: BrowserContext;
  readonly extensionId: string;
  /** The running service worker, as soon as there is one. */
  readonly serviceWorker: () => Promise<Worker>;
  /** Opens a page of the extension in a new tab, e.g. `options.html`. */
  readonly extensionPage: (path: string) => Promise<Page>;
  /** Ends the service worker the way the browser does; an event starts it again. */
  readonly killServiceWorker: () => Promise<void>;
  /** Changes managed policy under the running browser; `undefined` takes it away. */
  readonly setPolicy: (policy: ManagedValues | undefined) => void;
  readonly close: () => Promise<void>;
};

/** Where `wxt build` leaves the extension. */
export const BUILT_EXTENSION: string = join(PROJECT_ROOT, '.output', 'chrome-mv3');

/** Launches Chromium (Debian's: branded Chrome refuses `--load-extension`). */
export async function launchBrowser(options: LaunchOptions = {}): Promise<TestBrowser> {
  const extensionDir = options.extensionDir === undefined ? BUILT_EXTENSION : options.extensionDir;
  const loadedId = extensionDir === null ? '' : readExtensionId(extensionDir);
  const extensionId = options.installedId ?? loadedId;
  const profileDir = options.profileDir ?? mkdtempSync(join(tmpdir(), 'matta-profile-'));
  const place = await openPolicyPlace(
    process.env.MATTA_CHROMIUM ?? '/usr/bin/chromium',
    options.browserPolicy,
  );
  place.write(extensionId, options.policy);

  const context = await chromium
    .launchPersistentContext(profileDir, {
      executablePath: place.executable,
      headless: false,
      locale: 'ja-JP',
      // The language of the browser itself, hence of the extension's texts, comes from here on Linux.
      env: { ...process.env, LANGUAGE: 'ja', ...options.env },
      timezoneId: 'Asia/Tokyo',
      args: [
        ...(options.headless === false ? [] : ['--headless=new']),
        ...BASE_ARGS,
        ...extensionArgs(extensionDir),
        ...(options.args ?? []),
      ],
      ignoreDefaultArgs: [
        '--disable-extensions',
        '--disable-back-forward-cache',
        // It switches policy installs off, too.
        ...(options.installedId === undefined ? [] : ['--disable-background-networking']),
      ],
    })
    .catch((error: unknown) => {
      place.close();
      throw error;
    });

  async function close(): Promise<void> {
    await context.close();
    place.close();
    if (options.profileDir === undefined) rmSync(profileDir, { recursive: true, force: true });
  }

  return {
    context,
    extensionId,
    serviceWorker: () => findServiceWorker(context, extensionId),
    extensionPage: (path) => openPage(context, `chrome-extension://${extensionId}/${path}`),
    killServiceWorker: () => killServiceWorker(context, extensionId),
    setPolicy: (policy) => place.write(extensionId, policy),
    close,
  };
}

/** `--no-sandbox`: the tests run as root in CI. The demo city's names all mean this machine. */
export const BASE_ARGS: readonly string[] = [
  '--no-sandbox',
  '--lang=ja',
  '--host-resolver-rules=MAP *.kakuu.example 127.0.0.1',
];

function extensionArgs(extensionDir: string | null): readonly string[] {
  if (extensionDir === null) return [];
  return [`--disable-extensions-except=${extensionDir}`, `--load-extension=${extensionDir}`];
}

async function findServiceWorker(context: BrowserContext, extensionId: string): Promise<Worker> {
  const isOurs = (worker: Worker) => worker.url().includes(extensionId);
  return (
    context.serviceWorkers().find(isOurs) ??
    (await context.waitForEvent('serviceworker', { predicate: isOurs }))
  );
}

async function openPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** The handle of the worker survives: a call on it waits until an event has started the next one. */
async function killServiceWorker(context: BrowserContext, extensionId: string): Promise<void> {
  const browser = context.browser();
  if (!browser) throw new Error('a launched browser expected');
  const session = await browser.newBrowserCDPSession();
  let running = await listWorkers(session, extensionId);
  while (running.length > 0) {
    for (const targetId of running) {
      // One that has ended by itself meanwhile is listed no more.
      await session.send('Target.closeTarget', { targetId }).catch(unlessGone);
    }
    running = await listWorkers(session, extensionId);
  }
  await session.detach();
}

function unlessGone(error: unknown): void {
  if (!String(error).includes('No target with given id')) throw error;
}

async function listWorkers(session: CDPSession, extensionId: string): Promise<readonly string[]> {
  const { targetInfos } = await session.send('Target.getTargets');
  return targetInfos
    .filter(({ type, url }) => type === 'service_worker' && url.includes(extensionId))
    .map((target) => target.targetId);
}
