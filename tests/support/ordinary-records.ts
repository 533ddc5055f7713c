import { buildCity } from '../../demo/city/city-data.ts';
import type { Debt } from '../../demo/city/debt.ts';
import type { Resident } from '../../demo/city/resident.ts';
import type { WelfareCase } from '../../demo/city/welfare-case.ts';

/** Records of the town that touch no case, and the list pages that show no other. */
export type OrdinaryRecords = {
  readonly residents: readonly Resident[];
  readonly debts: readonly Debt[];
  readonly welfareCases: readonly WelfareCase[];
  /** Numbers of the pages, of 50 rows each, in the order of the systems' own lists. */
  readonly residentPages: readonly number[];
  readonly debtPages: readonly number[];
};

const PAGE_SIZE = 50;

/** Sorts the town's records by the cases that its flag owner keeps. */
export function listOrdinaryRecords(): OrdinaryRecords {
  const city = buildCity();
  const subjects = city.supportCases.flatMap((one) => one.subjects.map(({ person }) => person));
  const atenas = new Set(subjects.map(({ atena }) => atena));
  const households = new Set(subjects.map(({ household }) => household));
  const isOrdinary = ({ atena, household }: Resident) =>
    !atenas.has(atena) && !households.has(household);
  const residents = city.residents.filter(isOrdinary);
  const ordinaryAtenas = new Set(residents.map(({ atena }) => atena));
  return {
    residents,
    debts: city.debts.filter(({ payer }) => ordinaryAtenas.has(payer)),
    // One ordinary case shows the telephone number of a protected person (SCENARIOS.md 19).
    welfareCases: city.welfareCases.filter(
      ({ members, number }) => members.every(isOrdinary) && number !== '12-0233',
    ),
    residentPages: cleanPages(city.residents, ({ atena }) => ordinaryAtenas.has(atena)),
    debtPages: cleanPages(city.debts, ({ payer }) => ordinaryAtenas.has(payer)),
  };
}

function cleanPages<Row>(rows: readonly Row[], isClean: (row: Row) => boolean): readonly number[] {
  const count = Math.ceil(rows.length / PAGE_SIZE);
  return Array.from({ length: count }, (_, index) => index + 1).filter((page) =>
    rows.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).every(isClean),
  );
}
