import type { Tree } from '../support/scratch-folder.ts';

/** One forbidden import: the file that holds it, and exactly the rules that must name that file. */
export type Seed = {
  readonly file: string;
  readonly text: string;
  readonly rules: readonly string[];
};

/** A small extension that keeps every rule. */
export const LAWFUL_TREE: Tree = {
  'utils/domain/fact.ts': "import * as v from 'valibot';\nexport const fact = v.string;\n",
  'utils/messaging/ask.ts':
    "import browser from 'webextension-polyfill';\nimport { fact } from '../domain/fact.ts';\nexport const ask = [browser, fact];\n",
  'utils/page/see.ts': "import { fact } from '../domain/fact.ts';\nexport const see = fact;\n",
  'utils/storage/keep.ts':
    "import { openDB } from 'idb';\nimport { fact } from '../domain/fact.ts';\nexport const keep = [openDB, fact];\nexport type Keep = typeof keep;\n",
  'utils/background/act.ts':
    "import { fact } from '../domain/fact.ts';\nimport type { Keep } from '../storage/keep.ts';\nexport const act = (keep: Keep) => [keep, fact];\n",
  'utils/background/look.ts':
    "import { type Keep } from '../storage/keep.ts';\nexport const look = (keep: Keep) => keep;\n",
  'components/show.tsx':
    "import { h } from 'preact';\nimport { fact } from '../utils/domain/fact.ts';\nexport const show = [h, fact];\n",
  'entrypoints/background.ts':
    "import { act } from '../utils/background/act.ts';\nimport { look } from '../utils/background/look.ts';\nimport { ask } from '../utils/messaging/ask.ts';\nimport { keep } from '../utils/storage/keep.ts';\nexport default [act, look, ask, keep];\n",
  'entrypoints/popup/main.tsx':
    "import { show } from '../../components/show.tsx';\nimport { ask } from '../../utils/messaging/ask.ts';\nexport default [show, ask];\n",
  'entrypoints/guard.content.ts':
    "import { ask } from '../utils/messaging/ask.ts';\nimport { see } from '../utils/page/see.ts';\nimport css from './guard.css?inline';\nexport default [ask, see, css];\n",
  'entrypoints/guard.css': ':host { all: initial }\n',
  'publisher/sign.ts':
    "import { readFileSync } from 'node:fs';\nimport { fact } from '../utils/domain/fact.ts';\nexport const sign = [readFileSync, fact];\n",
  'demo/city.ts': "import { sign } from '../publisher/sign.ts';\nexport const city = sign;\n",
  'tests/prove.test.ts':
    "import { city } from '../demo/city.ts';\nimport { show } from '../components/show.tsx';\nexport const prove = [city, show];\n",
};

/** One seed at least for each rule of `.dependency-cruiser.cjs`. */
export const SEEDS: readonly Seed[] = [
  seed('utils/domain/to-page.ts', '../page/see.ts', ['domain-is-pure']),
  seed('utils/domain/to-package.ts', 'idb', ['domain-is-pure']),
  seed('utils/domain/to-node.ts', 'node:fs', ['domain-is-pure']),
  seed('utils/messaging/to-page.ts', '../page/see.ts', ['messaging-knows-domain-only']),
  seed('utils/messaging/to-storage.ts', '../storage/keep.ts', ['messaging-knows-domain-only']),
  seed('utils/page/to-messaging.ts', '../messaging/ask.ts', ['page-knows-domain-only']),
  seed('utils/page/to-storage.ts', '../storage/keep.ts', ['page-knows-domain-only']),
  seed('utils/page/to-package.ts', 'valibot', ['page-knows-domain-only']),
  seed('utils/storage/to-messaging.ts', '../messaging/ask.ts', ['storage-knows-domain-only']),
  seed('utils/storage/to-package.ts', 'preact', ['storage-knows-domain-only']),
  seed('utils/background/to-idb.ts', 'idb', ['background-works-on-ports']),
  seed('utils/background/to-polyfill.ts', 'webextension-polyfill', ['background-works-on-ports']),
  seed('utils/background/to-page.ts', '../page/see.ts', ['background-works-on-ports']),
  seed('utils/background/to-value.ts', '../storage/keep.ts', ['background-takes-ports-as-types']),
  seed('components/to-messaging.ts', '../utils/messaging/ask.ts', ['components-show']),
  seed('components/to-page.ts', '../utils/page/see.ts', ['components-show']),
  seed('components/to-polyfill.ts', 'webextension-polyfill', ['components-show']),
  seed('publisher/to-storage.ts', '../utils/storage/keep.ts', ['publisher-stands-on-domain']),
  seed('publisher/to-demo.ts', '../demo/city.ts', [
    'demo-is-a-program',
    'publisher-stands-on-domain',
  ]),
  seed('publisher/to-tests.ts', '../tests/prove.test.ts', [
    'publisher-stands-on-domain',
    'tests-are-not-imported',
  ]),
  seed('components/to-entrypoint.ts', '../entrypoints/popup/main.tsx', [
    'components-show',
    'entrypoints-are-roots',
  ]),
  seed('entrypoints/options/to-popup.ts', '../popup/main.tsx', ['entrypoints-stand-alone']),
  seed('entrypoints/options/to-signing.ts', '@tufjs/models', ['entrypoints-do-not-sign']),
  seed('entrypoints/hooks.content.ts', './guard.content.ts', ['entrypoints-stand-alone']),
  // The forbidden thing two steps away: the first file is caught as well as the second.
  seed('entrypoints/options/near.ts', '../../utils/storage/keep.ts', ['pages-never-reach-storage']),
  seed('entrypoints/options/far.ts', './near.ts', ['pages-never-reach-storage']),
  seed('entrypoints/list.content/near.ts', 'idb', ['pages-never-reach-storage']),
  seed('entrypoints/list.content/far.ts', './near.ts', ['pages-never-reach-storage']),
  seed('entrypoints/approve/use.ts', '../../utils/background/act.ts', [
    'pages-never-reach-storage',
  ]),
  seed('entrypoints/approve/near.ts', '../../publisher/sign.ts', [
    'extension-never-reaches-programs',
    'publisher-is-a-program',
  ]),
  seed('entrypoints/approve/far.ts', './near.ts', ['extension-never-reaches-programs']),
  seed('entrypoints/training/near.ts', '../../demo/city.ts', [
    'demo-is-a-program',
    'extension-never-reaches-programs',
  ]),
  // A cycle is reported once, at the file that closes it.
  seed('demo/turn.ts', './return.ts', []),
  seed('demo/return.ts', './turn.ts', ['no-cycles']),
  seed('demo/missing.ts', './nowhere.ts', ['no-unresolved']),
  seed('demo/alias.ts', '@/utils/domain/fact.ts', ['no-unresolved']),
  { file: 'utils/domain/alone.ts', text: 'export const alone = 1;\n', rules: ['no-orphans'] },
];

function seed(file: string, specifier: string, rules: readonly string[]): Seed {
  return { file, text: `import * as seeded from '${specifier}';\nexport default seeded;\n`, rules };
}
