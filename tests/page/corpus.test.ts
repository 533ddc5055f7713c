import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parseSiteProfile } from '../../utils/domain/site-profile.ts';
import type { Found } from '../../utils/page/read/found.ts';
import { openScanner, type Scanner } from '../../utils/page/read/scanner.ts';
import { cleanPage, seeded } from '../fixtures/pages/clean-page.ts';
import { CORPUS, corpusProfile } from '../fixtures/pages/corpus.ts';
import { completeTestDocument } from '../support/read-city-screen.ts';
import { LOCALITY } from './test-profile.ts';

const PROFILE = parseSiteProfile(corpusProfile('http://corpus.kakuu.example/*'));
const CLEAN_PAGES = 500;
const FLAGGED = 5_000;

beforeAll(completeTestDocument);

describe('every labelled identifier is found, and those in the notes of a case', () => {
  test.each(CORPUS.filter((page) => !page.isLive))('$name', ({ name, holds }) => {
    const html = readFileSync(join(import.meta.dirname, `../fixtures/pages/${name}.html`), 'utf8');
    const isMeant = (found: Found) => found.anchored || name === 'case-notes';
    const found = [...read(html).index.all()].filter(isMeant);
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

test('the notes on 500 clean pages meet no flagged address of the next town or room', () => {
  const flagged = new Set(flaggedAddresses());
  const readings = Array.from({ length: CLEAN_PAGES }, (_, index) =>
    addressesOf(cleanPage(index + 1)),
  );
  const met = readings.flat().filter((value) => flagged.has(value));
  const count = readings.flat().length;
  console.log(
    `clean notes: ${CLEAN_PAGES}, readings: ${count}, flagged: ${flagged.size}, met: ${met.length}`,
  );
  expect(met).toEqual([]);
  expect(addressesOf('<p>昨日、中央3-2-1へ転居</p>').some((value) => flagged.has(value))).toBe(
    true,
  );
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

/** Every lot of 中央, and the rooms over and under those of the notes, in 東中央. */
function flaggedAddresses(): readonly string[] {
  const lots = [1, 2, 3, 4, 5].flatMap((chome) =>
    Array.from(
      { length: 30 * 20 },
      (_, at) => `${chome}-${1 + (at % 30)}-${1 + Math.floor(at / 30)}`,
    ),
  );
  return lots.flatMap((lot) => [`中央${lot}`, `東中央${lot}|201`]);
}

function addressesOf(html: string): readonly string[] {
  const forms = [...read(html).index.all()].flatMap((found) => found.forms);
  return forms.filter(({ kind }) => kind === 'address').map(({ value }) => value);
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
