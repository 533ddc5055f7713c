import type { CityData } from './city-data.ts';
import type { Debt } from './debt.ts';
import { japaneseDate } from './era.ts';
import type { Resident } from './resident.ts';
import { openStore, type Stamp, type Store } from './store.ts';
import type { WelfareCase } from './welfare-case.ts';

/** The running city: its data, what the servers received, and the debts as edited so far. */
export type CityState = {
  readonly data: CityData;
  readonly store: Store;
  readonly stamp: Stamp;
  readonly debts: Map<string, Debt>;
  readonly findResident: (atena: string) => Resident | undefined;
  readonly findWelfareCase: (number: string) => WelfareCase | undefined;
  /** Today on the servers' calendar, yyyy-mm-dd. */
  readonly today: () => string;
};

/** Opens the state of a city on given data. */
export function openCityState(data: CityData, nowMs: () => number): CityState {
  const residents = new Map(data.residents.map((resident) => [resident.atena, resident]));
  const cases = new Map(data.welfareCases.map((welfare) => [welfare.number, welfare]));
  return {
    data,
    ...openStore(nowMs),
    debts: new Map(data.debts.map((debt) => [debt.number, debt])),
    findResident: (atena) => residents.get(atena),
    findWelfareCase: (number) => cases.get(number),
    today: () => japaneseDate(nowMs()),
  };
}
