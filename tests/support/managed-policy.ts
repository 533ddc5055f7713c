import { mkdirSync, rmSync, writeFileSync } from 'node:fs';

/** Managed values of the extension, as the IT section would deliver them. */
export type ManagedValues = Readonly<Record<string, unknown>>;

const FOLDER = '/etc/chromium/policies/managed';
const FILE = `${FOLDER}/matta-e2e.json`;

/**
 * Delivers managed policy to the Chromium of this machine; `undefined` takes it away. Policy files
 * count for every Chromium here, so one browser test runs at a time. A running browser notices.
 */
export function writeManagedPolicy(extensionId: string, values: ManagedValues | undefined): void {
  if (values === undefined) {
    rmSync(FILE, { force: true });
    return;
  }
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(FILE, JSON.stringify({ '3rdparty': { extensions: { [extensionId]: values } } }));
}
