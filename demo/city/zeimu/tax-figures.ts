import { createRandom } from '../prng.ts';
import type { Resident } from '../resident.ts';

/** This year's 市民税・県民税 of a person. Invented, but always the same for the same person. */
export type TaxFigures = {
  readonly salaryYen: number;
  readonly incomeYen: number;
  readonly deductionYen: number;
  readonly cityTaxYen: number;
  readonly prefectureTaxYen: number;
};

/** Draws the figures from the 通知書番号. Children have none. */
export function taxFigures(resident: Resident): TaxFigures {
  const random = createRandom(Number(resident.notice));
  const salaryYen = resident.relation === '子' ? 0 : random.below(560) * 10_000;
  const incomeYen = Math.floor((salaryYen * 7) / 10);
  const deductionYen = 430_000 + random.below(40) * 10_000;
  const base = Math.max(0, incomeYen - deductionYen);
  return {
    salaryYen,
    incomeYen,
    deductionYen,
    cityTaxYen: Math.floor((base * 0.06) / 100) * 100,
    prefectureTaxYen: Math.floor((base * 0.04) / 100) * 100,
  };
}

/** 1,234,000 */
export function formatYen(yen: number): string {
  return yen.toLocaleString('ja-JP');
}
