import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numericKinds } from '../../utils/domain/read-text.ts';
import { readBlock } from '../../utils/page/read/block-text.ts';
import { openColumnRules } from '../../utils/page/read/column-rules.ts';
import { openContextFinder } from '../../utils/page/read/find-context.ts';
import { readPassage } from '../../utils/page/read/found.ts';
import { openLabelBook } from '../../utils/page/read/label-book.ts';
import type { Passage } from '../../utils/page/read/passage.ts';
import { scanBlock } from '../../utils/page/read/scan-block.ts';
import { scanRow } from '../../utils/page/read/scan-row.ts';
import { LOCALITY, PROFILE } from './test-profile.ts';

const HEADERS = ['宛名番号', '氏名', '住所', '電話番号', '金額', 'ケース番号'];
/** No cell of one digit: two of them are joined only where three stand in a row. */
const VALUES = [
  '0001234567',
  '１２３４５６７',
  '架空県架空市本町1丁目2番地3',
  '本町一丁目二番',
  '0246-22-7547',
  '22-7547',
  '生3-0123',
  '12,345円',
  '12345678901',
  '1234 5678 9018',
  '\n 4711 ',
  '架空 花子',
  '先週、架空市本町三丁目２番１号へ転居',
  '',
];
/** What a row holds between its cells, and a cell beside its text. */
const BETWEEN = ['', '\n    ', '<!-- 1234567 -->', ' <!--x-->\n'];
const WRAPPINGS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `<a href="#">${text}</a>`,
  (text) => `\n<b>${text}</b> <!-- 9876543 -->`,
  (text) => `<a href="#"><span>${text}</span></a>`,
  (text) => `<a role="gridcell">${text}</a>`,
  (text) => `<input type="checkbox" value="${text.trim()}"> ${text}`,
  (text) => `<a href="#">${text}</a><a href="#">1234567</a>`,
  (text) => `<b>${text.slice(0, 3)}</b>${text.slice(3)}`,
  (text) => `<!-- 9876543 -->${text}`,
  (text) => `<div>${text}</div>`,
  (text) => `<input value="${text.trim()}">`,
  (text) => `<script>"8888888"</script>${text}`,
];

const cells = fc.array(
  fc.record({
    value: fc.constantFrom(...VALUES),
    wrap: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(WRAPPINGS.length - 1)),
    before: fc.constantFrom(...BETWEEN),
  }),
  { maxLength: HEADERS.length + 1 },
);

test('a row that is read at one go says what its cells say one by one', () => {
  let count = 0;
  fc.assert(
    fc.property(cells, (row) => {
      const html = row.map(({ value, wrap, before }) => {
        return `${before}<td>${WRAPPINGS[wrap]?.(value)}</td>`;
      });
      const { atOnce, oneByOne } = readBothWays(`${html.join('')}\n`);
      expect(atOnce).toEqual(oneByOne);
      count += atOnce.length;
    }),
    { numRuns: 500 },
  );
  expect(count).toBeGreaterThan(100);
});

test('a text that is cut into two nodes is read on its own', () => {
  document.body.innerHTML = table('<td>0001</td><td>架空 花子</td>');
  const row = document.querySelector('tbody tr');
  row?.querySelector('td')?.append('234567');
  const { read } = scanFirstRow();
  expect(read?.parts).toEqual([row?.firstElementChild]);
  expect(read?.passages).toEqual([]);
});

test('what stands in a part is no text of the row', () => {
  document.body.innerHTML = table('<td>1234567</td> <td><div>詳細</div></td><td>備考</td>');
  expect(scanFirstRow().read?.text).toBe('1234567 備考');
});

test('a link around a text and a box to tick need no reading of their own', () => {
  const boxes =
    '<td> <input type="checkbox" name="row" value="9999999"></td><td><input type="hidden"></td>';
  document.body.innerHTML = table(`<td>\n<a href="#">1234567</a>\n</td>${boxes}`);
  const { read } = scanFirstRow();
  expect(read?.parts).toEqual([]);
  expect(read?.passages.map(({ text }) => text.trim())).toEqual(['1234567']);
});

test.each([
  ['bare', (digit: string) => digit],
  ['on lines of their own', (digit: string) => `\n  ${digit}\n`],
  ['in links', (digit: string) => `\n  <a href="#">${digit}</a>\n`],
])('digits of a number that stand one by one in cells, %s, need a closer look', (_how, wrap) => {
  const row = [...'1234567'].map((digit) => `<td>${wrap(digit)}</td>`);
  document.body.innerHTML = table(row.join(''));
  expect(scanFirstRow().read).toBeUndefined();
});

/** The identifiers of a row, and those of its plain cells through the path of any other block. */
function readBothWays(html: string) {
  document.body.innerHTML = table(html);
  const { read, row, finding } = scanFirstRow();
  const plain = [...(row?.children ?? [])].filter((cell) => !read?.parts.includes(cell));
  const passages = plain.flatMap((cell) => {
    const content = readBlock(cell);
    return content ? scanBlock(cell, content, finding) : [];
  });
  return { atOnce: keysOf(read?.passages ?? []), oneByOne: read ? keysOf(passages) : [] };
}

function scanFirstRow() {
  const book = openLabelBook(PROFILE);
  const columns = openColumnRules(book);
  const finding = { book, contexts: openContextFinder(book, columns) };
  const row = document.querySelector<HTMLTableRowElement>('tbody tr');
  const list = document.querySelector('table');
  const rules = list ? columns.evenColumnsOf(list) : undefined;
  return { read: row && rules ? scanRow(row, rules, book) : undefined, row, finding };
}

function keysOf(passages: readonly Passage[]): readonly string[] {
  const reading = {
    numericKinds: numericKinds(PROFILE),
    locality: LOCALITY,
    findRow: () => undefined,
  };
  return passages.flatMap((passage) => readPassage(passage, reading)).map(({ key }) => key);
}

function table(row: string): string {
  const head = HEADERS.map((label) => `<th>${label}</th>`).join('');
  return `<table><thead><tr>${head}</tr></thead><tbody><tr>${row}</tr></tbody></table>`;
}
