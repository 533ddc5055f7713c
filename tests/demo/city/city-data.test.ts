import { describe, expect, test } from 'vitest';
import { CAST_MEMBERS, cast } from '../../../demo/city/cast.ts';
import { withCheckDigit } from '../../../demo/city/check-digit.ts';
import { buildCity } from '../../../demo/city/city-data.ts';
import { isMyNumber } from '../../../utils/domain/canon/my-number.ts';

const city = buildCity();

function distinct<T>(values: readonly T[]): number {
  return new Set(values).size;
}

describe('the residents of 架空市', () => {
  test('number at least 600', () => {
    expect(city.residents.length).toBeGreaterThanOrEqual(600);
  });

  test('are the same for the same seed', () => {
    expect(buildCity()).toEqual(city);
  });

  test('differ for another seed, except for the cast', () => {
    const other = buildCity(7);
    expect(other.residents).not.toEqual(city.residents);
    expect(other.residents.slice(0, CAST_MEMBERS.length)).toEqual(CAST_MEMBERS);
  });

  test.each(['atena', 'notice', 'mobile'] as const)('share no %s', (key) => {
    expect(distinct(city.residents.map((resident) => resident[key]))).toBe(city.residents.length);
  });

  test('carry a 宛名番号 of ten digits whose check digit is right', () => {
    const wrong = city.residents.filter(
      ({ atena }) => !/^\d{10}$/.test(atena) || withCheckDigit(atena.slice(0, 9)) !== atena,
    );
    expect(wrong).toEqual([]);
  });

  test('share a house number with nobody outside, but for the one shared case', () => {
    const homes = new Map<string, Set<string>>();
    for (const { place, household } of city.residents) {
      const street = place.town.name + place.block;
      homes.set(street, (homes.get(street) ?? new Set()).add(household));
    }
    const shared = [...homes].filter(([, households]) => households.size > 1);
    expect(shared.map(([street]) => street)).toEqual([cast.shared.subject.address]);
  });

  test('have telephone numbers that nobody can have', () => {
    const real = city.residents.filter(
      ({ phone, mobile }) => !/^0999-00-\d{4}$/.test(phone) || !/^090-0000-\d{4}$/.test(mobile),
    );
    expect(real).toEqual([]);
  });
});

describe('the data of 架空市', () => {
  test('holds no 個人番号', () => {
    const runs = JSON.stringify(city).match(/\d+/g) ?? [];
    expect(runs.filter((run) => run.length === 12 || isMyNumber(run))).toEqual([]);
  });

  test('has a dunning batch of 500 debts, three of them of case K1', () => {
    const batch = city.debts.filter((debt) => debt.status === '催告対象');
    const k1 = Object.values(cast.K1).map((person) => person.atena);
    expect(batch.length).toBe(500);
    expect(batch.filter((debt) => k1.includes(debt.payer)).length).toBe(3);
  });

  test('has no other case in the dunning batch', () => {
    const subjects = city.supportCases.slice(1).flatMap((one) => one.subjects);
    const atenas = new Set(subjects.map(({ person }) => person.atena));
    const hit = city.debts.filter((d) => d.status === '催告対象' && atenas.has(d.payer));
    expect(hit).toEqual([]);
  });

  test('gives every debt a number of its own', () => {
    expect(distinct(city.debts.map((debt) => debt.number))).toBe(city.debts.length);
  });

  test('gives every welfare case a number of its own', () => {
    expect(distinct(city.welfareCases.map((one) => one.number))).toBe(city.welfareCases.length);
  });

  test('has three told cases, an overdue, a provisional and at least 20 more', () => {
    expect(city.supportCases.length).toBeGreaterThanOrEqual(25);
    expect(city.supportCases.filter((one) => one.endDays === -1).length).toBe(1);
    expect(city.supportCases.filter((one) => one.isProvisional).length).toBe(1);
  });
});

describe('the cast', () => {
  test('has A and B in one household and C in another', () => {
    const { A, B, C } = cast.K1;
    expect([A.household, A.address]).toEqual([B.household, B.address]);
    expect(C.household).not.toBe(A.household);
    expect(C.address).not.toBe(A.address);
  });

  test('has a debt of C whose letters go to the home of A and B', () => {
    const debt = city.debts.find(({ number }) => number === cast.K1.C.debts[0]);
    expect(debt?.payer).toBe(cast.K1.C.atena);
    expect(debt?.destination.address).toContain(cast.K1.A.address);
  });

  test('has X and Y both on welfare', () => {
    const numbers = city.welfareCases.map((one) => one.number);
    expect(numbers).toEqual(expect.arrayContaining([cast.K2.X.caseNumber, cast.K2.Y.caseNumber]));
  });

  test('has P and R as joint owners', () => {
    const owners = city.properties.map((one) => one.owners.map((owner) => owner.atena).toSorted());
    expect(owners).toContainEqual([cast.K3.P.atena, cast.K3.R.atena].toSorted());
  });
});
