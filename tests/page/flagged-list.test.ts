import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseSiteProfile } from '../../utils/domain/site-profile.ts';
import type { GuardWindow } from '../../utils/page/guard-ports.ts';
import { openFlaggedList } from '../../utils/page/rows/flagged-list.ts';
import { LOCALITY, PROFILE, scannerOn } from './test-profile.ts';

const BATCH = parseSiteProfile({
  ...PROFILE,
  acts: [{ act: 'send', name: '一斉送付', rows: 'ticked' }],
});

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function row(number: number, box = '<input type=checkbox checked>'): string {
  return `<tr id=r${number}><td>${box}</td><td>架空 花子</td><td>00000${number}</td><td>架空市見本町1-${number}</td></tr>`;
}

function open(rows: readonly string[], flagged: readonly string[], profile = BATCH) {
  const scanner = scannerOn(
    `<table class=list><thead><tr><th>送付</th><th>氏名</th><th>宛名番号</th><th>住所</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
  );
  return openFlaggedList({
    window: window as unknown as GuardWindow,
    profile,
    locality: LOCALITY,
    all: () => scanner.index.all(),
    flaggedRows: () => new Set(flagged.flatMap((id) => document.querySelector(`#${id}`) ?? [])),
  });
}

function ticked(): readonly string[] {
  return [...document.querySelectorAll<HTMLInputElement>('tbody input')]
    .filter((box) => box.checked)
    .map((box) => box.closest('tr')?.id ?? '');
}

async function pull(list: ReturnType<typeof open>) {
  const pulling = list.pull();
  await vi.advanceTimersByTimeAsync(2_000);
  return pulling;
}

test('exactly the flagged rows are unticked, and told by place and number, never by name', async () => {
  const list = open([row(1001), row(1002), row(1003), row(1004)], ['r1004', 'r1002']);
  expect(list.leavesRowsOut()).toBe(false);
  const pulled = await pull(list);
  expect(ticked()).toEqual(['r1001', 'r1003']);
  expect(pulled.readRowCount).toBeUndefined();
  expect(pulled.rows).toEqual([
    { rowNumber: 2, numbers: [{ label: '宛名番号', text: '000001002' }], isOut: true },
    { rowNumber: 4, numbers: [{ label: '宛名番号', text: '000001004' }], isOut: true },
  ]);
  expect(list.leavesRowsOut()).toBe(true);
});

test('a box is pressed as a hand does it: the page hears of it', async () => {
  const list = open([row(1001), row(1002)], ['r1002']);
  const heard: string[] = [];
  for (const type of ['mousedown', 'click', 'change']) {
    document.body.addEventListener(type, () => heard.push(type), { once: true });
  }
  await pull(list);
  expect(heard).toEqual(['mousedown', 'click', 'change']);
});

test('a list that draws a part of its rows says how many were there to be read', async () => {
  const list = open([row(1001), row(1002)], ['r1002']);
  document.querySelector('table')?.setAttribute('aria-rowcount', '500');
  expect(await pull(list)).toMatchObject({ rows: [{ isOut: true }], readRowCount: 2 });
});

test('a page that ticks the row again has it told as not out', async () => {
  const list = open([row(1001), row(1002)], ['r1002']);
  const box = document.querySelector<HTMLInputElement>('#r1002 input');
  box?.addEventListener('click', (event) => event.preventDefault());
  const [told] = (await pull(list)).rows;
  expect(told).toMatchObject({ rowNumber: 2, isOut: false });
  expect(list.leavesRowsOut()).toBe(false);
});

test.each([
  ['without a box', '', 'boxless'],
  [
    'with two boxes, of which nobody knows which chooses it',
    '<input type=checkbox checked><input type=checkbox>',
    'ticked',
  ],
  ['with a box that cannot be pressed', '<input type=checkbox checked disabled>', 'ticked'],
] as const)('a row %s is not called out', async (_name, box, state) => {
  const list = open([row(1001), row(1002, box)], ['r1002']);
  await pull(list);
  expect(list.leavesRowsOut()).toBe(false);
  const rows = new Set(document.querySelectorAll('#r1002'));
  expect(list.countsOf(rows)).toMatchObject({ [state]: 1, leftOut: 0 });
});

test('a box made of an element with a role is read and pressed too', async () => {
  const box = '<span role=checkbox aria-checked=true></span>';
  const list = open([row(1001, box), row(1002, box)], ['r1002']);
  const own = document.querySelector('#r1002 span');
  own?.addEventListener('click', () => own.setAttribute('aria-checked', 'false'));
  const [told] = (await pull(list)).rows;
  expect(told?.isOut).toBe(true);
  expect(document.querySelector('#r1001 span')?.getAttribute('aria-checked')).toBe('true');
});

test('where no act takes ticked rows, nothing is counted or left out', () => {
  const list = open([row(1001), row(1002, '<input type=checkbox>')], ['r1002'], PROFILE);
  expect(list.countsOf(new Set(document.querySelectorAll('#r1002')))).toBeUndefined();
  expect(list.leavesRowsOut()).toBe(false);
});
