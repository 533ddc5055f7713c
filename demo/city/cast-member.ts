import type { CastHome } from './cast-home.ts';
import { withCheckDigit } from './check-digit.ts';
import type { NamePart } from './fictional-names.ts';
import { createResident, landline, mobile, type Resident } from './resident.ts';
import { townNamed } from './town.ts';

/** A person of the well-known cases, with the record numbers of the three systems. */
export type CastMember = Resident & {
  /** ケース番号 in 生活保護, when the household is on welfare. */
  readonly caseNumber?: string;
  /** 債権番号 in 債権管理 of which this person is 納入義務者. */
  readonly debts: readonly string[];
};

export type MemberFacts = {
  /** Number within the cast; 宛名番号, 通知書番号 and mobile number follow from it. */
  readonly id: number;
  readonly home: CastHome;
  readonly given: NamePart;
  readonly sex: Resident['sex'];
  readonly birth: string;
  readonly relation?: string;
  readonly caseNumber?: string;
  readonly debts?: readonly string[];
};

/** Makes a person of the cast; the numbers follow from `id` and the home. */
export function castMember(facts: MemberFacts): CastMember {
  const { id, home, given, sex, birth } = facts;
  const resident = createResident({
    atena: withCheckDigit(String(100_000_100 + id * 7)),
    household: withCheckDigit(String(500_000_100 + home.id * 3)),
    notice: String(61_000_000 + id),
    surname: home.surname,
    given,
    sex,
    birth,
    relation: facts.relation ?? '世帯主',
    place: { town: townNamed(home.town), block: home.block, building: home.building ?? '' },
    phone: landline(100 + (home.phoneOf ?? home.id)),
    mobile: mobile(100 + id),
  });
  const debts = facts.debts ?? [];
  return facts.caseNumber
    ? { ...resident, caseNumber: facts.caseNumber, debts }
    : { ...resident, debts };
}
