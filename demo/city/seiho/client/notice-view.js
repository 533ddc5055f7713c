import { h } from './dom.js';

/** 保護決定通知書 on the screen as it will be printed. */
export function showNotice(welfare, today) {
  const print = h(
    'button',
    { class: 'main', id: 'print-notice', type: 'button', onclick: () => window.print() },
    '印刷(F8)',
  );
  const back = h(
    'a',
    { class: 'button', href: `/cases/${welfare.number}`, 'data-route': '' },
    '台帳へ戻る',
  );
  return [
    h('h2', { id: 'case-heading' }, `保護決定通知書　${welfare.name}　世帯`),
    h('div', { class: 'bar' }, back, print),
    paper(welfare, today),
  ];
}

function paper(welfare, today) {
  const addressee = h(
    'div',
    {},
    `〒${welfare.postcode}`,
    h('br'),
    h('span', { id: 'notice-address' }, welfare.fullAddress),
    h('br'),
    h('span', { id: 'notice-name' }, welfare.name),
    '　様',
  );
  return h(
    'div',
    { class: 'paper' },
    addressee,
    h('div', { class: 'from' }, today, h('br'), '架空福祉事務所長'),
    h('h1', {}, '保護決定通知書'),
    h('p', {}, '　生活保護法による保護を次のとおり決定したので通知します。'),
    decisionTable(welfare),
    h('p', {}, '　この通知書は架空のものです。'),
  );
}

function decisionTable(welfare) {
  const line = (label, value, attributes = {}) =>
    h('tr', {}, h('th', {}, label), h('td', attributes, value));
  return h(
    'table',
    {},
    line('ケース番号', welfare.number),
    line('世帯番号', welfare.household),
    line('宛名番号', welfare.members[0].atena, { id: 'notice-atena' }),
    line('世帯類型', welfare.kind),
    line('保護の種類', '生活扶助・住宅扶助'),
    line('保護費月額', `${welfare.monthlyYen.toLocaleString('ja-JP')} 円`),
    line('担当', welfare.worker),
  );
}
