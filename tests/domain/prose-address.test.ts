import { describe, expect, test } from 'vitest';
import { type Locality, publishedForms } from '../../utils/domain/canonical-form.ts';
import { readText } from '../../utils/domain/read-text.ts';

const LOCALITY: Locality = {
  municipalityCode: '999999',
  prefecture: '架空県',
  city: '架空市',
  areaCode: '0246',
};
const REGISTER = '架空県架空市中央三丁目２番１号 サンハイツ２０３号室';

/** What a text without a label may mean. */
function read(text: string): readonly string[] {
  const habits = { numericKinds: ['phone' as const], locality: LOCALITY };
  const readings = readText({ text, rules: [], reads: 'text' }, habits);
  return readings.flatMap(({ forms }) => forms.map(({ value }) => value));
}

function meets(register: string, text: string): boolean {
  const filed = publishedForms('address', register, LOCALITY).map(({ value }) => value);
  return read(text).some((value) => filed.includes(value));
}

describe('an address in the middle of a sentence is met', () => {
  test.each([
    '先週、架空市中央三丁目２番１号サンハイツ２０３号室へ転居した由',
    '先週架空市中央三丁目2番1号サンハイツ203号室に転居。',
    '転居先は架空県架空市中央3-2-1 サンハイツ203とのこと',
    '転居先は中央3-2-1サンハイツ203号室。本人より聴取',
    '新住所中央三丁目２番１号へ郵送済',
    '（中央３－２－１－２０３）に居住',
    '「中央三丁目二番一号」と記載あり',
    '中央三丁目２番１号在住の母から入電',
    '本人は現在中央3丁目2の1に居住している。',
    '4月1日中央3-2-1へ転入',
    '先週中央3-2-1へ転居した由',
    '娘の住む中央３丁目２番地１付近で目撃',
    '訪問先：中央三丁目2番1号、サンハイツ203号室',
    '居所　架空市　中央　３－２－１　サンハイツ２０３',
    '郵便物は架空市中央3-2-1へ回してください。',
    '架空市役所の隣の中央3-2-1が新しい住まい',
    '中央3\u2060-2-\u20601へ転居',
    '前住所は別市港町1-1、現在は中央3-2-1。電話は090-0000-0000',
    '転居し中央3-2-1サンハイツ203号室に入居',
    `${'経過は良好である、'.repeat(60)}中央3-2-1へ転居${'、経過は良好である'.repeat(60)}`,
  ])('%s', (text) => {
    expect(meets(REGISTER, text)).toBe(true);
  });

  test.each([
    ['架空市つつじが丘一丁目2番3号', '転居先はつつじが丘1-2-3です'],
    ['架空市丸の内2丁目5番', '母は丸の内二丁目5番に在住'],
    ['架空市みなとみらい四丁目1番', '勤務先はみなとみらい4-1と聞く'],
    ['架空市北1条西2丁目3番4号', '現在は北1条西2丁目3番4号に居住'],
    ['架空市霞ヶ丘5番地の2', '先週、霞が丘5番地2へ転居'],
    ['架空市大字山田字前田12番地', '住所は大字山田字前田12番地'],
    ['架空市山田無番地', '山田無番地へ転居'],
    ['福島県別市港町3番地5', '先月福島県別市港町3番地5へ転出した'],
    ['架空市本町5番地 架空荘', '現在は本町5番地架空荘に居住'],
  ])('%s in 「%s」', (register, text) => {
    expect(meets(register, text)).toBe(true);
  });
});

describe('another address in a sentence is not met', () => {
  test.each([
    ['中央三丁目２番１号', '先週、架空市北中央三丁目２番１号へ転居'],
    ['中央三丁目２番１号', '別市中央三丁目２番１号へ転居'],
    ['中央三丁目２番１号', '先週、中央三丁目２番１１号へ転居'],
    ['中央三丁目２番１号', '中央三丁目1番2号付近で目撃'],
    ['中央三丁目２番１号', '中央三丁目へ転居'],
    [REGISTER, '先週、中央三丁目２番１号サンハイツ１０５号室へ転居'],
    [REGISTER, '隣は中央3-2-1-204'],
    ['本町5番地', 'さつき本町5番地へ転居'],
    ['本町5番地', '日本町5番地へ転居'],
    ['東1番', '現在は東一番町3-2に居住'],
  ])('%s by 「%s」', (register, text) => {
    expect(publishedForms('address', register, LOCALITY)).not.toEqual([]);
    expect(meets(register, text)).toBe(false);
  });
});

test.each([
  '第3号様式により通知',
  '窓口に8人、うち1人は再来',
  '令和6年4月1日から3年間',
  '2024-04-01 10:15 入電',
  '収納額 12,345円、残額 1,000円',
  '090-1111-2222（携帯）',
])('%s holds no address', (text) => {
  expect(read(text).filter((value) => !/^\d+$/.test(value))).toEqual([]);
});

test.each([
  ['先週、電話番号を090-1234-5678に変えた由', '09012345678'],
  ['夜間は（０２４６）２２－７５４７へ掛けること', '0246227547'],
  ['海外からは+81-246-22-7547で繋がる', '0246227547'],
])('a telephone number in a sentence is read: %s', (text, expected) => {
  expect(read(text)).toContain(expected);
});

test('a sentence gives few readings, however it is written', () => {
  const text = 'のはをにへがでと中央3-2-1ハイツの203号室。'.repeat(40);
  expect(read(text).length).toBeLessThanOrEqual(40 * 4);
});

test('a field of addresses is read by its own rule, a sentence in it as a sentence', () => {
  const habits = { numericKinds: [], locality: LOCALITY };
  const rules = [{ kind: 'address' as const }];
  const values = (text: string) =>
    readText({ text, rules, reads: 'text' }, habits).flatMap(({ forms }) =>
      forms.map(({ value }) => value),
    );
  expect(values('中央3-2-1 架空荘')).toEqual(['中央3-2-1|架空荘']);
  expect(values('先週、中央3-2-1へ転居。')).toContain('中央3-2-1');
});
