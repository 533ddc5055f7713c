import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockMachine, unlockMachine } from './machine-lock.ts';

/** Managed values of the extension, as the IT section would deliver them. */
export type ManagedValues = Readonly<Record<string, unknown>>;

/** Where one browser finds its managed policy. */
export type PolicyPlace = {
  /** Starts the browser such that it reads this place. */
  readonly executable: string;
  /** Delivers managed policy; `undefined` takes it away. A running browser notices. */
  readonly write: (extensionId: string, values: ManagedValues | undefined) => void;
  readonly close: () => void;
};

const POLICIES = '/etc/chromium/policies';
const FILE = 'matta-e2e.json';
/** Lays a folder over the machine's policies, for this process and its children alone. */
const LAUNCHER = `mount --bind "$0" ${POLICIES} && exec "$@"`;

/** True where a browser can have a policy folder of its own: Linux, with the right to mount. */
export const HAS_OWN_POLICIES: boolean = canMount();

/** Browsers of this process that share the machine's folder; the last one lets other processes in. */
let shareCount = 0;

/**
 * Opens a place for one browser: its own where possible, else the machine's, alone in turn. `browserPolicy`:
 * what the browser itself is told beside the values of the extension.
 */
export async function openPolicyPlace(
  chromium: string,
  browserPolicy: ManagedValues = {},
): Promise<PolicyPlace> {
  return HAS_OWN_POLICIES
    ? ownPlace(chromium, browserPolicy)
    : await sharedPlace(chromium, browserPolicy);
}

function ownPlace(chromium: string, browserPolicy: ManagedValues): PolicyPlace {
  const home = mkdtempSync(join(tmpdir(), 'matta-policy-'));
  const folder = join(home, 'policies');
  const executable = join(home, 'chromium');
  const command = `exec unshare -m /bin/sh -c '${LAUNCHER}' '${folder}' '${chromium}' "$@"`;
  writeFileSync(executable, `#!/bin/sh\n${command}\n`);
  chmodSync(executable, 0o700);
  return {
    executable,
    write: (extensionId, values) => writePolicy(folder, browserPolicy, { extensionId, values }),
    close: () => rmSync(home, { recursive: true, force: true }),
  };
}

async function sharedPlace(chromium: string, browserPolicy: ManagedValues): Promise<PolicyPlace> {
  await lockMachine();
  shareCount += 1;
  return {
    executable: chromium,
    write: (extensionId, values) => writePolicy(POLICIES, browserPolicy, { extensionId, values }),
    close: () => {
      rmSync(join(POLICIES, 'managed', FILE), { force: true });
      shareCount -= 1;
      if (shareCount === 0) unlockMachine();
    },
  };
}

type ExtensionPolicy = {
  readonly extensionId: string;
  readonly values: ManagedValues | undefined;
};

function writePolicy(
  folder: string,
  browserPolicy: ManagedValues,
  { extensionId, values }: ExtensionPolicy,
): void {
  const managed = join(folder, 'managed');
  mkdirSync(managed, { recursive: true });
  const extensions = values === undefined ? {} : { [extensionId]: values };
  if (values === undefined && Object.keys(browserPolicy).length === 0) {
    rmSync(join(managed, FILE), { force: true });
    return;
  }
  const policy = { ...browserPolicy, '3rdparty': { extensions } };
  writeFileSync(join(managed, FILE), JSON.stringify(policy));
}

function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const home = mkdtempSync(join(tmpdir(), 'matta-mount-'));
  mkdirSync(POLICIES, { recursive: true });
  const { status } = spawnSync('unshare', ['-m', '/bin/sh', '-c', LAUNCHER, home, 'true']);
  rmSync(home, { recursive: true, force: true });
  return status === 0;
}
