import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { POLICY_KEYS, parsePolicy } from '../../utils/domain/policy.ts';
import { PROJECT_ROOT } from '../support/run-tool.ts';

type SchemaNode = {
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
};

const FILE = join(PROJECT_ROOT, 'public', 'managed-schema.json');
const schema: SchemaNode = JSON.parse(readFileSync(FILE, 'utf8'));
const properties = schema.properties ?? {};

/** The least that a municipality must deliver. */
const REQUIRED = {
  feedUrl: 'http://feed.kakuu.example/shien/',
  feedId: 'kakuu-shien',
  municipalityCode: '999997',
  pinnedRoot: '{}',
  feedSecrets: [],
};

/**
 * Measured in Chromium 156: `additionalProperties: false` and bounds on a `number` make the browser
 * refuse the whole extension; `pattern`, `enum` and bounds on an `integer` drop a wrong value without
 * a word, so that a default would hide the mistake. Our own parser names the wrong key instead.
 */
const ACCEPTED_KEYWORDS = ['title', 'description', 'type', 'default', 'items', 'properties'];

/** `integer` ends at 2^31-1 in Chromium: 30 days in milliseconds would vanish. */
const ACCEPTED_TYPES = ['object', 'array', 'string', 'number', 'boolean'];

test('the schema names exactly the keys of the policy', () => {
  expect(Object.keys(properties).sort()).toEqual([...POLICY_KEYS].sort());
});

test.each(allNodes('policy', schema))('%s has a title and a description', (path, node) => {
  const isListItem = path.endsWith('[]');
  expect(isListItem || Boolean(node.title && node.description)).toBe(true);
});

test.each(allNodes('policy', schema))('%s uses only what the browser keeps', (_path, node) => {
  expect(Object.keys(node).filter((key) => !ACCEPTED_KEYWORDS.includes(key))).toEqual([]);
  expect(ACCEPTED_TYPES).toContain(node.type);
});

test('the defaults in the schema are the defaults that the extension uses', () => {
  const parsed = parsePolicy(REQUIRED);
  const documented = Object.entries(properties).flatMap(([key, node]) =>
    'default' in node ? [[key, node.default]] : [],
  );
  expect(parsed).toEqual({
    ok: true,
    value: { ...REQUIRED, ...Object.fromEntries(documented) },
  });
});

test.each(Object.keys(REQUIRED))('a policy without %s is invalid and names the key', (key) => {
  const parsed = parsePolicy({ ...REQUIRED, [key]: undefined });
  expect(parsed).toMatchObject({ ok: false, code: 'policy-invalid' });
  expect(!parsed.ok && parsed.detail).toContain(key);
});

function allNodes(path: string, node: SchemaNode): [string, SchemaNode][] {
  const children = Object.entries(node.properties ?? {});
  return [
    [path, node],
    ...children.flatMap(([key, child]) => allNodes(`${path}.${key}`, child)),
    ...(node.items ? allNodes(`${path}[]`, node.items) : []),
  ];
}
