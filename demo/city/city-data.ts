import { CAST_MEMBERS } from './cast.ts';
import { type Debt, listDebts } from './debt.ts';
import { generateCases } from './generated-cases.ts';
import { createHouseholdMaker, type HouseholdShape } from './household-maker.ts';
import { createRandom, type Random } from './prng.ts';
import { listProperties, type Property } from './property.ts';
import type { Resident } from './resident.ts';
import { CAST_CASES, type SupportCase } from './support-case.ts';
import { listWelfareCases, type WelfareCase } from './welfare-case.ts';

/** Everything the three systems are filled with. Same seed, same city. */
export type CityData = {
  readonly residents: readonly Resident[];
  readonly supportCases: readonly SupportCase[];
  readonly debts: readonly Debt[];
  readonly properties: readonly Property[];
  readonly welfareCases: readonly WelfareCase[];
};

export const DEFAULT_SEED = 20_261_121;

/** Households that touch no case. With the cases this makes about 900 residents. */
const ORDINARY_HOUSEHOLDS = 330;

/** Builds the city from a seed. */
export function buildCity(seed: number = DEFAULT_SEED): CityData {
  const random = createRandom(seed);
  const makeHousehold = createHouseholdMaker(random);
  const ordinary = Array.from({ length: ORDINARY_HOUSEHOLDS }, () =>
    makeHousehold({ members: ordinaryShape(random) }),
  );
  const generated = generateCases(random, makeHousehold);
  const clean = ordinary.flat();
  return {
    residents: [...CAST_MEMBERS, ...clean, ...generated.residents],
    supportCases: [...CAST_CASES, ...generated.cases],
    debts: listDebts({ random, clean, cases: generated.cases }),
    properties: listProperties(random, clean),
    welfareCases: listWelfareCases({ random, households: ordinary, cases: generated.cases }),
  };
}

function ordinaryShape(random: Random): HouseholdShape['members'] {
  return random.pick<HouseholdShape['members']>([
    ['本人'],
    ['本人'],
    ['本人', '妻'],
    ['本人', '妻', '子'],
    ['本人', '妻', '子', '子'],
    ['本人', '夫', '子'],
    ['本人', '子'],
    ['本人', '母'],
  ]);
}
