import type { NamePart } from './fictional-names.ts';
import { formatPlace, type Place } from './town.ts';

/** A fictional person. Every system reads the same people under its own identifiers. */
export type Resident = {
  readonly atena: string;
  readonly household: string;
  /** 通知書番号 of this year's 市民税・県民税. */
  readonly notice: string;
  readonly surname: string;
  readonly given: string;
  readonly name: string;
  readonly kana: string;
  readonly sex: '男' | '女';
  /** yyyy-mm-dd */
  readonly birth: string;
  readonly relation: string;
  /** 町字 + 番地 + 方書, without prefecture and city. */
  readonly address: string;
  readonly place: Place;
  readonly phone: string;
  readonly mobile: string;
};

/** The facts that a resident is made from. */
export type ResidentSeed = {
  readonly atena: string;
  readonly household: string;
  readonly notice: string;
  readonly surname: NamePart;
  readonly given: NamePart;
  readonly sex: Resident['sex'];
  readonly birth: string;
  readonly relation: string;
  readonly place: Place;
  readonly phone: string;
  readonly mobile: string;
};

/** Fills in what follows from the seed: written name, reading, address text. */
export function createResident(seed: ResidentSeed): Resident {
  const { surname, given, ...rest } = seed;
  return {
    ...rest,
    surname: surname[0],
    given: given[0],
    name: `${surname[0]}　${given[0]}`,
    kana: `${surname[1]}　${given[1]}`,
    address: formatPlace(seed.place),
  };
}

/** A landline that cannot exist: no exchange number starts with 0. */
export function landline(number: number): string {
  return `0999-00-${String(number).padStart(4, '0')}`;
}

/** A mobile number that cannot exist: 090-0 is not assigned. */
export function mobile(number: number): string {
  return `090-0000-${String(number).padStart(4, '0')}`;
}
