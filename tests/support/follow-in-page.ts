import { parseSiteProfile } from '../../utils/domain/site-profile.ts';
import { queueRecords } from '../../utils/page/read/change-scope.ts';
import { openScanner, type Scanner } from '../../utils/page/read/scanner.ts';

/**
 * Runs inside Chromium: changes a page at random, lets one scanner follow its mutation records, and
 * compares what it knows with what a scanner finds that reads the page anew.
 */
export type FollowResult = { readonly checks: number; readonly failure: string | undefined };
Object.assign(globalThis, { mattaFollow: follow });

const PROFILE = parseSiteProfile({
  version: 1,
  id: 'follow',
  name: '追従',
  system: 'debt',
  match: ['http://saiken.kakuu.example/*'],
  identifiers: [
    { kind: 'atena', labels: ['宛名番号'] },
    { kind: 'phone', labels: ['電話番号'] },
    { kind: 'debt', selector: '.no' },
  ],
  rows: ['tbody tr'],
});
const LOCALITY = {
  municipalityCode: '990001',
  prefecture: '架空県',
  city: '架空市',
  areaCode: '0246',
};
const START = `<main><div>宛名番号</div><div>1234567</div><p>氏名 <b>架空</b></p><div class=no>S123</div>
  <dl><dt>電話番号</dt><dd>0246-22-7547</dd></dl><section><p>宛名番号</p><p><i>7777777</i></p></section>
  <table><thead><tr><th>氏名</th><th>宛名番号</th></tr></thead><tbody><tr><td>甲</td><td>7654321</td></tr>
  <tr><td>乙</td><td>1111111</td></tr></tbody></table><ul><li>宛名番号</li><li>2222222</li></ul></main>`;
const TEXTS = [
  '宛名番号',
  '宛名',
  '番号',
  '電話番号',
  '氏名',
  '12:30',
  '(1)',
  '',
  ' ',
  '3333333',
  '0246-22-0000',
  '87654321',
];
const TAGS = ['div', 'p', 'span', 'b', 'dl', 'dt', 'dd', 'section', 'input'];

function follow(seed: number, pages: number): FollowResult {
  let checks = 0;
  for (let page = 0; page < pages; page += 1) {
    const random = makeRandom(seed + page);
    document.body.innerHTML = START;
    const scanner = open();
    const history: string[] = [];
    for (let batch = 0; batch < 6; batch += 1) {
      const observer = new MutationObserver(() => undefined);
      observer.observe(document, OBSERVED);
      for (let count = random(4); count >= 0; count -= 1) history.push(change(random));
      queueRecords(observer.takeRecords(), scanner);
      observer.disconnect();
      scanner.run(() => false);
      checks += 1;
      const [known, fresh] = [namesOf(scanner), namesOf(open())];
      if (known !== fresh) {
        const failure = `page ${seed + page}: knows ${known}, stands ${fresh}\n${history.join('\n')}\n${document.body.innerHTML}`;
        return { checks, failure };
      }
    }
  }
  return { checks, failure: undefined };
}

const OBSERVED: MutationObserverInit = {
  subtree: true,
  childList: true,
  characterData: true,
  characterDataOldValue: true,
};

function open(): Scanner {
  const scanner = openScanner({
    profile: PROFILE,
    locality: LOCALITY,
    openRoot: (element) => element.shadowRoot,
    onRoot: () => undefined,
  });
  scanner.enqueue(document);
  scanner.run(() => false);
  return scanner;
}

function namesOf(scanner: Scanner): string {
  return [...scanner.index.all()]
    .map(({ key }) => key)
    .sort()
    .join(' ');
}

type Random = (below: number) => number;

/** Mulberry32: the same pages for the same seed. */
function makeRandom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function change(random: Random): string {
  // Inside a header nothing but text is changed, as sorting and renaming columns do.
  const all = document.querySelectorAll('main, main *:not(th *)');
  const target = all[random(all.length)];
  // Tables and lists keep their shape: browsers and grids never put anything else into a row.
  if (!target || SHAPED.has(target.tagName)) return moveRow(target, random);
  const pick = (from: readonly string[]) => from[random(from.length)] ?? '';
  const made = document.createElement(pick(TAGS));
  made.innerHTML = `${pick(TEXTS)}<i>${pick(TEXTS)}</i>`;
  const deeds: readonly (() => void)[] = [
    () => target.tagName !== 'TH' && target.append(made),
    () => target.tagName !== 'TH' && target.prepend(made),
    () => !isPart(target) && target.before(made),
    () => target.remove(),
    () => target.replaceChildren(pick(TEXTS)),
    () => target.append(pick(TEXTS)),
    () => setData(target, pick(TEXTS)),
    () => !isPart(target) && document.querySelector('main')?.append(target),
    () => !isPart(target) && target.before(piece(all[random(all.length)]?.nextSibling)),
  ];
  const number = random(deeds.length);
  const note = `${number} at ${target.tagName} ${target.textContent?.trim()} with ${made.outerHTML}`;
  try {
    deeds[number]?.();
  } catch (error) {
    // An element cannot go into itself.
    if (!(error instanceof DOMException)) throw error;
  }
  return note;
}

const SHAPED = new Set(['TABLE', 'THEAD', 'TBODY', 'TR', 'DL', 'UL']);

function isPart(element: Element): boolean {
  return element.closest('table') !== null || SHAPED.has(element.parentElement?.tagName ?? '');
}

function piece(node: Node | null | undefined): Node | string {
  const isWhole = node instanceof Element && (SHAPED.has(node.tagName) || isPart(node));
  return node && !isWhole ? node : '';
}

function moveRow(element: Element | undefined, random: Random): string {
  const body = document.querySelector('tbody');
  const [first, last] = [body?.firstElementChild, body?.lastElementChild];
  const deed = random(4);
  if (deed === 0 && first) body?.append(first);
  else if (deed === 1 && first && last) first.replaceWith(last.cloneNode(true));
  else if (deed === 2 && element?.tagName === 'TR') element.append(document.createElement('td'));
  else if (element && !element.closest('thead') && element.tagName !== 'TABLE') element.remove();
  return `row deed ${deed} at ${element?.tagName}`;
}

function setData(target: Element, text: string): void {
  const first = target.firstChild;
  if (first instanceof Text) first.data = text;
}
