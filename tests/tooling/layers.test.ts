import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROJECT_ROOT, runTool } from '../support/run-tool.ts';
import { openScratchFolder, writeTree } from '../support/scratch-folder.ts';
import { LAWFUL_TREE, SEEDS } from './layer-seeds.ts';

type Violation = { readonly from: string; readonly rule: { readonly name: string } };

const CONFIG = join(PROJECT_ROOT, '.dependency-cruiser.cjs');
const scratch = openScratchFolder('layers');
let violations: readonly Violation[] = [];

beforeAll(() => {
  writeTree(scratch.path, LAWFUL_TREE);
  writeTree(scratch.path, Object.fromEntries(SEEDS.map((seed) => [seed.file, seed.text])));
  const folders = ['entrypoints', 'components', 'utils', 'publisher', 'demo', 'tests'];
  const run = runTool('depcruise', ['--config', CONFIG, '-T', 'json', ...folders], scratch.path);
  violations = JSON.parse(run.stdout).summary.violations;
}, 90_000);

afterAll(() => scratch.remove());

test.each(SEEDS)('$file is reported as $rules', ({ file, rules }) => {
  expect(rulesBroken(file)).toEqual([...rules].sort());
});

test.each(Object.keys(LAWFUL_TREE))('%s keeps every rule', (file) => {
  expect(rulesBroken(file)).toEqual([]);
});

test('each rule of the configuration has a seed that breaks it', () => {
  const config = createRequire(import.meta.url)(CONFIG);
  const names = config.forbidden.map((rule: { readonly name: string }) => rule.name);
  expect([...new Set(SEEDS.flatMap((seed) => seed.rules))].sort()).toEqual(names.sort());
});

function rulesBroken(file: string): readonly string[] {
  const broken = violations.filter((violation) => violation.from === file);
  return [...new Set(broken.map((violation) => violation.rule.name))].sort();
}
