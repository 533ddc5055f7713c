import { join } from 'node:path';
import { build } from 'vite';
import { PROJECT_ROOT } from '../support/run-tool.ts';

/** Bundles an in-page part as the extension's own scripts are: one minified classic script. */
export async function bundleInPage(fileName = 'in-page.ts'): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: 'chrome137',
      lib: {
        entry: join(PROJECT_ROOT, 'tests', 'bench', fileName),
        formats: ['iife'],
        name: 'mattaBenchBundle',
      },
    },
  });
  const outputs = Array.isArray(built) ? built : [built];
  const [chunk] = outputs.flatMap((output) => ('output' in output ? output.output : []));
  if (chunk?.type !== 'chunk') throw new Error('one script expected from the bundler');
  return chunk.code;
}
