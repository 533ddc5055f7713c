import { addDays } from '../era.ts';
import type { Resident } from '../resident.ts';
import type { CaseSubject, SupportCase } from '../support-case.ts';
import { CITY } from '../town.ts';
import { MOUSHIDE_ITEMS } from './moushide-items.ts';

/** 支援措置申出書情報（当初受付）as rows, header first: one row for each protected person. */
export function moushideRows(
  cases: readonly SupportCase[],
  today: string,
): readonly (readonly string[])[] {
  const rows = cases.flatMap((one) =>
    one.subjects.filter(isApplicant).map((subject) => row(one, subject, today)),
  );
  return [MOUSHIDE_ITEMS, ...rows];
}

function isApplicant({ role }: CaseSubject): boolean {
  return role === '対象者' || role === '併せて支援';
}

function row(one: SupportCase, subject: CaseSubject, today: string): readonly string[] {
  const other = one.subjects.find(({ role }) => role === '相手方');
  const values: Readonly<Record<string, string>> = {
    ...managementItems(one, subject, today),
    ...personItems(subject),
    ...(other ? counterpartItems(other.person) : {}),
    ...periodItems(one, today),
  };
  return MOUSHIDE_ITEMS.map((item, index) => {
    const isSecond = MOUSHIDE_ITEMS.indexOf(item) < index;
    return isSecond ? subject.person.place.town.name : (values[item] ?? '');
  });
}

function managementItems(one: SupportCase, subject: CaseSubject, today: string) {
  return {
    市区町村コード: CITY.code,
    宛名番号: subject.person.atena.padStart(15, '0'),
    支援措置管理番号: one.management,
    支援措置履歴番号: '1',
    最新フラグ: '1',
    対象者区分: subject.role === '対象者' ? '1' : '2',
    入力場所コード: '001',
    入力場所表記: '戸籍住民課',
    入力端末: 'JUKI01',
    削除フラグ: '0',
    操作者ID: '01001',
    操作年月日: compact(addDays(today, one.startDays)),
    操作時刻: '090000',
  };
}

function personItems({ person, role }: CaseSubject) {
  const { place } = person;
  return {
    支援措置対象者_氏名: person.name,
    支援措置対象者_氏名_フリガナ: person.kana,
    支援措置対象者_生年月日: compact(person.birth),
    支援措置対象者_性別: person.sex === '男' ? '1' : '2',
    支援措置対象者_住所_市区町村コード: CITY.code,
    支援措置対象者_住所_町字コード: place.town.code,
    支援措置対象者_住所_郵便番号: place.town.postcode.replace('-', ''),
    支援措置対象者_住所_都道府県: CITY.prefecture,
    支援措置対象者_住所_市区郡町村名: CITY.city,
    支援措置対象者_住所_番地号表記: place.block,
    支援措置対象者_住所_方書: place.building,
    支援措置対象者_連絡先電話番号: person.phone,
    支援措置対象者_連絡先携帯電話番号: person.mobile,
    支援措置対象者_支援措置対象者との関係: role === '対象者' ? '本人' : person.relation,
  };
}

function counterpartItems(person: Resident) {
  return {
    加害者_氏名: person.name,
    加害者_生年月日: compact(person.birth),
    加害者_性別: person.sex === '男' ? '1' : '2',
    加害者_住所_郵便番号: person.place.town.postcode.replace('-', ''),
    加害者_住所_市区町村コード: CITY.code,
    加害者_住所_町字コード: person.place.town.code,
    加害者_住所_都道府県: CITY.prefecture,
    加害者_住所_市区郡町村名: CITY.city,
    加害者_住所_町字: person.place.town.name,
    加害者_住所_番地号表記: person.place.block,
    加害者_住所_方書: person.place.building,
  };
}

/** A provisional case has no period of its own yet. */
function periodItems(one: SupportCase, today: string) {
  const start = compact(addDays(today, one.startDays));
  const end = compact(addDays(today, one.endDays));
  if (one.isProvisional) {
    return { 仮支援措置の有無: '1', 仮支援措置開始年月日: start, 仮支援措置終了年月日: end };
  }
  return { 仮支援措置の有無: '0', 支援措置開始年月日: start, 支援措置終了年月日: end };
}

function compact(iso: string): string {
  return iso.replaceAll('-', '');
}
