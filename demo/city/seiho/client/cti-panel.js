import { post } from './api.js';
import { h } from './dom.js';

/** CTI: the telephone on the desk dials what is typed or was left here by the last call. */
export function ctiPanel(welfare) {
  const status = h('div', { class: 'status', role: 'status' });
  const number = h('input', { id: 'cti-number', autocomplete: 'off' });
  const dial = async () => {
    const isDialled = await post('/dials', { caseNumber: welfare.number, to: number.value });
    status.textContent = isDialled ? '発信しました。' : '発信できませんでした。';
  };
  return h(
    'section',
    {},
    h('h3', {}, 'ＣＴＩ電話'),
    h(
      'div',
      { class: 'inner', id: 'cti' },
      h('label', { class: 'field' }, h('span', {}, '発信先番号'), number),
      h('button', { type: 'button', id: 'cti-dial', onclick: dial }, '発信'),
      status,
    ),
  );
}
