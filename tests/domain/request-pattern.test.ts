import { expect, test } from 'vitest';
import { coversRequest, matchesUrlFilter, mayOpenTab } from '../../utils/domain/request-pattern.ts';

test.each([
  [
    '|http://saiken.example:8080/debts/*/letter|',
    'http://saiken.example:8080/debts/12/letter',
    true,
  ],
  [
    '|http://saiken.example:8080/debts/*/letter|',
    'http://saiken.example:8080/debts/12/letter?x=1',
    false,
  ],
  [
    '|http://saiken.example:8080/debts/*/letter^',
    'http://saiken.example:8080/debts/12/letter?x=1',
    true,
  ],
  [
    '|http://saiken.example:8080/debts/*/letter^',
    'http://saiken.example:8080/debts/12/letter',
    true,
  ],
  ['|http://saiken.example/', 'http://evil.example/?u=http://saiken.example/', false],
  ['/api/calls', 'http://seiho.example/api/calls', true],
  ['/API/Calls', 'http://seiho.example/api/calls', true],
  ['/api/calls|', 'http://seiho.example/api/calls/1', false],
  ['*', 'http://seiho.example/', true],
])('%s against %s is %s', (filter, url, expected) => {
  expect(matchesUrlFilter(filter, url)).toBe(expected);
});

test('a method that is not listed is not covered', () => {
  const pattern = { url: '/api/calls', methods: ['post' as const], pdfOnly: false };
  expect(coversRequest(pattern, { url: 'http://seiho.example/api/calls', method: 'GET' })).toBe(
    false,
  );
  expect(coversRequest(pattern, { url: 'http://seiho.example/api/calls', method: 'POST' })).toBe(
    true,
  );
});

test.each([
  [{}, false],
  [{ pdfOnly: true }, true],
  [{ newTab: true }, true],
])('a release of %j lets the request into any tab: %s', (kind, expected) => {
  const pattern = { url: '|http://a.example/', methods: [], pdfOnly: false, ...kind };
  expect(mayOpenTab(pattern)).toBe(expected);
});
