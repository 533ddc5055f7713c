import { CAST_MEMBERS } from './cast.ts';
import type { CastMember } from './cast-member.ts';
import type { Random } from './prng.ts';
import type { Resident } from './resident.ts';
import type { SupportCase } from './support-case.ts';

/** A record of 生活保護: one household under protection of the welfare office. */
export type WelfareCase = {
  /** ケース番号, 地区-連番. */
  readonly number: string;
  readonly household: string;
  readonly members: readonly Resident[];
  readonly worker: string;
  readonly kind: '高齢世帯' | '母子世帯' | '傷病世帯' | '障害世帯' | 'その他世帯';
  readonly startedOn: string;
  readonly monthlyYen: number;
};

/** Ordinary households on welfare, enough that the list does not fit on a screen. */
const ORDINARY_CASES = 190;

const WORKERS = ['架空（一地区）', '例示（二地区）', '仮屋（三地区）', '見木（四地区）'];
const KINDS = ['傷病世帯', '障害世帯', 'その他世帯'] as const;

type WelfareInput = {
  readonly random: Random;
  readonly households: readonly (readonly Resident[])[];
  readonly cases: readonly SupportCase[];
};

/** Lists the welfare cases in the order of their numbers. */
export function listWelfareCases({
  random,
  households,
  cases,
}: WelfareInput): readonly WelfareCase[] {
  const subjects = cases.flatMap((one) => one.subjects.map((subject) => subject.person));
  const known = [...CAST_MEMBERS, ...subjects];
  const special = known.flatMap((person) =>
    person.caseNumber ? [createCase(person.caseNumber, membersWith(person, known), random)] : [],
  );
  const ordinary = households
    .slice(0, ORDINARY_CASES)
    .map((members, index) => createCase(ordinaryNumber(index), members, random));
  return [...special, ...ordinary].toSorted((a, b) => a.number.localeCompare(b.number));
}

function membersWith(person: Resident, known: readonly CastMember[]): readonly Resident[] {
  return known.filter((other) => other.household === person.household);
}

function ordinaryNumber(index: number): string {
  return `1${1 + (index % 4)}-1${String(index).padStart(3, '0')}`;
}

function createCase(number: string, members: readonly Resident[], random: Random): WelfareCase {
  const ward = Number(number.charAt(1)) - 1;
  return {
    number,
    household: members[0]?.household ?? '',
    members,
    worker: WORKERS[ward] ?? 'その他',
    kind: kindOf(members, random),
    startedOn: `20${14 + random.below(12)}-${String(1 + random.below(12)).padStart(2, '0')}-01`,
    monthlyYen: 68_000 + random.below(900) * 100,
  };
}

function kindOf(members: readonly Resident[], random: Random): WelfareCase['kind'] {
  const LAST_BIRTH_OF_ELDERLY = '1961-12-31';
  if (members.every((member) => member.birth <= LAST_BIRTH_OF_ELDERLY)) return '高齢世帯';
  const isLoneMother =
    members[0]?.sex === '女' && members.every((m, at) => at === 0 || m.relation === '子');
  return isLoneMother && members.length > 1 ? '母子世帯' : random.pick(KINDS);
}
