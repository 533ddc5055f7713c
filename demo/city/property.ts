import { cast } from './cast.ts';
import type { Random } from './prng.ts';
import type { Resident } from './resident.ts';

/** A 固定資産 with its owners; the first owner is 共有代表者. */
export type Property = {
  /** 物件番号 */
  readonly number: string;
  readonly location: string;
  readonly kind: string;
  readonly areaSquareMetres: number;
  readonly assessedYen: number;
  readonly owners: readonly { readonly atena: string; readonly share: string }[];
};

const KINDS = ['宅地', '居宅（木造）', '畑', '共同住宅'];

/** Lists the properties: that of case K3, and one for every third ordinary adult. */
export function listProperties(random: Random, clean: readonly Resident[]): readonly Property[] {
  const adults = clean.filter((person) => person.relation !== '子');
  const ordinary = adults
    .filter((_, index) => index % 3 === 0)
    .map((owner, index) => ordinaryProperty({ owner, index, random, adults }));
  return [SHARED_BY_P_AND_R, ...ordinary];
}

const SHARED_BY_P_AND_R: Property = {
  number: 'K0-0031',
  location: '仮ケ原字上 31番',
  kind: '宅地',
  areaSquareMetres: 198,
  assessedYen: 6_420_000,
  owners: [
    { atena: cast.K3.R.atena, share: '2分の1' },
    { atena: cast.K3.P.atena, share: '2分の1' },
  ],
};

function ordinaryProperty(input: {
  readonly owner: Resident;
  readonly index: number;
  readonly random: Random;
  readonly adults: readonly Resident[];
}): Property {
  const { owner, index, random, adults } = input;
  const partner = adults.find((one) => one.household === owner.household && one !== owner);
  const share = partner ? '2分の1' : '単独';
  return {
    number: `K1-${String(100 + index).padStart(4, '0')}`,
    location: `${random.pick(['試験新田字下', '模擬が丘字東', '大字想定字中'])} ${3001 + index}番`,
    kind: random.pick(KINDS),
    areaSquareMetres: 60 + random.below(300),
    assessedYen: (200 + random.below(900)) * 10_000,
    owners: [owner, ...(partner ? [partner] : [])].map(({ atena }) => ({ atena, share })),
  };
}
