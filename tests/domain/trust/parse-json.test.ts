import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf8 } from '../../../utils/domain/bytes.ts';
import { parseJson } from '../../../utils/domain/trust/parse-json.ts';

const LIMIT = 2_000_000;

/** JSON without fractions, as metadata has it. */
const { value: PLAIN } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 6 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((n) => n + 0),
    fc.string({ unit: 'grapheme' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc
        .stringMatching(/^[a-z.]{1,8}$/)
        .filter((key) => !['constructor', 'prototype'].includes(key)),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));

test('what JSON.stringify writes is read as it was', () => {
  fc.assert(
    fc.property(PLAIN, fc.constantFrom(0, 2), (value, indent) => {
      const bytes = utf8(JSON.stringify(value, null, indent));
      expect(parseJson(bytes, LIMIT)).toEqual({ ok: true, value });
    }),
    { numRuns: 500 },
  );
});

test('any bytes at all give a value or a code, never an exception', () => {
  const JSON_LIKE = fc
    .array(
      fc.constantFrom(
        '{',
        '}',
        '[',
        ']',
        ':',
        ',',
        '"',
        '\\',
        'a',
        '0',
        '-',
        ' ',
        '\n',
        'é',
        'null',
      ),
    )
    .map((parts) => utf8(parts.join('')));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), JSON_LIKE), (bytes) => {
      const result = parseJson(bytes, LIMIT);
      expect(result.ok || result.code).toSatisfy(
        (v: unknown) => v === true || v === 'feed-malformed',
      );
    }),
    { numRuns: 3_000 },
  );
});

describe('refused, because two readers could see two values', () => {
  test.each([
    ['a duplicate key', '{"a":1,"a":1}'],
    ['a duplicate key after a nested object', '{"a":{"b":1},"a":2}'],
    ['a duplicate key in an object in a list', '[{"a":1,"b":2,"a":3}]'],
    ['a duplicate key that holds a quoted brace', '{"a{":1,"a{":1}'],
    ['an escape in a key', String.raw`{"\u0061":1}`],
    ['the key __proto__', '{"__proto__":1}'],
    ['the key constructor', '{"a":{"constructor":1}}'],
    ['a fraction', '{"a":1.5}'],
    ['an exponent', '{"a":1e3}'],
    ['minus zero', '{"a":-0}'],
    ['an integer beyond 2^53', '{"a":9007199254740993}'],
    ['a byte order mark', '\ufeff{}'],
    ['a trailing comma', '{"a":1,}'],
    ['a comment', '{} // x'],
    ['two values', '{}{}'],
    ['an unfinished string', '{"a":"b'],
    ['a raw line break in a string', '{"a":"b\nc"}'],
    ['a raw NUL', '{"a":"\0"}'],
    ['NaN', '{"a":NaN}'],
    ['single quotes', "{'a':1}"],
    ['nothing', ''],
  ])('%s', (_name, text) => {
    expect(parseJson(utf8(text), LIMIT)).toMatchObject({ ok: false, code: 'feed-malformed' });
  });
});

test.each([
  ['the same key in two objects', '[{"a":1},{"a":2}]'],
  ['a key inside the value of its twin', '{"a":{"a":{"a":1}}}'],
  ['text that looks like a key', '{"a":"a\\":1","b":["a","a"]}'],
])('%s is no duplicate', (_name, text) => {
  expect(parseJson(utf8(text), LIMIT)).toEqual({ ok: true, value: JSON.parse(text) });
});

test('one byte above the limit is too large', () => {
  expect(parseJson(utf8('[1]'), 3)).toMatchObject({ ok: true });
  expect(parseJson(utf8('[1]'), 2)).toMatchObject({ code: 'feed-too-large' });
});

test.each([
  ['open brackets', '['.repeat(500_000)],
  ['open objects', '{"a":'.repeat(100_000)],
  ['quotes', '"'.repeat(500_000)],
  ['escaped quotes', `"${'\\"'.repeat(250_000)}`],
  ['backslashes', `"${'\\'.repeat(500_001)}`],
  ['digits', '9'.repeat(500_000)],
  ['blanks', ' '.repeat(500_000)],
])('half a million %s end in a code', (_name, text) => {
  expect(parseJson(utf8(text), LIMIT)).toMatchObject({ code: 'feed-malformed' });
});
