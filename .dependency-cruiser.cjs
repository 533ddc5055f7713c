/**
 * The layers of the architecture, as one rule per row of the table "who may import what":
 * domain decides, page sees, background does, storage keeps, messaging connects, components show,
 * entrypoints wire, publisher signs. `tests/tooling/layers.test.ts` seeds a violation of each rule.
 */

/** A package, wherever its node_modules folder lies. */
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

/** Rule: files under `from` may reach only what one of the `allowed` patterns matches. */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed, couldNotResolve: false },
});

const never = (name, from, to, comment) => ({ name, comment, severity: 'error', from, to });

/** Composition roots besides the service worker: content scripts and extension pages. */
const PAGES = { path: '^entrypoints/', pathNot: '^entrypoints/background(\\.ts$|/)' };
const SHIPPED = '^(entrypoints|components|utils)/';

const layers = [
  only(
    'domain-is-pure',
    '^utils/domain/',
    ['^utils/domain/', npm('valibot')],
    'utils/domain may import itself and the schema library, nothing else.',
  ),
  only(
    'messaging-knows-domain-only',
    '^utils/messaging/',
    [
      '^utils/(messaging|domain)/',
      npm('valibot', 'webextension-polyfill', '@types/webextension-polyfill'),
    ],
    'utils/messaging may import domain and the polyfill; parsers may use the schema library.',
  ),
  only(
    'page-knows-domain-only',
    '^utils/page/',
    ['^utils/(page|domain)/'],
    'utils/page may import domain: no package, no messaging, no storage.',
  ),
  only(
    'storage-knows-domain-only',
    '^utils/storage/',
    [
      '^utils/(storage|domain)/',
      npm('idb', 'webextension-polyfill', '@types/webextension-polyfill'),
    ],
    'utils/storage may import domain, idb and the polyfill.',
  ),
  only(
    'background-works-on-ports',
    '^utils/background/',
    ['^utils/(background|domain|storage|messaging)/'],
    'utils/background may import domain and types of its ports: no polyfill, no idb, no package.',
  ),
  never(
    'background-takes-ports-as-types',
    { path: '^utils/background/' },
    { path: '^utils/(storage|messaging)/', dependencyTypesNot: ['type-only'] },
    'utils/background sees storage and messages as types; the values are handed in.',
  ),
  only(
    'components-show',
    '^components/',
    [
      '^components/',
      '^utils/domain/',
      '^public/_locales/',
      npm('preact', 'lucide-preact', 'uplot'),
    ],
    'components may import components, domain, locale texts, preact, icons and charts.',
  ),
  never(
    'publisher-stands-on-domain',
    { path: '^publisher/' },
    {
      path: [
        '^(entrypoints|components|demo|tests)/',
        '^utils/(?!domain/)',
        npm('idb', 'preact', 'webextension-polyfill', 'wxt'),
      ],
    },
    'The publisher may import utils/domain, Node and its own libraries.',
  ),
  never(
    'publisher-is-a-program',
    { pathNot: '^(publisher|tests|demo)/' },
    { path: '^publisher/' },
    'Only tests and the demo may import the publisher.',
  ),
  never(
    'demo-is-a-program',
    { pathNot: '^(demo|tests)/' },
    { path: '^demo/' },
    'Only tests may import the demo.',
  ),
  never(
    'tests-are-not-imported',
    { pathNot: '^(tests|demo)/' },
    { path: '^tests/' },
    'Only the demo may import from tests: its tour launches the same browser.',
  ),
];

const entrypoints = [
  never(
    'entrypoints-are-roots',
    { pathNot: '^entrypoints/' },
    { path: '^entrypoints/' },
    'Entrypoints are composition roots: nobody imports them.',
  ),
  never(
    'entrypoints-stand-alone',
    { path: '^entrypoints/([^/.]+)' },
    { path: '^entrypoints/', pathNot: '^entrypoints/$1[/.]' },
    'An entrypoint may not import another one.',
  ),
  never(
    'entrypoints-do-not-sign',
    { path: '^entrypoints/' },
    { path: ['^tests/', npm('papaparse', '@tufjs')] },
    'Entrypoints may import neither tests nor the libraries of the publisher.',
  ),
];

const reach = [
  never(
    'pages-never-reach-storage',
    PAGES,
    { path: ['^utils/(storage|background)/', npm('idb')], reachable: true },
    'Content scripts and extension pages ask by message; they never reach storage or background.',
  ),
  never(
    'extension-never-reaches-programs',
    { path: SHIPPED },
    { path: '^(publisher|demo)/', reachable: true },
    'Publisher and demo never ship in the extension, not even by a detour.',
  ),
];

const hygiene = [
  never('no-cycles', {}, { circular: true }, 'Cycles hide who depends on whom.'),
  never(
    'no-unresolved',
    {},
    { couldNotResolve: true },
    'Relative paths with extension only: aliases do not resolve here, on purpose.',
  ),
  never(
    'no-orphans',
    {
      orphan: true,
      pathNot: [
        '\\.d\\.ts$',
        '\\.test\\.tsx?$',
        '^tests/(support|fixtures)/',
        '(^|/)main\\.(ts|mjs)$',
        // wxt.config.ts puts it in the place of a file of the framework.
        '^entrypoints/guard\\.content/no-context\\.ts$',
      ],
    },
    {},
    'A file that nothing imports and that imports nothing is dead.',
  ),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...layers, ...entrypoints, ...reach, ...hygiene],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)\\.(wxt|output)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.cjs', '.json', '.css', '.html'],
    },
  },
};
