import { expect, test } from 'vitest';
import { composeQuestion } from '../../utils/page/read/list-screen.ts';
import type { Scanner } from '../../utils/page/read/scanner.ts';
import { namesOf, scannerOn } from './test-profile.ts';

const HEAD = '<tr><th>宛名番号</th><th>住所</th><th>備考</th></tr>';

test('a long list waits for the worker, and only its unclear rows are read, as a whole', () => {
  const scanner = scannerOn(list((index) => [`${1000 + index}`, `本町1丁目${index + 1}番`, '']));
  expect(namesOf(scanner)).toEqual([]);
  expect(scanner.index.screen.isWaiting()).toBe(true);
  answer(scanner, (text) => text === '本町1丁目8番');
  expect(namesOf(scanner)).toEqual(['row atena 1007', 'row address 本町1-8']);
  expect(scanner.index.screen.isWaiting()).toBe(false);
});

test('what was clear is asked again when the data changes', () => {
  const scanner = scannerOn(list((index) => [`${1000 + index}`, '', '']));
  answer(scanner, () => false);
  scanner.index.screen.again();
  answer(scanner, (text) => text === '1003');
  expect(namesOf(scanner)).toEqual(['row atena 1003']);
});

test('a row that changed after it was asked about goes on waiting', () => {
  const scanner = scannerOn(list((index) => [`${1000 + index}`, '', '']));
  const asked = scanner.index.screen.nextPart();
  const cell = document.querySelector('tbody td');
  if (cell) cell.textContent = '4711';
  scanner.enqueue(document);
  scanner.run(() => false);
  scanner.index.settle(asked, new Set());
  expect(composeQuestion(scanner.index.screen.nextPart()).groups[0]?.texts).toContain('4711');
});

test('rows that come and go make another view', () => {
  const scanner = scannerOn(list((index) => [`${1000 + index}`, '', '']));
  answer(scanner, () => false);
  const before = scanner.index.version();
  const row = document.querySelector('tbody tr');
  row?.remove();
  if (row) scanner.forget(row);
  scanner.run(() => false);
  expect(scanner.index.version()).not.toBe(before);
});

test.each([
  ['in one run', '123456789012'],
  ['in groups', '1234 5678 9012'],
  ['in full width', '１２３４-５６７８-９０１２'],
  ['with other digits', '1234567890①2'],
])('twelve digits %s do not leave the page', (_title, digits) => {
  const scanner = scannerOn(list((index) => [`${1000 + index}`, '', index === 5 ? digits : '']));
  expect(JSON.stringify(askAll(scanner))).not.toContain(digits);
});

test('whose record is open is read at once, also beside a long list', () => {
  const rows = list((index) => [`${1000 + index}`, '', '']);
  const scanner = scannerOn(`<dl><dt>宛名番号</dt><dd>1234567</dd></dl>${rows}`);
  expect(namesOf(scanner)).toEqual(['subject atena 1234567']);
});

function list(cellsOf: (index: number) => readonly string[]): string {
  const rows = Array.from({ length: 300 }, (_, index) => {
    const cells = cellsOf(index).map((cell) => `<td>${cell}</td>`);
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<table class=list><thead>${HEAD}</thead><tbody>${rows.join('')}</tbody></table>`;
}

function askAll(scanner: Scanner): readonly unknown[] {
  const asked: unknown[] = [];
  const { index } = scanner;
  while (index.screen.isWaiting()) {
    const part = index.screen.nextPart();
    asked.push(composeQuestion(part).groups);
    index.settle(part, new Set());
  }
  return asked;
}

/** Answers as the worker would, and reads what is not clear. */
function answer(scanner: Scanner, isUnclear: (text: string) => boolean): void {
  const { index } = scanner;
  while (index.screen.isWaiting()) {
    const part = index.screen.nextPart();
    const { groups, sources } = composeQuestion(part);
    const texts = groups.flatMap((group) => group.texts);
    const unclear = sources.filter((_source, number) => isUnclear(texts[number] ?? ''));
    index.settle(part, new Set(unclear));
  }
  scanner.run(() => false);
}
