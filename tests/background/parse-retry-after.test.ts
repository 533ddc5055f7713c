import { expect, test } from 'vitest';
import { parseRetryAfter } from '../../utils/background/parse-retry-after.ts';

const DATE = 'Sat, 21 Nov 2026 00:00:00 GMT';

test.each([
  ['0', 0],
  ['120', 120_000],
  [' 30 ', 30_000],
  ['Sat, 21 Nov 2026 00:02:00 GMT', 120_000],
  [DATE, 0],
  ['Fri, 20 Nov 2026 23:00:00 GMT', undefined],
  ['', undefined],
  ['-1', undefined],
  ['1.5', undefined],
  ['99999999999', undefined],
  ['soon', undefined],
  [undefined, undefined],
])('the answer %j is %j', (value, expected) => {
  const headers = new Headers({
    date: DATE,
    ...(value === undefined ? {} : { 'retry-after': value }),
  });
  expect(parseRetryAfter(headers)).toBe(expected);
});

test('a date means nothing without the time at the server', () => {
  const headers = new Headers({ 'retry-after': 'Sat, 21 Nov 2026 00:02:00 GMT' });
  expect(parseRetryAfter(headers)).toBeUndefined();
});
