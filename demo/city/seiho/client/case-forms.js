import { post } from './api.js';
import { h } from './dom.js';

const CALLERS = [
  '本人',
  '同一世帯',
  '家族・親族',
  '代理人・弁護士',
  '他自治体',
  '庁内・他区',
  '不明',
];

/** ケース記録: earlier records and a form for the next one. */
export function recordSection(welfare, reload) {
  const form = saveForm({
    id: 'record-form',
    path: '/case-records',
    welfare,
    reload,
    fields: [
      select('kind', '記録区分', ['訪問', '面接', '電話', '所内検討']),
      area('text', '記録内容', 4),
    ],
  });
  const rows = welfare.records.map((one) => `${one.kind}：${one.text}`);
  return h(
    'section',
    {},
    h('h3', {}, 'ケース記録'),
    h('div', { class: 'inner' }, earlier(rows), form),
  );
}

/** 通話記録: the form opens with its button, because a call is logged while it lasts. */
export function callSection(welfare, reload) {
  const form = saveForm({
    id: 'call-form',
    path: '/calls',
    welfare,
    reload,
    fields: [
      select('callerType', '相手区分', CALLERS),
      input('phone', '相手の電話番号'),
      area('text', '通話内容', 3),
    ],
  });
  form.hidden = true;
  const open = h(
    'button',
    {
      type: 'button',
      id: 'open-call-log',
      onclick: () => {
        form.hidden = false;
        form.elements.text.focus();
      },
    },
    '通話記録を開く',
  );
  const rows = welfare.calls.map((one) => `${one.callerType}　${one.phone}　${one.text}`);
  return h(
    'section',
    {},
    h('h3', {}, '通話記録'),
    h('div', { class: 'inner' }, earlier(rows), open, form),
  );
}

/** FAX・メール・ショートメール with the history of the record. */
export function messageSection(welfare, reload) {
  const form = saveForm({
    id: 'message-form',
    path: '/messages',
    welfare,
    reload,
    save: '送信',
    fields: [
      select('channel', '種別', ['ショートメール', 'メール', 'FAX']),
      input('to', '宛先'),
      area('text', '本文', 3),
    ],
  });
  const thread = welfare.messages.map((one) =>
    h(
      'tr',
      {},
      h('td', {}, one.channel),
      h('td', { class: 'thread-to' }, one.to),
      h('td', {}, one.text),
    ),
  );
  const table = h(
    'table',
    { id: 'thread' },
    h(
      'tr',
      {},
      ['種別', '送信先', '本文'].map((label) => h('th', {}, label)),
    ),
    thread,
  );
  return h(
    'section',
    {},
    h('h3', {}, '連絡（FAX・メール・ショートメール）'),
    h('div', { class: 'inner' }, thread.length > 0 ? table : earlier([]), form),
  );
}

function saveForm({ id, path, welfare, reload, fields, save = '登録(F10)' }) {
  const status = h('div', { class: 'status', role: 'status' });
  const form = h('form', { id }, fields, h('button', { class: 'main' }, save), status);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(form));
    const isSaved = await post(path, { caseNumber: welfare.number, ...values });
    status.textContent = isSaved
      ? '登録しました。'
      : '登録できませんでした。内容を確認して、もう一度お試しください。';
    if (isSaved) await reload();
  });
  return form;
}

function earlier(rows) {
  if (rows.length === 0) return h('div', { class: 'empty' }, '記録はありません。');
  return h(
    'table',
    {},
    rows.map((text) => h('tr', {}, h('td', {}, text))),
  );
}

function select(name, label, options) {
  return field(
    label,
    h(
      'select',
      { name },
      options.map((option) => h('option', {}, option)),
    ),
  );
}

function input(name, label) {
  return field(label, h('input', { name, autocomplete: 'off' }));
}

function area(name, label, rows) {
  return field(label, h('textarea', { name, rows }));
}

function field(label, control) {
  return h('label', { class: 'field' }, h('span', {}, label), control);
}
