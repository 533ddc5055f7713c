import { expect, test } from 'vitest';
import { matchesPattern } from '../../utils/domain/match-pattern.ts';

test.each([
  ['http://zeimu.example/*', 'http://zeimu.example/a/b?c=d', true],
  ['http://zeimu.example/*', 'http://zeimu.example:8080/a', true],
  ['http://zeimu.example:8080/*', 'http://zeimu.example:8081/a', false],
  ['http://zeimu.example/app/*', 'http://zeimu.example/other', false],
  ['http://zeimu.example/*', 'https://zeimu.example/', false],
  ['http://zeimu.example/*', 'http://xzeimu.example/', false],
  ['http://zeimu.example/*/print', 'http://zeimu.example/a/b/print', true],
  ['http://zeimu.example/*/print', 'http://zeimu.example/a/b/printer', false],
  ['http://zeimu.example/*', 'about:blank', false],
  ['http://zeimu.example/*', 'not an address', false],
])('%s against %s is %s', (pattern, url, expected) => {
  expect(matchesPattern(pattern, url)).toBe(expected);
});
