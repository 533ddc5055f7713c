import type { CastMember } from './cast-member.ts';
import { SURNAMES } from './fictional-names.ts';
import type { HouseholdMaker, HouseholdShape } from './household-maker.ts';
import type { Random } from './prng.ts';
import type { Resident } from './resident.ts';
import { CAST_CASES, type CaseSubject, type SupportCase, supportCase } from './support-case.ts';

/** Cases beyond the cast. */
const GENERATED_CASES = 24;

/** Makes more cases, with households of their own on either side. */
export function generateCases(
  random: Random,
  makeHousehold: HouseholdMaker,
): { readonly cases: readonly SupportCase[]; readonly residents: readonly Resident[] } {
  const cases = Array.from({ length: GENERATED_CASES }, (_, index) => {
    const subjects = caseSubjects({ index, random, makeHousehold });
    const startDays = -1 - random.below(330);
    return supportCase(CAST_CASES.length + 1 + index, [startDays, startDays + 364], subjects);
  });
  const residents = cases.flatMap((one) => one.subjects.map((subject) => subject.person));
  return { cases, residents };
}

type CaseInput = {
  readonly index: number;
  readonly random: Random;
  readonly makeHousehold: HouseholdMaker;
};

function caseSubjects({ index, random, makeHousehold }: CaseInput): readonly CaseSubject[] {
  const surname = random.pick(SURNAMES);
  const members = random.pick<HouseholdShape['members']>([
    ['本人'],
    ['本人', '子'],
    ['本人', '子', '子'],
  ]);
  const home = makeHousehold({ surname, members, headAge: 28 + random.below(25) });
  const other = makeHousehold({ surname, members: ['本人'], headAge: 30 + random.below(30) });
  const kin = index % 4 === 0 ? makeHousehold({ surname, members: ['本人'], headAge: 60 }) : [];

  return [
    ...home.map(
      (person, at): CaseSubject => ({
        role: at === 0 ? '対象者' : '併せて支援',
        person: at === 0 ? withRecords(person, index, 1) : withoutRecords(person),
      }),
    ),
    ...kin.map((person): CaseSubject => ({ role: '関係', person: withoutRecords(person) })),
    ...other.map(
      (person): CaseSubject => ({ role: '相手方', person: withRecords(person, index, 2) }),
    ),
  ];
}

/** Every third case has welfare cases, every second one debts; the last digit tells the side. */
function withRecords(person: Resident, index: number, side: 1 | 2): CastMember {
  const debts =
    index % 2 === 0 ? [`25-220-0${String(500 + index * 2 + side).padStart(4, '0')}`] : [];
  if (index % 3 !== 0) return { ...person, debts };
  return { ...person, debts, caseNumber: `14-0${500 + index * 2 + side}` };
}

function withoutRecords(person: Resident): CastMember {
  return { ...person, debts: [] };
}
