import { describe, expect, test } from 'vitest';
import { contextOf } from '../../utils/page/read/change-scope.ts';
import { namesOf, scannerOn } from './test-profile.ts';

const ATENA = 'subject atena 1234567';
const ADDRESS = 'body address 本町1-2-3';

describe('a labelled identifier is found', () => {
  test.each([
    [
      'in the cell beside a th',
      '<table><tr><th>宛名番号</th><td>0001234567</td></tr></table>',
      ATENA,
    ],
    [
      'in the cell beside a td',
      '<table><tr><td>宛名番号：</td><td>1234567</td></tr></table>',
      ATENA,
    ],
    [
      'under a column header',
      '<table><tr><th>No</th><th>宛名番号</th></tr><tr><td>1</td><td>1234567</td></tr></table>',
      ATENA,
    ],
    [
      'under a header that spans two columns before it',
      '<table><tr><th colspan=2>氏名</th><th>宛名番号</th></tr><tr><td>架空</td><td>花子</td><td>1234567</td></tr></table>',
      ATENA,
    ],
    [
      'in a row that a merged cell reaches into',
      '<table><tr><th>世帯</th><th>宛名番号</th></tr><tr><td rowspan=2>あ</td><td>1</td></tr><tr><td>1234567</td></tr></table>',
      ATENA,
    ],
    ['in a dd', '<dl><dt>宛名番号</dt><dd>1234567</dd></dl>', ATENA],
    ['behind the label in one text', '<p>宛名番号：1234567</p>', ATENA],
    ['behind a label with spaces inside', '<p>宛 名 番 号　１２３４５６７</p>', ATENA],
    ['split over inline tags', '<p>宛名<b>番号</b>: <span>123</span><wbr><i>4567</i></p>', ATENA],
    ['in the block after a block', '<div><div>宛名番号</div><div>1234567</div></div>', ATENA],
    ['in a control with a label', '<label for=a>宛名番号</label><input id=a value=1234567>', ATENA],
    ['in a control inside its label', '<label>宛名番号 <input value=1234567></label>', ATENA],
    ['in a control with a placeholder', '<input placeholder=宛名番号 value=1234567>', ATENA],
    [
      'one digit per cell',
      `<table><tr><th>宛名番号</th>${[...'1234567'].map((d) => `<td>${d}</td>`).join('')}</tr></table>`,
      ATENA,
    ],
    [
      'in an ARIA grid',
      '<div role=grid><div role=row><i role=columnheader>氏名</i><i role=columnheader>宛名番号</i></div><div role=row><div role=gridcell>あ</div><div role=gridcell>1234567</div></div></div>',
      ATENA,
    ],
    ['with a Japanese letter in it', '<p>ケース番号 生3-0123</p>', 'body welfare-case 生30123'],
    ['as an address', '<dl><dt>住所</dt><dd>架空市本町一丁目２番地の３</dd></dl>', ADDRESS],
    [
      'as an address over two lines',
      '<p>住所：架空市本町1-2-3<br>コーポ架空101</p>',
      'body address 本町1-2-3|101',
    ],
    ['as an address with a name under it', '<p>住所：架空市本町1-2-3<br>架空 花子</p>', ADDRESS],
    [
      'under a label with readings',
      '<dl><dt><ruby>住所<rt>じゅうしょ</rt></ruby></dt><dd>本町1-2-3</dd></dl>',
      ADDRESS,
    ],
    ['as a phone without area code', '<p>電話番号 22-7547</p>', 'body phone 0246227547'],
    [
      'as a destination, by the longer label',
      '<p>送付先住所：架空市本町1-2-3</p>',
      'destination address 本町1-2-3',
    ],
    [
      'as an address in two controls',
      '<dl><dt>住所</dt><dd><input value=本町><input value=1-2-3></dd></dl>',
      'form address 本町1-2-3',
    ],
    ['by selector and attribute', '<b class=debt data-no=R06-00123>x</b>', 'body debt R0600123'],
    ['by selector, in an inline tag, once', '<b class=no><i>11-0204</i></b>', 'body debt 110204'],
    [
      'by selector, over blocks and a control',
      '<div class=no><div>11</div><p><input value=0204></p></div>',
      'body debt 110204',
    ],
    ['in a list row', list('宛名番号', ['1234567', '7654321']), 'row atena 1234567'],
    [
      'in a card of a list',
      '<div><div class=card>宛名番号 1234567</div><div class=card>宛名番号 2</div></div>',
      'row atena 1234567',
    ],
  ])('%s', (_where, html, expected) => {
    expect(namesOf(scannerOn(html))).toContain(expected);
  });
});

