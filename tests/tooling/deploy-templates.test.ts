import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '../support/run-tool.ts';

type Settings = Readonly<
  Record<
    string,
    { readonly installation_mode: string; readonly runtime_blocked_hosts: readonly string[] }
  >
>;

const REGISTRY_FILES = ['deploy/windows/chrome.reg', 'deploy/windows/edge.reg'];
const FILES = ['deploy/linux/matta-browser.json', ...REGISTRY_FILES];

test.each(FILES)('%s force-installs the extension under a valid id', (file) => {
  const settings = Object.entries(readSettings(file));
  expect(settings).toHaveLength(1);
  expect(settings[0]?.[0]).toMatch(/^[a-p]{32}$/);
  expect(settings[0]?.[1].installation_mode).toBe('force_installed');
});

// Measured in Chromium 156: `*://*/*` is skipped without a word, and nothing is blocked.
test.each(FILES)('%s blocks other hosts in the form that the browser obeys', (file) => {
  const blocked = Object.values(readSettings(file)).map((entry) => entry.runtime_blocked_hosts);
  expect(blocked).toEqual([['*://*']]);
});

test.each(REGISTRY_FILES)('%s has the line ends that Windows expects', (file) => {
  expect(read(file).replaceAll('\r\n', '')).not.toContain('\n');
});

function readSettings(file: string): Settings {
  if (file.endsWith('.json')) return JSON.parse(read(file)).ExtensionSettings;
  const quoted = /^"ExtensionSettings"=(".*")\r$/m.exec(read(file))?.[1] ?? 'null';
  return JSON.parse(JSON.parse(quoted));
}

function read(file: string): string {
  return readFileSync(join(PROJECT_ROOT, file), 'utf8');
}
