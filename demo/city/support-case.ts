import { cast } from './cast.ts';
import type { CastMember } from './cast-member.ts';

/** Role of a person in the join file of the publisher. */
type JoinRole = '対象者' | '併せて支援' | '相手方' | '関係';

export type CaseSubject = { readonly role: JoinRole; readonly person: CastMember };

/** A 支援措置事案. Days count from the day on which the source files are written. */
export type SupportCase = {
  /** 支援措置管理番号 */
  readonly management: string;
  readonly startDays: number;
  readonly endDays: number;
  readonly isProvisional: boolean;
  readonly subjects: readonly CaseSubject[];
};

/** The cases of the cast; generated ones follow after them (`generated-cases.ts`). */
export const CAST_CASES: readonly SupportCase[] = [
  supportCase(
    1,
    [-120, 244],
    [
      { role: '対象者', person: cast.K1.A },
      { role: '併せて支援', person: cast.K1.B },
      { role: '相手方', person: cast.K1.C },
    ],
  ),
  supportCase(
    2,
    [-45, 319],
    [
      { role: '対象者', person: cast.K2.X },
      { role: '相手方', person: cast.K2.Y },
    ],
  ),
  supportCase(
    3,
    [-200, 164],
    [
      { role: '対象者', person: cast.K3.P },
      { role: '関係', person: cast.K3.Q },
      { role: '相手方', person: cast.K3.R },
    ],
  ),
  supportCase(
    4,
    [-366, -1],
    [
      { role: '対象者', person: cast.overdue.subject },
      { role: '相手方', person: cast.overdue.counterpart },
    ],
  ),
  {
    ...supportCase(
      5,
      [-3, 27],
      [
        { role: '対象者', person: cast.provisional.subject },
        { role: '相手方', person: cast.provisional.counterpart },
      ],
    ),
    isProvisional: true,
  },
  supportCase(
    6,
    [-10, 354],
    [
      { role: '対象者', person: cast.shared.subject },
      { role: '相手方', person: cast.shared.counterpart },
    ],
  ),
];

/** Builds a case; `period` is first and last day relative to today. */
export function supportCase(
  number: number,
  period: readonly [start: number, end: number],
  subjects: readonly CaseSubject[],
): SupportCase {
  const [startDays, endDays] = period;
  const management = `S${String(number).padStart(6, '0')}`;
  return { management, startDays, endDays, isProvisional: false, subjects };
}
