import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GuardWindow } from '../../utils/page/guard-ports.ts';
import { RowMarks } from '../../utils/page/rows/row-marks.ts';
import { completePopovers, openedRoots } from './popover-support.ts';

let lifetime: AbortController;
let marks: RowMarks;

beforeEach(() => {
  completePopovers();
  document.body.innerHTML = '<ul><li id=a>1</li><li id=b>2</li></ul>';
  lifetime = new AbortController();
  marks = new RowMarks({
    window: window as unknown as GuardWindow,
    signal: lifetime.signal,
    name: 'm-1',
    text: '要確認',
  });
});
afterEach(() => lifetime.abort());

test('nothing is put into the page while no row is flagged', () => {
  const before = document.documentElement.outerHTML;
  marks.update(new Set());
  expect(document.documentElement.outerHTML).toBe(before);
});

test('each flagged row gets one mark with a text, and the row itself stays as it is', () => {
  const before = document.body.innerHTML;
  marks.update(rows('#a', '#b'));
  marks.update(rows('#a', '#b'));
  expect(texts()).toEqual(['要確認', '要確認']);
  expect(document.body.innerHTML).toBe(before);
});

test('a row that is used for another record loses its mark', () => {
  marks.update(rows('#a', '#b'));
  marks.update(rows('#b'));
  expect(texts()).toEqual(['要確認']);
});

test('the layer leaves the page with the last mark', () => {
  marks.update(rows('#a'));
  expect(document.querySelector('m-1')).not.toBeNull();
  marks.update(new Set());
  expect(document.querySelector('m-1')).toBeNull();
});

function rows(...selectors: readonly string[]): ReadonlySet<Element> {
  return new Set(selectors.flatMap((selector) => document.querySelector(selector) ?? []));
}

function texts(): readonly (string | null)[] {
  return openedRoots().flatMap((root) =>
    [...root.querySelectorAll('.text')].map((text) => text.textContent),
  );
}
