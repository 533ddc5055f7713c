import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJapaneseDate } from '../../publisher/input/parse-japanese-date.ts';

const DAY_MS = 86_400_000;
const APRIL_FIRST = Date.UTC(2024, 3, 1) / DAY_MS;

test.each([
  '20240401',
  '2024-04-01',
  '2024/4/1',
  '2024年4月1日',
  '２０２４０４０１',
  '令和6年4月1日',
  '令和６年４月１日',
  'R6.4.1',
  'r6.4.1',
  '令06.04.01',
  '令 6. 4. 1',
  '5060401',
])('%s is 1 April 2024', (text) => {
  expect(parseJapaneseDate(text)).toBe(APRIL_FIRST);
});

test.each([
  ['令和元年5月1日', '2019-05-01'],
  ['R元.5.1', '2019-05-01'],
  ['平成元年1月8日', '1989-01-08'],
  ['平成31年4月30日', '2019-04-30'],
  ['昭和64年1月7日', '1989-01-07'],
  ['4310430', '2019-04-30'],
  ['令和6年2月29日', '2024-02-29'],
])('%s is %s', (text, iso) => {
  expect(parseJapaneseDate(text)).toBe(Date.parse(iso) / DAY_MS);
});

test.each([
  '',
  '2024',
  '20240431',
  '令和5年2月29日',
  '令和元年4月30日', // Before the era began.
  '平成0年1月1日',
  '年月日不詳',
  '令和6年4月上旬',
  '202404011',
  '9060401',
  '2024-13-01',
  '20240401 10:00',
])('「%s」 is no date', (text) => {
  expect(parseJapaneseDate(text)).toBeUndefined();
});

test('every day since 1989 reads the same in western and Japanese form', () => {
  const first = Date.UTC(1989, 0, 8) / DAY_MS;
  fc.assert(
    fc.property(fc.integer({ min: first, max: first + 25_000 }), (day) => {
      const date = new Date(day * DAY_MS);
      const isReiwa = day >= Date.UTC(2019, 4, 1) / DAY_MS;
      const year = date.getUTCFullYear() - (isReiwa ? 2018 : 1988);
      const [month, dayOfMonth] = [date.getUTCMonth() + 1, date.getUTCDate()];
      const era = isReiwa ? '令和' : '平成';
      expect(parseJapaneseDate(date.toISOString().slice(0, 10))).toBe(day);
      expect(parseJapaneseDate(`${era}${year}年${month}月${dayOfMonth}日`)).toBe(day);
    }),
  );
});
