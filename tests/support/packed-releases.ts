import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_EXTENSION } from './browser.ts';
import { readExtensionId } from './extension-id.ts';

/** Packed releases of the built extension with their update manifest, as the IT section serves them. */
export type PackedReleases = {
  readonly extensionId: string;
  /** Packs a release, and names it as the newest one. */
  readonly publish: (version: string) => void;
};

/** Packs with a key of its own into a folder that is served under `baseUrl`. */
export function openPackedReleases(folder: string, baseUrl: string): PackedReleases {
  const work = join(folder, 'work');
  mkdirSync(work);
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyFile = join(work, 'key.pem');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  const source = join(work, 'matta');
  copyBuild(source, { key: publicKey.toString('base64') });
  const extensionId = readExtensionId(source);

  function publish(version: string): void {
    copyBuild(source, { key: publicKey.toString('base64'), version });
    pack(source, keyFile, join(work, 'profile'));
    const name = `matta-${version}.crx`;
    renameSync(`${source}.crx`, join(folder, name));
    writeFileSync(
      join(folder, 'update.xml'),
      `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
<app appid="${extensionId}"><updatecheck codebase="${baseUrl}${name}" version="${version}"/></app>
</gupdate>
`,
    );
  }

  return { extensionId, publish };
}

function copyBuild(folder: string, changes: Readonly<Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  cpSync(BUILT_EXTENSION, folder, { recursive: true });
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...manifest, ...changes }));
}

function pack(source: string, keyFile: string, profile: string): void {
  const args = [
    '--no-sandbox',
    '--headless=new',
    `--user-data-dir=${profile}`,
    `--pack-extension=${source}`,
    `--pack-extension-key=${keyFile}`,
  ];
  const { status, stderr } = spawnSync(process.env.MATTA_CHROMIUM ?? '/usr/bin/chromium', args);
  if (status !== 0) throw new Error(`packing failed: ${stderr}`);
}
