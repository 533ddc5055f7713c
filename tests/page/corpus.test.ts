import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseSiteProfile } from '../../utils/domain/site-profile.ts';
import { openScanner, type Scanner } from '../../utils/page/scanner.ts';
import { cleanPage, seeded } from '../fixtures/pages/clean-page.ts';
import { CORPUS, corpusProfile } from '../fixtures/pages/corpus.ts';
import { completeTestDocument } from '../support/read-city-screen.ts';
import { LOCALITY } from './test-profile.ts';

const PROFILE = parseSiteProfile(corpusProfile('http://corpus.kakuu.example/*'));
const CLEAN_PAGES = 500;
const FLAGGED = 5_000;

beforeAll(completeTestDocument);

describe('every labelled identifier is found', () => {
  test.each(CORPUS.filter((page) => !page.isLive))('$name', ({ name, holds }) => {
    const html = readFileSync(join(import.meta.dirname, `../fixtures/pages/${name}.html`), 'utf8');
    const found = [...read(html).index.all()].filter(({ anchored }) => anchored);
    const values = found.flatMap(({ forms }) => forms.map(({ kind, value }) => `${kind} ${value}`));
    expect(values).toEqual(expect.arrayContaining([...holds]));
  });
});

test('500 clean pages full of numbers meet none of 5,000 flagged identifiers', () => {
  const flagged = new Set(flaggedNumbers());
  const met: string[] = [];
  for (let seed = 1; seed <= CLEAN_PAGES; seed += 1) {
    for (const { forms } of read(cleanPage(seed)).index.all()) {
      met.push(
        ...forms.map((form) => `${form.kind} ${form.value}`).filter((id) => flagged.has(id)),
      );
    }
  }
  console.log(`clean pages: ${CLEAN_PAGES}, flagged numbers: ${flagged.size}, met: ${met.length}`);
  expect(met).toEqual([]);
});

test('a flagged number on a page of that kind is met', () => {
  const [first = ''] = flaggedNumbers();
  const { index } = read(`${cleanPage(1)}<p>宛名番号 ${first.split(' ')[1]}</p>`);
  expect(
    [...index.all()].some(({ forms }) =>
      forms.some(({ kind, value }) => `${kind} ${value}` === first),
    ),
  ).toBe(true);
});

/** Random numbers of a register with ten digits, from the space that the pages draw theirs from. */
function flaggedNumbers(): readonly string[] {
  const random = seeded(FLAGGED);
  return Array.from({ length: FLAGGED }, () => `atena ${1 + random(1_600_000_000)}`);
}

function read(html: string): Scanner {
  const inner = new DOMParser().parseFromString(html, 'text/html').body.innerHTML;
  document.body.innerHTML = inner;
  const scanner = openScanner({
    profile: PROFILE,
    locality: { ...LOCALITY, areaCode: '0999' },
    openRoot: (element) => element.shadowRoot,
    onRoot: () => undefined,
  });
  scanner.enqueue(document);
  scanner.run(() => false);
  return scanner;
}
