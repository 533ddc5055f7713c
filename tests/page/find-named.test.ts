import { expect, test } from 'vitest';
import { findSubject } from '../../utils/page/read/subject-number.ts';
import { PROFILE, scannerOn } from './test-profile.ts';

function subjectOn(html: string) {
  return findSubject(PROFILE, scannerOn(html).index.all());
}

test('the number that the profile calls the subject comes before any other', () => {
  expect(subjectOn('<p>世帯番号 2000001</p><p>宛名番号 1001216</p>')).toEqual({
    label: '宛名番号',
    lastFour: '1216',
    others: 0,
  });
});

test('without one, a number of a person comes before that of a household', () => {
  expect(subjectOn('<p>世帯番号 2000001</p><p>ケース番号 87650041</p>')).toMatchObject({
    label: 'ケース番号',
    lastFour: '0041',
  });
});

test('several records on one screen are counted, and one shown twice is one', () => {
  const html = '<p>宛名番号 1001216</p><p>宛名番号 1001217</p><p>宛名番号：1001216</p>';
  expect(subjectOn(html)).toMatchObject({ lastFour: '1216', others: 1 });
});

test('rows of a list, addresses, phones and typed numbers are nobody’s open record', () => {
  const rows = '<tr><td>1001216</td></tr><tr><td>1001217</td></tr>';
  const list = `<table class=list><thead><tr><th>宛名番号</th></tr></thead><tbody>${rows}</tbody></table>`;
  expect(
    subjectOn(`${list}<p>電話番号 0246-22-0001</p><p>住所 架空市見本町1-2-3</p>`),
  ).toBeUndefined();
});
