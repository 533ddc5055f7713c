import { expect, test } from 'vitest';
import { findNamed } from '../../utils/page/read/find-named.ts';
import { PROFILE, scannerOn } from './test-profile.ts';

function subjectOn(html: string) {
  return findNamed(PROFILE, scannerOn(html).index.all()).subject;
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

const RECEIVING = {
  ...PROFILE,
  identifiers: [
    ...PROFILE.identifiers,
    { ...PROFILE.identifiers[0], labels: [], selector: '#payer', place: 'recipient' },
    { kind: 'phone', labels: ['FAX番号'], place: 'destination' },
  ],
} as typeof PROFILE;

function recipientOn(html: string) {
  return findNamed(RECEIVING, scannerOn(html, RECEIVING).index.all()).recipient;
}

test('who receives is named beside whose record is open', () => {
  const html = '<p>宛名番号 1001216</p><p>納入義務者 <b id=payer>1009001</b></p>';
  expect(recipientOn(html)).toEqual({ label: '宛名番号', lastFour: '9001', others: 0 });
  expect(subjectOn(html)).toMatchObject({ lastFour: '1216' });
});

test('a number that is called is a recipient, an address is none', () => {
  const html = '<p>電話番号 0246-22-0002</p><p>FAX番号 0246-22-0001</p>';
  expect(recipientOn(html)).toEqual({ label: 'FAX番号', lastFour: '0001', others: 0 });
  expect(recipientOn('<p>送付先住所 架空市見本町1-2-3</p>')).toBeUndefined();
});
