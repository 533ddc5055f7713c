import type { FlagState, Severity } from '../../utils/domain/case.ts';
import type { Place } from '../problem.ts';

/** One protected person as 抑止設定 or 001o009 knows it: a 宛名番号 and a period, no case. */
export type RegisterPerson = {
  readonly place: Place;
  readonly atena: string;
  /** False when the source ended the measure. Days since 1970-01-01. */
  readonly isLive: boolean;
  readonly state: Extract<FlagState, 'provisional' | 'active'>;
  readonly severity: Severity;
  readonly startDay: number;
  readonly endDay?: number;
  readonly operatedDay: number;
};

/** The persons of all register files; `isGiven` when there was one. */
export type Registers = { readonly persons: readonly RegisterPerson[]; readonly isGiven: boolean };
