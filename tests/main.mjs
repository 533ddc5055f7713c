// `npm test`: everything that CI checks. Plain JavaScript, so that it starts on the Node of a fresh
// machine (20 or newer); each step then runs under the project's own Node.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepareMachine } from '../demo/prepare-machine.mjs';

const SOURCES = ['entrypoints', 'components', 'utils', 'publisher', 'demo', 'tests'];
const STEP_TIMEOUT_MS = 40 * 60 * 1000;

/** In order. `report`: a vitest run whose tests are counted. `after`: makes no sense without it. */
const STEPS = [
  { name: 'generate types', command: ['wxt', 'prepare'] },
  { name: 'lint and format', command: ['biome', 'check', '.'] },
  { name: 'layers', command: ['depcruise', '--config', '.dependency-cruiser.cjs', ...SOURCES] },
  { name: 'dead code', command: ['knip'] },
  { name: 'types', command: ['tsc', '--noEmit'] },
  { name: 'unit and dom tests', command: vitest('unit', 'dom'), report: 'unit' },
  { name: 'build', command: ['wxt', 'build'] },
  { name: 'size', command: ['size-limit'], after: 'build' },
  { name: 'end-to-end tests', command: vitest('e2e', 'e2e-copies'), report: 'e2e', after: 'build' },
];

const machine = prepareMachine({
  needs: ['browser', 'languages', 'fonts', 'pdf-text', 'web-server'],
  // For the real paper path; its test says so when it is skipped.
  wants: ['display', 'print-server', 'printer'],
});
const reports = join(machine.root, '.work', 'reports');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const results = [];
for (const step of STEPS) results.push(runStep(step));
summarise();

function vitest(...projects) {
  return ['vitest', 'run', ...projects.flatMap((project) => ['--project', project])];
}

function runStep({ name, command, report, after }) {
  if (after && results.some((result) => result.name === after && result.failed > 0)) {
    return { name, seconds: 0, passed: 0, failed: 1, skipped: 0, note: `not run: ${after} failed` };
  }
  console.log(`\n=== ${name}: ${command.join(' ')}`);
  const startedAt = performance.now();
  const status = execute(report ? [...command, ...reporters(report)] : command);
  const seconds = (performance.now() - startedAt) / 1000;
  const counts = report ? countTests(report, status) : { failed: status === 0 ? 0 : 1 };
  return { name, seconds, passed: 0, skipped: 0, note: '', ...counts };
}

function execute([tool, ...args]) {
  const run = spawnSync(join(machine.bin, tool), args, {
    cwd: machine.root,
    env: machine.env,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: STEP_TIMEOUT_MS,
  });
  if (run.error) console.log(`${tool}: ${run.error.message}`);
  return run.status ?? 1;
}

function reporters(report) {
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile(report)}`];
}

function reportFile(report) {
  return join(reports, `${report}.json`);
}

/** A file that could not be loaded, a crash and a run without tests count as one failure each. */
function countTests(report, status) {
  if (!existsSync(reportFile(report))) return { failed: 1, note: 'no report' };
  const json = JSON.parse(readFileSync(reportFile(report), 'utf8'));
  const broken = json.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((t) => t.status !== 'failed'),
  ).length;
  const failed = json.numFailedTests + broken;
  const passed = json.numPassedTests;
  const skipped = json.numPendingTests + (json.numTodoTests ?? 0);
  if (failed === 0 && (status !== 0 || passed === 0)) {
    return {
      passed,
      skipped,
      failed: 1,
      note: passed === 0 ? 'no test ran' : 'error beside tests',
    };
  }
  return { passed, skipped, failed };
}

function summarise() {
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  console.log('\n=== summary');
  for (const { name, seconds, passed, failed, note } of results) {
    const state = failed > 0 ? 'FAILED' : 'ok';
    const tests = passed > 0 ? `${passed} passed, ${failed} failed` : '';
    console.log(
      [name.padEnd(20), `${seconds.toFixed(1).padStart(7)} s`, state.padEnd(6), tests, note]
        .join('  ')
        .trimEnd(),
    );
  }
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
  console.log(`\n${total('passed')} passed, ${total('failed')} failed${skipped}`);
  process.exitCode = total('failed') > 0 || total('passed') === 0 ? 1 : 0;
}
