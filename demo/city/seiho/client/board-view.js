import { post } from './api.js';
import { h } from './dom.js';

/** 庁内回覧板: everybody in the office reads what is posted here. */
export function showBoard(posts, reload) {
  const status = h('div', { class: 'status', role: 'status' });
  const form = h(
    'form',
    { id: 'board-form' },
    field('件名', h('input', { name: 'title', autocomplete: 'off' })),
    field('本文', h('textarea', { name: 'text', rows: 6 })),
    h('button', { class: 'main' }, '掲示(F10)'),
    status,
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const isPosted = await post('/board', Object.fromEntries(new FormData(form)));
    status.textContent = isPosted ? '掲示しました。' : '掲示できませんでした。';
    if (isPosted) await reload();
  });
  return [
    h('h2', { id: 'board-heading' }, '庁内回覧板'),
    ...posts.map(({ title, text }) =>
      h('section', {}, h('h3', {}, title), h('div', { class: 'inner' }, text)),
    ),
    h('section', {}, h('h3', {}, '新しい掲示'), h('div', { class: 'inner' }, form)),
  ];
}

function field(label, control) {
  return h('label', { class: 'field' }, h('span', {}, label), control);
}
