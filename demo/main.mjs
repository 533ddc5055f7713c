// `npm run demo`: the main job on a bare machine. Plain JavaScript, so that it starts on the Node of a
// fresh machine (20 or newer); everything after the preparation runs under the project's own Node.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepareMachine } from './prepare-machine.mjs';

const machine = prepareMachine({ needs: ['browser', 'languages', 'fonts', 'pdf-text'] });
const hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const isTour = process.argv.includes('--tour') || !hasDisplay;

run('wxt', ['prepare']);
run('wxt', ['build']);
const script = isTour ? 'demo/run-tour.ts' : 'demo/run-visit.ts';
run('node', [join(machine.root, script), ...process.argv.slice(2)]);

function run(tool, args) {
  const { status } = spawnSync(join(machine.bin, tool), args, {
    cwd: machine.root,
    env: machine.env,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
