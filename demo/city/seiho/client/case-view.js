import { callSection, messageSection, recordSection } from './case-forms.js';
import { ctiPanel } from './cti-panel.js';
import { h, pair } from './dom.js';

/** ケース台帳: one household with its records and forms. */
export function showCase(welfare, reload) {
  return [
    h('h2', { id: 'case-heading' }, `ケース台帳　${welfare.name}　世帯`),
    h(
      'div',
      { class: 'bar' },
      h('a', { class: 'button', href: '/', 'data-route': '' }, '一覧へ(F2)'),
      h(
        'a',
        {
          class: 'button',
          id: 'open-notice',
          href: `/cases/${welfare.number}/notice`,
          'data-route': '',
        },
        '保護決定通知書',
      ),
      pageLink(welfare, 'hosogu', '補装具費通知'),
      pageLink(welfare, 'fax', 'FAX送信票'),
      h('span', { class: 'right' }, `担当：${welfare.worker}`),
    ),
    h(
      'div',
      { class: 'columns' },
      h('div', {}, basics(welfare), members(welfare), recordSection(welfare, reload)),
      h(
        'div',
        {},
        callSection(welfare, reload),
        ctiPanel(welfare),
        messageSection(welfare, reload),
      ),
    ),
  ];
}

function pageLink({ number }, page, label) {
  const attributes = { class: 'button', id: `open-${page}`, 'data-route': '' };
  return h('a', { ...attributes, href: `/cases/${number}/${page}` }, label);
}

function basics(welfare) {
  const phone = (number) => h('a', { href: `tel:${number}`, class: 'phone' }, number);
  return h(
    'section',
    {},
    h('h3', {}, '世帯基本'),
    h(
      'dl',
      {},
      pair('ケース番号', welfare.number, { id: 'case-number' }),
      pair('世帯番号', welfare.household),
      pair('世帯主', welfare.name),
      pair('世帯類型', welfare.kind),
      pair('住所', welfare.address, { class: 'wide', id: 'case-address' }),
      pair('電話番号', phone(welfare.phone)),
      pair('携帯番号', phone(welfare.mobile)),
      pair('開始日', welfare.startedOn),
      pair('保護費月額', `${welfare.monthlyYen.toLocaleString('ja-JP')} 円`),
    ),
  );
}

function members(welfare) {
  const titles = ['宛名番号', '氏名', 'フリガナ', '続柄', '性別', '生年月日'];
  const row = (one) =>
    h(
      'tr',
      {},
      [one.atena, one.name, one.kana, one.relation, one.sex, one.birth].map((cell) =>
        h('td', {}, cell),
      ),
    );
  return h(
    'section',
    {},
    h('h3', {}, '世帯員'),
    h(
      'table',
      { id: 'members' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          titles.map((title) => h('th', {}, title)),
        ),
      ),
      h('tbody', {}, welfare.members.map(row)),
    ),
  );
}
