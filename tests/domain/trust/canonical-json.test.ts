import { canonicalize as reference } from '@tufjs/canonical-json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalize } from '../../../utils/domain/trust/canonical-json.ts';
import type { JsonValue } from '../../../utils/domain/trust/parse-json.ts';

const { value: PLAIN } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', maxDepth: 5 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('value'), { maxKeys: 5 }),
  ),
}));

test('the form is the one that TUF repositories sign', () => {
  fc.assert(
    fc.property(PLAIN, (value) => {
      expect(canonicalize(value)).toBe(reference(value));
    }),
    { numRuns: 1_000 },
  );
});

test('only quotes and backslashes are escaped and keys are sorted', () => {
  expect(canonicalize({ b: 'a"\\\n架', a: [1, true, null] })).toBe(
    '{"a":[1,true,null],"b":"a\\"\\\\\n架"}',
  );
});
