import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cityConfig } from '../../demo/city/source/city-config.ts';
import { CITY_LOCALITY } from '../../demo/city/source/locality.ts';
import { cityUrls } from '../../demo/city/start-city.ts';
import { parseSiteProfile } from '../../utils/domain/site-profile.ts';
import { type JsonSchema, matchJsonSchema } from '../support/match-json-schema.ts';
import { PROJECT_ROOT } from '../support/run-tool.ts';

const FILE = join(PROJECT_ROOT, 'docs', 'formats', 'site-profile.schema.json');
const SCHEMA: JsonSchema = JSON.parse(readFileSync(FILE, 'utf8'));

const LEAST = {
  version: 1,
  id: 'zeimu',
  name: '税務総合システム',
  system: 'tax',
  match: ['http://zeimu.kakuu.example/*'],
  identifiers: [],
};

const FULL = {
  ...LEAST,
  identifiers: [
    { kind: 'atena', labels: ['宛名番号'], digits: { min: 7, max: 15 }, place: 'subject' },
    { kind: 'custom:parcel', selector: '#parcel', attribute: 'data-no', place: 'body' },
  ],
  subject: { selector: '#name' },
  rows: ['tr.row'],
  acts: [
    {
      act: 'print',
      name: '証明書の発行',
      triggers: [
        { on: 'click', selector: '#print' },
        { on: 'key', key: 'Control+F8' },
      ],
      requests: [
        { url: '|http://zeimu.kakuu.example/cert^', methods: ['get'], pdfOnly: true, newTab: true },
      ],
    },
  ],
  blur: ['#address'],
  uncovered: ['/map'],
  mode: 'warn',
};

const rule = (value: unknown) => ({ ...LEAST, identifiers: [value] });
const act = (value: unknown) => ({
  ...LEAST,
  acts: [{ act: 'print', name: '印刷', ...Object(value) }],
});
const trigger = (value: unknown) => act({ triggers: [value] });
const request = (value: unknown) => act({ requests: [value] });

const VALID: readonly (readonly [string, unknown])[] = [
  ['the least profile', LEAST],
  ['a profile with every field', FULL],
  ...cityConfig(cityUrls(8180), CITY_LOCALITY).profiles.map(
    (profile) => [`the profile of ${profile.name}`, profile] as const,
  ),
  ['a pattern with a port', { ...LEAST, match: ['https://zeimu.kakuu.example:8443/a*b'] }],
  ['an own kind of number', rule({ kind: 'custom:a-1' })],
  ['a data attribute', rule({ kind: 'debt', selector: 'td', attribute: 'data-debt-no' })],
  ['a trigger on focus', trigger({ on: 'focus', selector: 'textarea' })],
  ['a request of any method', request({ url: '|http://a/' })],
  ['an act that nothing triggers', act({})],
  ['empty lists', { ...LEAST, rows: [], acts: [], blur: [], uncovered: [] }],
];

const INVALID: readonly (readonly [string, unknown])[] = [
  ['no object', 'profile'],
  ['null', null],
  ...Object.keys(LEAST).map((key) => [`a profile without ${key}`, without(LEAST, key)] as const),
  ['another version', { ...LEAST, version: 2 }],
  ['a version in quotes', { ...LEAST, version: '1' }],
  ['an unknown field', { ...LEAST, owner: '税務課' }],
  ['an id with capitals', { ...LEAST, id: 'Zeimu' }],
  ['an id of 41 letters', { ...LEAST, id: 'z'.repeat(41) }],
  ['an empty name', { ...LEAST, name: '' }],
  ['an unknown system', { ...LEAST, system: 'school' }],
  ['no match pattern', { ...LEAST, match: [] }],
  ['a wildcard host', { ...LEAST, match: ['http://*.kakuu.example/*'] }],
  ['a pattern without a path', { ...LEAST, match: ['http://zeimu.kakuu.example'] }],
  ['another scheme', { ...LEAST, match: ['file:///zeimu/*'] }],
  ['a rule without a kind', rule({ labels: ['住所'] })],
  ['an unknown kind', rule({ kind: 'name' })],
  ['an own kind without a name', rule({ kind: 'custom:' })],
  ['an empty label', rule({ kind: 'atena', labels: [''] })],
  ['an attribute that may hold a script', rule({ kind: 'atena', attribute: 'onclick' })],
  ['digits without an end', rule({ kind: 'atena', digits: { min: 7 } })],
  ['a place that only the page can tell', rule({ kind: 'atena', place: 'row' })],
  ['a selector of 501 letters', rule({ kind: 'atena', selector: 'a'.repeat(501) })],
  ['a subject without a selector', { ...LEAST, subject: {} }],
  ['an unknown act', act({ act: 'copy' })],
  ['an act without a name', { ...LEAST, acts: [{ act: 'print' }] }],
  ['a trigger on an unknown event', trigger({ on: 'hover', selector: 'a' })],
  ['a click without a selector', trigger({ on: 'click' })],
  ['a key with a selector', trigger({ on: 'key', key: 'F8', selector: 'a' })],
  ['a request without an address', request({ methods: ['get'] })],
  ['a request with a space', request({ url: '|http://a/ b' })],
  ['a method in capitals', request({ url: '|http://a/', methods: ['GET'] })],
  ['an uncovered path without a slash', { ...LEAST, uncovered: ['map'] }],
  ['an unknown mode', { ...LEAST, mode: 'off' }],
];

describe('the published schema and the parser', () => {
  test.each(VALID)('both accept %s', (_title, profile) => {
    expect([isParsed(profile), matchJsonSchema(profile, SCHEMA)]).toEqual([true, true]);
  });

  test.each(INVALID)('both refuse %s', (_title, profile) => {
    expect([isParsed(profile), matchJsonSchema(profile, SCHEMA)]).toEqual([false, false]);
  });

  test('they agree on a full profile in which any one value is replaced or lost', () => {
    const changed = pathsOf(FULL).flatMap((path) => REPLACEMENTS.map((by) => ({ path, by })));
    const disputed = changed.filter(({ path, by }) => {
      const profile = replaceAt(FULL, path, by);
      return matchJsonSchema(profile, SCHEMA) !== isParsed(profile);
    });
    expect(disputed).toEqual([]);
  });
});

const LOST = Symbol('lost');
const REPLACEMENTS = [
  ...[LOST, null, true, 0, 1, -1, '', '/', 'a', '#a', 'print', 'tax', 'get', 'F8', 'title'],
  ...[
    'atena',
    'custom:x',
    'http://a/',
    ...[31, 41, 61, 501].map((n) => 'x'.repeat(n)),
    [],
    ['a'],
    ['/'],
    [{}],
    {},
    { extra: 1 },
  ],
];

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: readonly [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value);
  return [path, ...entries.flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

function replaceAt(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by === LOST ? undefined : by;
  const child = replaceAt(Reflect.get(Object(value), key), rest, by);
  if (Array.isArray(value)) {
    return value.flatMap((item, at) => (at !== key ? [item] : child === undefined ? [] : [child]));
  }
  return child === undefined
    ? without(Object(value), String(key))
    : { ...Object(value), [key]: child };
}

function without(value: object, key: string): unknown {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
}

function isParsed(profile: unknown): boolean {
  try {
    parseSiteProfile(profile);
    return true;
  } catch {
    return false;
  }
}
