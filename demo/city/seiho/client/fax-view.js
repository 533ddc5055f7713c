import { post } from './api.js';
import { h } from './dom.js';

/** FAX送信票: the number is typed by hand, as on the machine. */
export function showFax(welfare) {
  const status = h('div', { class: 'status', role: 'status' });
  const form = h(
    'form',
    { id: 'fax-form' },
    field('送信先機関', h('input', { name: 'office', id: 'fax-office', autocomplete: 'off' })),
    field('FAX番号', h('input', { name: 'to', id: 'fax-to', autocomplete: 'off' })),
    field('送信内容', h('textarea', { name: 'text', rows: 4 })),
    h('button', { class: 'main' }, 'FAX送信(F10)'),
    status,
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    const isSent = await post('/faxes', { caseNumber: welfare.number, ...values });
    status.textContent = isSent ? '送信しました。' : '送信できませんでした。';
  });
  return [
    h('h2', { id: 'case-heading' }, `FAX送信票　${welfare.name}　世帯`),
    h(
      'div',
      { class: 'bar' },
      h('a', { class: 'button', href: `/cases/${welfare.number}`, 'data-route': '' }, '台帳へ戻る'),
      h('span', {}, `ケース番号：${welfare.number}`),
    ),
    h('section', {}, h('div', { class: 'inner' }, form)),
  ];
}

function field(label, control) {
  return h('label', { class: 'field' }, h('span', {}, label), control);
}
