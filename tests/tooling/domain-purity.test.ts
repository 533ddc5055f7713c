import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECT_ROOT, runTool } from '../support/run-tool.ts';
import { openScratchFolder, writeTree } from '../support/scratch-folder.ts';

type Diagnostic = { readonly category: string; readonly location: { readonly path: string } };

/** Expressions that read the world: global name, clock or chance. */
const IMPURE = [
  'document.title',
  'window.name',
  'browser.runtime',
  'chrome.runtime',
  "fetch('/x')",
  'indexedDB.name',
  'setTimeout(String, 1)',
  'globalThis.fetch',
  'performance.now()',
  'Date.now()',
  'new Date()',
  'Math.random()',
  'crypto.randomUUID()',
];

const PURE = ['new Date(0)', 'Math.max(1, 2)', 'Date.UTC(2026, 0)'];

const scratch = openScratchFolder('purity');
let diagnostics: readonly Diagnostic[] = [];

beforeAll(() => {
  copyRules();
  writeTree(scratch.path, Object.fromEntries([...IMPURE, ...PURE].map(fileOf)));
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', 'utils'];
  diagnostics = JSON.parse(runTool('biome', args, scratch.path).stdout).diagnostics;
}, 60_000);

afterAll(() => scratch.remove());

test.each(IMPURE)('%s is an error in utils/domain', (expression) => {
  expect(errorsIn(`utils/domain/${nameOf(expression)}`)).toHaveLength(1);
});

test.each(PURE)('%s is allowed in utils/domain', (expression) => {
  expect(errorsIn(`utils/domain/${nameOf(expression)}`)).toEqual([]);
});

/** The project's own rules; only the look at .gitignore goes, since git ignores the scratch folder. */
function copyRules(): void {
  const config = JSON.parse(readFileSync(join(PROJECT_ROOT, 'biome.json'), 'utf8'));
  const standalone = JSON.stringify({ ...config, $schema: undefined, vcs: { enabled: false } });
  writeFileSync(join(scratch.path, 'biome.json'), standalone);
  const plugin = 'tests/tooling/no-clock-or-chance.grit';
  cpSync(join(PROJECT_ROOT, plugin), join(scratch.path, plugin));
}

function fileOf(expression: string): readonly [string, string] {
  const body = `export function read(): unknown {\n  return ${expression};\n}\n`;
  return [`utils/domain/${nameOf(expression)}`, body];
}

function nameOf(expression: string): string {
  return `${expression.toLowerCase().replace(/[^a-z0-9]+/g, '-')}x.ts`;
}

function errorsIn(path: string): readonly Diagnostic[] {
  return diagnostics.filter((diagnostic) => diagnostic.location.path.endsWith(path));
}
