import type { CastMember } from '../cast-member.ts';
import type { SupportCase } from '../support-case.ts';
import { CITY } from '../town.ts';

const HEADER = ['支援措置管理番号', '役割', '識別子種別', '値'] as const;

/** The join file: everything by which a subject is known to the three systems. */
export function identifierRows(cases: readonly SupportCase[]): readonly (readonly string[])[] {
  const rows = cases.flatMap((one) =>
    one.subjects.flatMap(({ role, person }) =>
      identifiersOf(person).map(([kind, value]) => [one.management, role, kind, value]),
    ),
  );
  return [HEADER, ...rows];
}

function identifiersOf(person: CastMember): readonly (readonly [kind: string, value: string])[] {
  return [
    ['宛名番号', person.atena],
    ['世帯番号', person.household],
    ['通知書番号', person.notice],
    ...(person.caseNumber ? [['ケース番号', person.caseNumber] as const] : []),
    ...person.debts.map((debt) => ['債権番号', debt] as const),
    ['電話番号', person.phone],
    ['電話番号', person.mobile],
    ['住所', `${CITY.prefecture}${CITY.city}${person.address}`],
  ];
}
