import { describe, expect, test } from 'vitest';
import { type Locality, publishedForms, shownForms } from '../../../utils/domain/canonical-form.ts';
import { readTable } from './read-table.ts';

const LOCALITY: Locality = {
  municipalityCode: '999999',
  prefecture: '架空県',
  city: '架空市',
  areaCode: '0246',
};
const MEETING = readTable('address-meeting.txt');
const NEAR_MISSES = readTable('address-near-misses.txt');

test('the tables are as large as promised', () => {
  const written = new Set(MEETING.map(([, text]) => text)).size;
  console.log(`written forms that meet: ${written}, near misses: ${NEAR_MISSES.length}`);
  expect(written).toBeGreaterThanOrEqual(300);
  expect(NEAR_MISSES.length).toBeGreaterThanOrEqual(300);
});

describe('written forms that meet', () => {
  test.each(MEETING)('%s is what %s means on a screen', (form, text) => {
    expect(shown(text)).toEqual([form]);
  });

  test.each(MEETING)('%s is what %s in the register is filed under', (form, text) => {
    expect(published(text)).toContain(form);
  });
});

test.each(NEAR_MISSES)('%s is not met by %s', (register, screen) => {
  expect(published(register)).not.toEqual([]);
  expect(published(register).filter((form) => shown(screen).includes(form))).toEqual([]);
});

describe('less on the screen than in the register', () => {
  const register = '架空県架空市中央一丁目2番3号 コーポ架空101号室';

  test('an address with a building is filed under block, units and name', () => {
    expect(published(register)).toEqual(['中央1-2-3', '中央1-2-3|101', '中央1-2-3|コーポ架空']);
  });

  test.each(['中央1-2-3', '中央1-2-3-101', '中央1-2-3 101号室', '中央1-2-3 コーポ架空'])(
    '%s on a screen meets it',
    (screen) => {
      expect(published(register)).toEqual(expect.arrayContaining([...shown(screen)]));
    },
  );

  test('an address without a building is filed under its block only', () => {
    expect(published('中央一丁目2番3号')).toEqual(['中央1-2-3']);
  });
});

describe('texts that are nobody’s address', () => {
  test.each([
    '',
    '中央',
    '中央一丁目',
    '架空県架空市',
    '架空県架空市中央',
    '大字架空',
    '北1条西',
    '三の丸',
    '千代田',
    'コーポ架空',
    '一番町',
    '中央1丁目 コーポ架空',
    '不明',
    '住所不定',
    '中央1234567',
    `中央1-2-3${' '.repeat(400)}`,
  ])('%s gives no form', (text) => {
    expect(published(text)).toEqual([]);
    expect(shown(text)).toEqual([]);
  });
});

test('a city in a county is optional with and without the county', () => {
  const locality = { ...LOCALITY, city: '仮郡架空町' };
  const texts = ['架空県仮郡架空町中央1-2', '架空県架空町中央1-2', '仮郡架空町中央1-2', '中央1-2'];
  const forms = texts.map((text) => shownForms('address', text, locality)[0]?.value);
  expect(new Set(forms)).toEqual(new Set(['中央1-2']));
});

function published(text: string): readonly string[] {
  return publishedForms('address', text, LOCALITY).map((form) => form.value);
}

function shown(text: string): readonly string[] {
  return shownForms('address', text, LOCALITY).map((form) => form.value);
}
