import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GuardWindow } from '../../utils/page/guard-ports.ts';
import { guardPrint, type PrintGuard } from '../../utils/page/print/print-guard.ts';

let lifetime: AbortController;
let print: PrintGuard;
let isAllowed: boolean;
let blocked: number;
let passed: number;
let ended: string[];

beforeEach(() => {
  document.adoptedStyleSheets = [];
  lifetime = new AbortController();
  isAllowed = false;
  blocked = 0;
  passed = 0;
  ended = [];
  print = guardPrint({
    window: window as unknown as GuardWindow,
    signal: lifetime.signal,
    notice: '印刷していません',
    read: () => undefined,
    isAllowed: () => isAllowed,
    onBlocked: () => {
      blocked += 1;
    },
    onPassed: () => {
      passed += 1;
    },
    onEnd: (requestId) => ended.push(requestId),
  });
});
afterEach(() => lifetime.abort());

test('a document starts locked', () => {
  expect(isLocked()).toBe(true);
});

test('a clear document is open, and locks in the very moment of printing when it is not', () => {
  isAllowed = true;
  print.update();
  expect(isLocked()).toBe(false);
  isAllowed = false;
  window.dispatchEvent(new Event('beforeprint'));
  expect(isLocked()).toBe(true);
});

test('a print that was stopped on paper asks once, afterwards', () => {
  window.dispatchEvent(new Event('beforeprint'));
  expect(blocked).toBe(0);
  window.dispatchEvent(new Event('afterprint'));
  expect(blocked).toBe(1);
});

test('a release lasts for one print and is then reported as done', () => {
  print.release('r1');
  window.dispatchEvent(new Event('beforeprint'));
  expect(isLocked()).toBe(false);
  window.dispatchEvent(new Event('afterprint'));
  expect(isLocked()).toBe(true);
  expect(ended).toEqual(['r1']);
  expect(blocked).toBe(0);
});

test('a print that goes through without an act held here is told, so that it is the only one', () => {
  isAllowed = true;
  window.dispatchEvent(new Event('beforeprint'));
  isAllowed = false;
  window.dispatchEvent(new Event('afterprint'));
  expect(passed).toBe(1);
  expect(isLocked()).toBe(true);
});

test('a lock that a page threw away is back before paper', () => {
  document.adoptedStyleSheets = [];
  window.dispatchEvent(new Event('beforeprint'));
  expect(isLocked()).toBe(true);
});

test('what a page writes into the margins is taken off locked paper, and off no other', () => {
  const first = () => document.documentElement.firstElementChild?.textContent ?? '';
  window.dispatchEvent(new Event('beforeprint'));
  expect(first()).toContain('@page');
  window.dispatchEvent(new Event('afterprint'));
  expect(first()).not.toContain('@page');
  print.release('r1');
  window.dispatchEvent(new Event('beforeprint'));
  expect(first()).not.toContain('@page');
});

function isLocked(): boolean {
  return document.adoptedStyleSheets.some((sheet) =>
    [...sheet.cssRules].some((rule) => rule.cssText.includes('display: none')),
  );
}
