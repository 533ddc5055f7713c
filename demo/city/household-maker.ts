import { withCheckDigit } from './check-digit.ts';
import { MEN, type NamePart, SURNAMES, WOMEN } from './fictional-names.ts';
import type { Random } from './prng.ts';
import { createResident, landline, mobile, type Resident } from './resident.ts';
import { formatBlock, type Place, TOWNS } from './town.ts';

export type HouseholdShape = {
  readonly surname?: NamePart;
  /** Relations of the members, head first. */
  readonly members: readonly ('本人' | '妻' | '夫' | '子' | '母')[];
  /** Age group of the head in years. */
  readonly headAge?: number;
};

export type HouseholdMaker = (shape: HouseholdShape) => readonly Resident[];

/** Numbers below these belong to the cast. */
const FIRST = { person: 20, home: 20 } as const;

/**
 * Creates households one after the other. No two share a house number, so an address names one
 * household; rooms of one apartment house are made by the caller who wants them.
 */
export function createHouseholdMaker(random: Random): HouseholdMaker {
  let persons: number = FIRST.person;
  let homes: number = FIRST.home;

  const nextPerson = (
    home: number,
    common: Pick<Resident, 'place' | 'phone'>,
    facts: PersonFacts,
  ) => {
    persons += 1;
    return createResident({
      ...common,
      ...facts,
      atena: withCheckDigit(String(100_000_100 + persons * 7)),
      household: withCheckDigit(String(500_000_100 + home * 3)),
      notice: String(61_000_000 + persons),
      mobile: mobile(100 + persons),
    });
  };

  return (shape) => {
    homes += 1;
    const home = homes;
    const common = { place: placeOf(home, random), phone: landline(100 + home) };
    const surname = shape.surname ?? random.pick(SURNAMES);
    const headAge = shape.headAge ?? 25 + random.below(55);
    return shape.members.map((relation) =>
      nextPerson(home, common, personFacts({ relation, surname, headAge, random })),
    );
  };
}

type PersonFacts = Pick<Resident, 'sex' | 'birth' | 'relation'> & {
  readonly surname: NamePart;
  readonly given: NamePart;
};

type PersonInput = {
  readonly relation: HouseholdShape['members'][number];
  readonly surname: NamePart;
  readonly headAge: number;
  readonly random: Random;
};

function personFacts({ relation, surname, headAge, random }: PersonInput): PersonFacts {
  const sex = sexOf(relation, random);
  const given = random.pick(sex === '女' ? WOMEN : MEN);
  const birth = birthOf(relation, headAge, random);
  return { sex, surname, given, birth, relation: relation === '本人' ? '世帯主' : relation };
}

function sexOf(relation: PersonInput['relation'], random: Random): Resident['sex'] {
  if (relation === '妻' || relation === '母') return '女';
  if (relation === '夫') return '男';
  return random.chance(50) ? '男' : '女';
}

function birthOf(relation: PersonInput['relation'], headAge: number, random: Random): string {
  const shift =
    relation === '子' ? -24 - random.below(6) : relation === '母' ? 26 : random.below(5) - 2;
  const age = Math.max(0, headAge + shift);
  const pad = (value: number) => String(value).padStart(2, '0');
  // Ages are as of a fixed year: the same seed gives the same people in every year.
  return `${2026 - age}-${pad(1 + random.below(12))}-${pad(1 + random.below(28))}`;
}

/** A house number that follows from the running number, so none is used twice. */
function placeOf(home: number, random: Random): Place {
  const town = TOWNS[home % TOWNS.length];
  if (!town) throw new Error(`expected a town for household ${home}`);
  const index = Math.floor(home / TOWNS.length);
  const isResidential = town.style === '住居表示';
  const first = isResidential ? 1 + (index % 38) : 101 + index * 3;
  const second = isResidential
    ? 1 + Math.floor(index / 38) + random.below(3) * 10
    : 1 + random.below(9);
  const building = random.chance(15)
    ? `${random.pick(BUILDINGS)}${101 + random.below(4) * 100}号室`
    : '';
  return { town, block: formatBlock(town.style, first, second), building };
}

const BUILDINGS = ['コーポ見本', '架空ハイツ', 'メゾン例示', '市営練習団地1棟', 'ひな形荘'];
