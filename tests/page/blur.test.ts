import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GuardWindow } from '../../utils/page/guard-ports.ts';
import { type Blur, openBlur } from '../../utils/page/screen/blur.ts';

let lifetime: AbortController;
let blur: Blur;

beforeEach(() => {
  document.adoptedStyleSheets = [];
  lifetime = new AbortController();
  blur = openBlur(window as unknown as GuardWindow, lifetime.signal);
});
afterEach(() => lifetime.abort());

test('the veil stands until the rules of the profile stand', () => {
  expect(css()).toBe('');
  blur.cover(['.address'], true);
  expect(css()).toContain('--matta-veil');
  expect(css()).toContain('.address');
});

test('a profile without blurred fields only lifts the veil', () => {
  blur.cover([], true);
  expect(css()).toContain('--matta-veil');
  expect(css()).not.toContain('blur(');
  expect(blur.isHiding()).toBe(false);
});

test('nothing is lifted where no veil stands', () => {
  blur.cover([], false);
  expect(document.adoptedStyleSheets).toHaveLength(0);
});

test('revealed fields are hidden again for the next record', () => {
  blur.cover(['.address'], true);
  blur.reveal();
  expect(css()).not.toContain('blur(');
  blur.hide();
  expect(css()).toContain('blur(');
});

test('rules that a page threw away come back', () => {
  blur.cover(['.address'], true);
  document.adoptedStyleSheets = [];
  blur.ensure();
  expect(css()).toContain('.address');
});

test('paper is the business of the print lock: fields are blurred on screens only', () => {
  blur.cover(['.address'], true);
  expect(css()).toContain('@media screen');
});

function css(): string {
  return document.adoptedStyleSheets
    .flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText))
    .join('\n');
}
