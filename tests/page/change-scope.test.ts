import { afterEach, expect, test } from 'vitest';
import { queueRecords } from '../../utils/page/read/change-scope.ts';
import { openScanner, type Scanner } from '../../utils/page/read/scanner.ts';
import { LOCALITY, namesOf, PROFILE, scannerOn } from './test-profile.ts';

const OBSERVED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  characterDataOldValue: true,
};

afterEach(() => {
  document.body.innerHTML = '';
});

/** Changes the page and lets the scanner follow, as the watcher does. */
function follow(scanner: Scanner, change: () => void): void {
  const observer = new MutationObserver(() => undefined);
  observer.observe(document, OBSERVED);
  change();
  queueRecords(observer.takeRecords(), scanner);
  observer.disconnect();
  scanner.run(() => false);
}

test('more removed rows than are followed one by one are forgotten too', () => {
  const rows = Array.from({ length: 1_200 }, (_, index) => `<li>${10_000_000 + index}</li>`);
  const scanner = scannerOn(`<ul>${rows.join('')}</ul>`);
  // A long list waits for the worker before it is read.
  const held = () => namesOf(scanner).length + scanner.index.screen.all().length;
  expect(held()).toBe(1_200);
  follow(scanner, () => {
    for (const row of document.querySelectorAll('li')) row.remove();
  });
  expect(held()).toBe(0);
});

test('what a new element takes from another place is not seen there any more', () => {
  const scanner = scannerOn('<div id=a><p>宛名番号 1234567</p></div><div id=b></div>');
  follow(scanner, () => {
    const box = document.createElement('section');
    document.querySelector('#b')?.append(box);
    box.append(...document.querySelectorAll('#a p'));
    box.firstElementChild?.remove();
  });
  expect(namesOf(scanner)).toEqual([]);
});

test('a clock, a counter and a message leave the list beside them unread', () => {
  const rows = Array.from({ length: 300 }, () => '<p><x-seen></x-seen>12345678</p>').join('');
  document.body.innerHTML = `<div id=clock>10:00:01</div><div id=list><p id=gone>1</p>${rows}</div>`;
  let asked = 0;
  const scanner = openScanner({
    profile: PROFILE,
    locality: LOCALITY,
    openRoot: () => {
      asked += 1;
      return null;
    },
    onRoot: () => undefined,
  });
  scanner.enqueue(document);
  scanner.run(() => false);
  asked = 0;
  follow(scanner, () => {
    const clock = document.querySelector('#clock');
    if (clock) clock.textContent = '10:00:02';
    if (clock?.firstChild) clock.firstChild.nodeValue = '10:00:03';
    const message = document.createElement('div');
    message.innerHTML = '<span>保存しました</span>';
    document.body.prepend(message);
    document.querySelector('#gone')?.remove();
    document.body.append('\n', document.createElement('span'));
  });
  follow(scanner, () => document.body.firstElementChild?.remove());
  expect(asked).toBe(0);
});

test('a cell with more than text in it is forgotten when it holds text alone', () => {
  const scanner =
    scannerOn(`<table class=list><thead><tr><th>宛名番号</th><th>氏名</th></tr></thead>
    <tbody><tr><td><b>1234567</b></td><td>甲</td></tr><tr><td>7654321</td><td>乙</td></tr></tbody></table>`);
  expect([...namesOf(scanner)].sort()).toEqual(['row atena 1234567', 'row atena 7654321']);
  follow(scanner, () => {
    const cell = document.querySelector('td');
    if (cell) cell.textContent = '1111111';
  });
  expect([...namesOf(scanner)].sort()).toEqual(['row atena 1111111', 'row atena 7654321']);
});
