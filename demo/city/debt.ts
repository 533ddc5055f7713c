import { CAST_MEMBERS, cast } from './cast.ts';
import type { CastMember } from './cast-member.ts';
import type { Random } from './prng.ts';
import type { Resident } from './resident.ts';
import type { SupportCase } from './support-case.ts';
import { CITY } from './town.ts';

/** Where letters of a debt go. */
type Destination = {
  readonly postcode: string;
  readonly address: string;
  readonly name: string;
};

/** A record of 債権管理. */
export type Debt = {
  /** 債権番号, 年度-科目-連番. */
  readonly number: string;
  readonly subject: string;
  readonly fiscalYear: string;
  /** 宛名番号 of 債務者 and 納入義務者. */
  readonly debtor: string;
  readonly payer: string;
  readonly destination: Destination;
  readonly principal: number;
  readonly charge: number;
  readonly due: string;
  readonly status: '催告対象' | '分納誓約中' | '執行停止';
};

/** How many debts the autumn 催告 covers, three of them in case K1 (SCENARIOS.md 3). */
const BATCH_SIZE = 500;

const SUBJECTS: Readonly<Record<string, string>> = {
  '210': '国民健康保険料',
  '220': '生活保護費返還金',
  '330': '市営住宅使用料',
  '340': '保育料',
};

type DebtInput = {
  readonly random: Random;
  readonly clean: readonly Resident[];
  readonly cases: readonly SupportCase[];
};

/** Lists all debts: the batch of 500, and those of other cases, which no batch takes. */
export function listDebts({ random, clean, cases }: DebtInput): readonly Debt[] {
  const k1 = Object.values(cast.K1).flatMap((person) => debtsOf(person, random, '催告対象'));
  const others = [...CAST_MEMBERS, ...cases.flatMap((one) => one.subjects.map((s) => s.person))]
    .filter((person) => !Object.values(cast.K1).some((member) => member.atena === person.atena))
    .flatMap((person) => debtsOf(person, random, '分納誓約中'));
  const adults = clean.filter((person) => person.relation !== '子');
  const ordinary = Array.from({ length: BATCH_SIZE - k1.length }, (_, index) =>
    ordinaryDebt(index, adults, random),
  );
  return [...k1.map(keepOldDestination), ...others, ...ordinary].toSorted((a, b) =>
    a.number.localeCompare(b.number),
  );
}

/** The current home of a person as a destination. */
function homeOf(person: Resident): Destination {
  return {
    postcode: person.place.town.postcode,
    address: `${CITY.prefecture}${CITY.city}${person.address}`,
    name: person.name,
  };
}

/** Kumamoto: C pays, but the letters still go to the home of A and B. */
function keepOldDestination(debt: Debt): Debt {
  if (debt.number !== cast.K1.C.debts[0]) return debt;
  return { ...debt, destination: { ...homeOf(cast.K1.A), name: cast.K1.C.name } };
}

function debtsOf(person: CastMember, random: Random, status: Debt['status']): readonly Debt[] {
  return person.debts.map((number) => createDebt({ number, person, random, status }));
}

function ordinaryDebt(index: number, adults: readonly Resident[], random: Random): Debt {
  const person = adults[index % adults.length];
  if (!person) throw new Error('expected ordinary adults, got none');
  const year = random.pick(['23', '24', '25', '26']);
  const kind = random.pick(Object.keys(SUBJECTS));
  const number = `${year}-${kind}-${String(1000 + index).padStart(5, '0')}`;
  return createDebt({ number, person, random, status: '催告対象' });
}

function createDebt(input: {
  readonly number: string;
  readonly person: Resident;
  readonly random: Random;
  readonly status: Debt['status'];
}): Debt {
  const { number, person, random, status } = input;
  const [year = '', kind = ''] = number.split('-');
  const principal = (12 + random.below(380)) * 500;
  return {
    number,
    subject: SUBJECTS[kind] ?? 'その他債権',
    fiscalYear: `20${year}`,
    debtor: person.atena,
    payer: person.atena,
    destination: homeOf(person),
    principal,
    charge: Math.floor((principal * random.below(12)) / 10_000) * 100,
    due: `20${year}-${random.pick(['06-30', '08-31', '10-31', '12-25'])}`,
    status,
  };
}
