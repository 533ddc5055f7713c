import { h } from './dom.js';

const ROW_HEIGHT = 25;
const OVERSCAN = 4;
const COLUMNS = [
  'ケース番号',
  '世帯主氏名',
  'フリガナ',
  '住所',
  '人員',
  '世帯類型',
  '担当',
  '開始日',
];

/** ケース一覧: only the visible rows stand in the document. */
export function showCaseList(cases, openRoute) {
  const search = h('input', {
    size: 30,
    placeholder: 'ケース番号・氏名・カナ',
    'aria-label': '検索',
  });
  const count = h('span', {}, '');
  const spacer = h('div', { class: 'spacer', role: 'rowgroup' });
  const list = h('div', { class: 'vlist', role: 'table', 'aria-label': 'ケース一覧' }, spacer);
  let found = cases;

  const render = () => {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW_HEIGHT) - OVERSCAN);
    const visible = Math.ceil((list.clientHeight || 600) / ROW_HEIGHT) + 2 * OVERSCAN;
    const rows = found.slice(first, first + visible);
    spacer.style.height = `${found.length * ROW_HEIGHT}px`;
    spacer.replaceChildren(...rows.map((one, index) => row(one, first + index, openRoute)));
  };
  const filter = () => {
    const wanted = search.value.normalize('NFKC').replace(/\s/g, '');
    const texts = (one) =>
      [one.number, one.name, one.kana].map((text) => text.replace(/[\s　]/g, ''));
    found = cases.filter((one) => texts(one).some((text) => text.includes(wanted)));
    count.textContent = `${found.length} 件`;
    list.scrollTop = 0;
    render();
  };

  list.addEventListener('scroll', () => requestAnimationFrame(render));
  search.addEventListener('input', filter);
  filter();
  requestAnimationFrame(render);
  return [
    h('h2', {}, 'ケース一覧'),
    h('div', { class: 'bar' }, '検索', search, count),
    h(
      'div',
      { class: 'cols vhead' },
      COLUMNS.map((label) => h('div', {}, label)),
    ),
    list,
  ];
}

function row(one, index, openRoute) {
  const path = `/cases/${one.number}`;
  const link = h('a', { href: path, 'data-route': '' }, one.number);
  const cells = [
    link,
    one.name,
    one.kana,
    one.address,
    `${one.size}人`,
    one.kind,
    one.worker,
    one.startedOn,
  ];
  const element = h(
    'div',
    { role: 'row', class: index % 2 ? 'cols alt' : 'cols', ondblclick: () => openRoute(path) },
    cells.map((cell) => h('div', { role: 'cell' }, cell)),
  );
  element.style.top = `${index * ROW_HEIGHT}px`;
  return element;
}
