import { Window } from 'happy-dom';
import { expect, test } from 'vitest';
import type { GuardWindow } from '../../utils/page/guard-ports.ts';
import { takeOver } from '../../utils/page/take-over.ts';

function openWindow(): GuardWindow {
  return new Window() as unknown as GuardWindow;
}
const alive = () => false;
const cutOff = () => true;

test('the first guard of a document lives', () => {
  expect(takeOver(openWindow(), alive).aborted).toBe(false);
});

test('a second injection of the same copy leaves the guard of the document in place', () => {
  const window = openWindow();
  const first = takeOver(window, alive);
  expect(takeOver(window, alive).aborted).toBe(true);
  expect(first.aborted).toBe(false);
});

test('a guard whose window was taken by another document yields', () => {
  const window = openWindow();
  const first = takeOver(window, alive);
  const document = new Window().document;
  const next = new Proxy(window, {
    get: (target, key) => (key === 'document' ? document : Reflect.get(target, key, target)),
  });
  expect(takeOver(next, alive).aborted).toBe(false);
  expect(first.aborted).toBe(true);
});

test('a guard that was cut off yields to the call of a new copy', () => {
  const window = openWindow();
  const first = takeOver(window, cutOff);
  window.dispatchEvent(new Event('matta-take-over'));
  expect(first.aborted).toBe(true);
  expect(takeOver(window, alive).aborted).toBe(false);
});

test('a page that makes that call ends nothing', () => {
  const window = openWindow();
  const first = takeOver(window, alive);
  window.dispatchEvent(new Event('matta-take-over'));
  expect(first.aborted).toBe(false);
});
