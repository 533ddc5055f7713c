import { beforeEach, expect, test } from 'vitest';
import { EarlyPress } from '../../utils/page/acts/early-press.ts';

let pressed: Element[];
let early: EarlyPress;
beforeEach(() => {
  pressed = [];
  early = new EarlyPress((target) => pressed.push(target));
});

/** Presses like a hand; true when the page hears of it at once. */
function press(target: Element): boolean {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, composed: true });
  Object.defineProperty(event, 'isTrusted', { value: true });
  const hold = () => early.hold(event, target);
  window.addEventListener('click', hold, { capture: true, once: true });
  return target.dispatchEvent(event);
}

/** A link around a component whose picture is what a hand meets. */
function linkAround(mode: ShadowRootMode): Element {
  document.body.innerHTML = '<a href="/csv"><span></span></a>';
  const root = document.querySelector('span')?.attachShadow({ mode });
  const picture = root?.appendChild(document.createElement('i'));
  if (!picture) throw new Error('expected a root');
  return picture;
}

test.each(['open', 'closed'] as const)(
  'a link around a component with a %s root is held',
  (mode) => {
    const picture = linkAround(mode);
    expect(press(picture)).toBe(false);
    expect(pressed).toEqual([]);
    early.end();
    expect(pressed).toEqual([picture]);
  },
);

test('what leads nowhere is not held, and nothing once the page is known', () => {
  document.body.innerHTML = '<p>本文</p>';
  const text = document.querySelector('p');
  if (!text) throw new Error('expected a paragraph');
  expect(press(text)).toBe(true);
  early.end();
  expect(press(linkAround('open'))).toBe(true);
  expect(pressed).toEqual([]);
});
