/** The fictional municipality. The code has no real bearer: prefecture 99 does not exist. */
export const CITY = {
  code: '999997',
  prefecture: '架空県',
  city: '架空市',
  areaCode: '0999',
  postcodePrefix: '000',
} as const;

/** A 町字 of 架空市. `style` says how house numbers are written there. */
export type Town = {
  readonly code: string;
  readonly name: string;
  readonly postcode: string;
  readonly style: '住居表示' | '地番';
};

export const TOWNS: readonly Town[] = [
  town(1, '見本一丁目', '住居表示'),
  town(2, '見本二丁目', '住居表示'),
  town(3, '見本三丁目', '住居表示'),
  town(4, 'ひな形一丁目', '住居表示'),
  town(5, 'ひな形二丁目', '住居表示'),
  town(6, '例示台四丁目', '住居表示'),
  town(7, '架空町', '地番'),
  town(8, '仮ケ原', '地番'),
  town(9, '字練習', '地番'),
  town(10, '大字想定', '地番'),
  town(11, '模擬が丘', '地番'),
  town(12, '試験新田', '地番'),
];

/** Where somebody lives, in the parts of the national record layout. */
export type Place = {
  readonly town: Town;
  readonly block: string;
  readonly building: string;
};

/** The address as staff write it: 町字 + 番地 + 方書, without prefecture and city. */
export function formatPlace(place: Place): string {
  const street = `${place.town.name}${place.block}`;
  return place.building === '' ? street : `${street}　${place.building}`;
}

/** Writes a house number in the town's style. */
export function formatBlock(style: Town['style'], first: number, second: number): string {
  return style === '住居表示' ? `${first}番${second}号` : `${first}番地${second}`;
}

/** Finds a town by its name; a wrong name is a bug of the demo data. */
export function townNamed(name: string): Town {
  const found = TOWNS.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`expected a town of 架空市, got ${name}`);
  return found;
}

function town(number: number, name: string, style: Town['style']): Town {
  const digits = String(number).padStart(4, '0');
  return { code: `${digits}000`, name, postcode: `${CITY.postcodePrefix}-${digits}`, style };
}