describe('nothing is made of', () => {
  test.each([
    ['amounts and dates', '<p>金額 12,345,678円 令和6年4月1日 2024/04/01</p>'],
    ['short numbers without a label', '<p>番号 1234567</p>'],
    ['a 個人番号 behind a label', '<p>宛名番号 123456789018</p>'],
    ['a 個人番号 in groups', '<p>1234 5678 9018</p>'],
    ['scripts', '<script>"宛名番号 1234567"</script>'],
    ['hidden controls', '<label>宛名番号<input type=hidden value=1234567></label>'],
  ])('%s', (_what, html) => {
    expect(namesOf(scannerOn(html))).toEqual([]);
  });
});

test('a selected element with a child is read once', () => {
  expect(namesOf(scannerOn('<b class=no><i>11-0204</i></b>'))).toEqual(['body debt 110204']);
});

test('a long digit run without a label may be any kind of number', () => {
  const names = namesOf(scannerOn('<p>お問い合わせ 12345678901</p>'));
  expect(names).toContain('?body atena 12345678901');
  expect(names).toContain('?body debt 12345678901');
});

test.each([
  ['a note', '<p>先週、架空市中央三丁目２番１号サンハイツ２０３号室へ転居した由</p>', '?body'],
  ['a note without digits', '<p>現在は中央三丁目二番一号に居住</p>', '?body'],
  ['a note over inline tags', '<p>先週、中央<b>3丁目</b>2番1号へ転居</p>', '?body'],
  ['a note without digits, over inline tags', '<p>現在は中央<b>三丁目</b>二番一号</p>', '?body'],
  ['a note that is being typed', '<textarea>先週、中央3-2-1へ転居</textarea>', '?form'],
  [
    'the notes of a list',
    list('経過', ['中央三丁目二番一号へ転居', '特になし']).replace('宛名番号', '経過'),
    '?row',
  ],
])('an address in %s is read without a label', (_where, html, place) => {
  const names = namesOf(scannerOn(html));
  expect(names.some((name) => name.startsWith(`${place} address 中央3-2-1`))).toBe(true);
});

test('a text that changes deep inside inline tags is read with its label', () => {
  const scanner = scannerOn('<div>宛名番号 <span><b>1234567</b></span></div>');
  const text = document.querySelector('b')?.firstChild;
  if (text) text.nodeValue = '7654321';
  scanner.enqueue(contextOf(text ?? document));
  scanner.run(() => false);
  expect(namesOf(scanner)).toEqual(['subject atena 7654321']);
});

test('a listing of many pages is read to its end, in small steps', () => {
  const scanner = scannerOn('<textarea></textarea>');
  const area = document.querySelector('textarea');
  if (area) area.value = `${'入金 1,000円 '.repeat(20_000)} ${' '.repeat(50_000)}98765432`;
  scanner.checkUnreported();
  let steps = 0;
  while (!scanner.run(() => true)) steps += 1;
  expect(steps).toBeGreaterThan(50);
  expect(namesOf(scanner)).toContain('?form atena 98765432');
});

