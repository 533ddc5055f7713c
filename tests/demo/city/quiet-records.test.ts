// @vitest-environment happy-dom
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast } from '../../../demo/city/cast.ts';
import { buildCity } from '../../../demo/city/city-data.ts';
import { identifierRows } from '../../../demo/city/source/identifier-rows.ts';
import { CITY_LOCALITY } from '../../../demo/city/source/locality.ts';
import { type City, startCity } from '../../../demo/city/start-city.ts';
import { publishedForms } from '../../../utils/domain/canonical-form.ts';
import type { IdentifierKind } from '../../../utils/domain/identifier.ts';
import { completeTestDocument, readScreen } from '../../support/read-city-screen.ts';

const DATA = buildCity();

const KINDS: Readonly<Record<string, IdentifierKind>> = {
  宛名番号: 'atena',
  世帯番号: 'household',
  通知書番号: 'tax-notice',
  ケース番号: 'welfare-case',
  債権番号: 'debt',
  電話番号: 'phone',
  住所: 'address',
};

let city: City;

beforeAll(async () => {
  completeTestDocument();
  city = await startCity();
});

afterAll(() => city.close());

describe('an ordinary record', () => {
  const subjects = DATA.supportCases.flatMap((one) => one.subjects.map(({ person }) => person));
  const flagged = new Set(subjects.map((person) => person.atena));
  const keyed = new Set(
    identifierRows(DATA.supportCases).flatMap(([, , name = '', value = '']) => {
      const kind = KINDS[name];
      const forms = kind ? publishedForms(kind, value, CITY_LOCALITY) : [];
      return forms.map((form) => `${form.kind} ${form.value}`);
    }),
  );
  const hits = (found: readonly string[]) =>
    found.filter((one) => keyed.has(one.slice(one.indexOf(' ') + 1)));

  test('of the tax system shows nothing that a case names', async () => {
    const sample = DATA.residents.filter(({ atena }, at) => at % 12 === 0 && !flagged.has(atena));
    const found: string[] = [];
    for (const { atena } of sample) {
      found.push(...hits(await readScreen(city, 'zeimu', `/detail?atena=${atena}`)));
    }
    expect(sample.length).toBeGreaterThan(50);
    expect(found).toEqual([]);
  });

  test('of the debt system shows nothing that a case names', async () => {
    const sample = DATA.debts.filter(({ payer }, at) => at % 9 === 0 && !flagged.has(payer));
    const found: string[] = [];
    for (const { number } of sample) {
      found.push(...hits(await readScreen(city, 'saiken', `/debts/${number}/detail`)));
    }
    expect(sample.length).toBeGreaterThan(50);
    expect(found).toEqual([]);
  });

  test('is told from a record of a case by the same comparison', async () => {
    expect(
      hits(await readScreen(city, 'zeimu', `/detail?atena=${cast.K2.X.atena}`)).length,
    ).toBeGreaterThan(4);
  });
});
