import { h } from './dom.js';

/** 補装具費支給決定通知書: it goes to the 送付先 on file, or to the person's own address. */
export function showEquipment(welfare, today) {
  const print = h(
    'button',
    { class: 'main', id: 'print-notice', type: 'button', onclick: () => window.print() },
    '印刷(F8)',
  );
  const own = { name: welfare.name, address: welfare.fullAddress, postcode: welfare.postcode };
  const paper = h('div', { class: 'paper' });
  const draw = (to) => paper.replaceChildren(...letter(welfare, to, today));
  const useOwn = h(
    'button',
    { id: 'use-own-address', type: 'button', onclick: () => draw(own) },
    '送付先を本人住所にする',
  );
  draw(welfare.noticeTo ?? own);
  const back = h(
    'a',
    { class: 'button', href: `/cases/${welfare.number}`, 'data-route': '' },
    '台帳へ戻る',
  );
  return [
    h('h2', { id: 'case-heading' }, `補装具費支給決定通知書　${welfare.name}　世帯`),
    h('div', { class: 'bar' }, back, print, useOwn),
    paper,
  ];
}

function letter(welfare, to, today) {
  return [
    h(
      'div',
      {},
      `〒${to.postcode}`,
      h('br'),
      h('span', { id: 'notice-address' }, to.address),
      h('br'),
      h('span', { id: 'notice-name' }, to.name),
      '　様',
    ),
    h('div', { class: 'from' }, today, h('br'), '架空福祉事務所長'),
    h('h1', {}, '補装具費支給決定通知書'),
    h(
      'table',
      {},
      line('利用者', welfare.name),
      line('宛名番号', welfare.members[0].atena),
      line('住所', welfare.address),
      line('種目', '眼鏡（矯正用）'),
    ),
    h('p', {}, '　この通知書は架空のものです。'),
  ];
}

function line(label, value) {
  return h('tr', {}, h('th', {}, label), h('td', {}, value));
}