test('a run of several long numbers is reported in parts that the worker takes', () => {
  const scanner = scannerOn('<p>12345678 23456789 34567891 45678912</p>');
  const { candidates } = scanner.index.list();
  expect(candidates.length).toBeGreaterThan(1);
  for (const { forms } of candidates) expect(forms.length).toBeLessThanOrEqual(8);
  expect(namesOf(scanner)).toContain('?body atena 45678912');
});

test('a record becomes a list row when a second row comes', () => {
  const scanner = scannerOn(list('宛名番号', ['1234567']));
  const row = document.querySelector('tbody tr')?.cloneNode(true);
  if (row) document.querySelector('tbody')?.append(row);
  if (row instanceof Element) scanner.enqueue(row);
  scanner.run(() => false);
  expect(new Set(namesOf(scanner))).toEqual(new Set(['row atena 1234567']));
});

test('a table of one row is a record, not a list', () => {
  expect(namesOf(scannerOn(list('宛名番号', ['1234567'])))).toEqual([ATENA]);
});

test('text inside an open shadow root is read', () => {
  const scanner = scannerOn('<x-card></x-card>');
  const host = document.querySelector('x-card');
  const root = host?.attachShadow({ mode: 'open' });
  if (root) root.innerHTML = '<p>宛名番号 1234567</p>';
  scanner.checkUnreported();
  scanner.run(() => false);
  expect(namesOf(scanner)).toEqual([ATENA]);
});

test('what a rule selects is read inside an open shadow root', () => {
  const scanner = scannerOn('<x-card></x-card>');
  const root = document.querySelector('x-card')?.attachShadow({ mode: 'open' });
  if (root) root.innerHTML = '<p><b class=no>11-0204</b></p>';
  scanner.checkUnreported();
  scanner.run(() => false);
  expect(namesOf(scanner)).toEqual(['body debt 110204']);
});

test('a value that a script sets is found without any event', () => {
  const scanner = scannerOn('<p>宛名番号 <input></p>');
  const input = document.querySelector('input');
  if (input) input.value = '1234567';
  scanner.checkUnreported();
  scanner.run(() => false);
  expect(namesOf(scanner)).toEqual([ATENA]);
});

test('what left the page is forgotten', () => {
  const scanner = scannerOn('<p>宛名番号 1234567</p>');
  const before = scanner.index.version();
  const gone = document.querySelector('p');
  gone?.remove();
  if (gone) scanner.forget(gone);
  scanner.run(() => false);
  expect(namesOf(scanner)).toEqual([]);
  expect(scanner.index.version()).toBeGreaterThan(before);
});

test('reading the same content again reports nothing new', () => {
  const scanner = scannerOn(list('宛名番号', ['1234567', '7654321']));
  const before = scanner.index.version();
  scanner.enqueue(document);
  scanner.run(() => false);
  expect(scanner.index.version()).toBe(before);
});

test('a clock does not change what an answer is about, another text does', () => {
  const scanner = scannerOn('<p id=clock>10:15:01</p><p id=text>督促</p>');
  const hash = scanner.contentHash();
  setText(scanner, '#clock', '10:15:02');
  expect(scanner.contentHash()).toBe(hash);
  setText(scanner, '#text', '催告');
  expect(scanner.contentHash()).not.toBe(hash);
});

test('work stops when the slice is over and goes on later', () => {
  const scanner = scannerOn('');
  document.body.innerHTML = '<p>宛名番号 1234567</p><p>a</p><p>b</p>';
  scanner.enqueue(document);
  expect(scanner.run(() => true)).toBe(false);
  expect(scanner.isPending()).toBe(true);
  expect(scanner.run(() => false)).toBe(true);
  expect(namesOf(scanner)).toEqual([ATENA]);
});

test('a part of the page that leaves between two slices does not end the pass', () => {
  const scanner = scannerOn('');
  document.body.innerHTML = `${'<p>a</p>'.repeat(3)}<p>宛名番号 1234567</p>`;
  scanner.enqueue(document);
  scanner.run(() => true);
  scanner.run(() => true);
  for (const gone of document.querySelectorAll('p:not(:last-child)')) gone.remove();
  scanner.run(() => false);
  expect(namesOf(scanner)).toEqual([ATENA]);
});

