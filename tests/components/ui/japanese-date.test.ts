import { expect, test } from 'vitest';
import { japaneseDateTime, plainDateTime } from '../../../components/ui/japanese-date.ts';

test.each([
  ['2026-11-21T14:05:00+09:00', '令和8年11月21日 14時05分'],
  ['2026-11-21T00:00:00+09:00', '令和8年11月21日 0時00分'],
  ['2026-11-20T15:30:00Z', '令和8年11月21日 0時30分'],
  ['2019-05-01T00:00:00+09:00', '令和元年5月1日 0時00分'],
  ['2019-04-30T23:59:59+09:00', '平成31年4月30日 23時59分'],
  ['2020-02-29T09:09:00+09:00', '令和2年2月29日 9時09分'],
])('%s is written %s', (at, text) => {
  expect(japaneseDateTime(Date.parse(at))).toBe(text);
});

test('the second language shows the same moment of Japan in digits', () => {
  expect(plainDateTime(Date.parse('2026-11-20T15:30:00Z'))).toBe('2026-11-21 00:30');
});