test('a row that moves is kept, and one that is used again holds its new number alone', () => {
  const scanner = scannerOn(list('宛名番号', ['1234567', '7654321']));
  const [first] = document.querySelectorAll('tbody tr');
  if (!first?.parentElement) throw new Error('expected a row');
  first.parentElement.append(first);
  scanner.forget(first);
  scanner.run(() => false);
  expect(namesOf(scanner)).toHaveLength(2);
  if (first.lastElementChild) first.lastElementChild.textContent = '1111111';
  scanner.enqueue(first);
  scanner.run(() => false);
  expect([...namesOf(scanner)].sort()).toEqual(['row atena 1111111', 'row atena 7654321']);
});

test('a grid of inline elements is one by its roles', () => {
  const cells = (role: string, texts: readonly string[]) =>
    `<div role=row>${texts.map((text) => `<span role=${role}>${text}</span>`).join('')}</div>`;
  const scanner = scannerOn(
    `<div role=grid>${cells('columnheader', ['氏名', '宛名番号'])}${cells('gridcell', ['架空 3', '1234567'])}</div>`,
  );
  expect(namesOf(scanner)).toEqual(['subject atena 1234567']);
});

test.each([
  [
    'beside the handle that resizes the column',
    '<span>&nbsp;</span><div role=columnheader>{}</div>',
  ],
  [
    'in front of the order of a sorted column',
    '<div role=columnheader>{}<i aria-hidden=true>1</i></div>',
  ],
])('a header of a grid counts %s', (_title, header) => {
  const head = ['氏名', '宛名番号'].map((label) => `<th>${header.replace('{}', label)}</th>`);
  const scanner = scannerOn(
    `<div role=grid><table role=presentation><tr role=row>${head.join('')}</tr></table><table role=presentation><tr role=row><td role=gridcell>架空</td><td role=gridcell>1234567</td></tr></table></div>`,
  );
  expect(namesOf(scanner)).toEqual(['subject atena 1234567']);
});

test('a label with a number behind it is a label, and a number that ends alike is none', () => {
  const row = (label: string, value: string) => `<tr><td>${label}</td><td>${value}</td></tr>`;
  const html = `<table>${row('電話番号２', '0999-21-1011')}${row('期別', '12')}${row('整理3', '7654321')}</table>`;
  expect(namesOf(scannerOn(html))).toContain('body phone 0999211011');
  expect(namesOf(scannerOn(html)).filter((name) => name.includes('7654321'))).toEqual([]);
});

test('plain rows and rows that need a closer look are read alike', () => {
  const [plain, marked] = ['<td>{}</td>', '<td><b>{}</b></td>'].map((cell) => {
    const rows = ['1234567', '０００７６５４３２１', '12', ''].map((value) =>
      cell.replace('{}', value),
    );
    const body = rows.map((row) => `<tr><td>架空</td>${row}</tr>`).join('');
    const html = `<table class=list><thead><tr><th>氏名</th><th>宛名番号</th></tr></thead><tbody>${body}</tbody></table>`;
    return namesOf(scannerOn(html));
  });
  expect(plain).toEqual(['row atena 1234567', 'row atena 7654321']);
  expect([...(marked ?? [])].sort()).toEqual(plain);
});

function list(label: string, values: readonly string[]): string {
  const rows = values.map((value) => `<tr><td>氏名</td><td>${value}</td></tr>`).join('');
  return `<table class=list><thead><tr><th>氏名</th><th>${label}</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function setText(scanner: ReturnType<typeof scannerOn>, selector: string, text: string): void {
  const element = document.querySelector(selector);
  if (!element) throw new Error(`expected ${selector} on the page`);
  element.textContent = text;
  scanner.enqueue(element);
  scanner.run(() => false);
}
