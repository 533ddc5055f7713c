import { normaliseAddressText } from './address-text.ts';
import { foldKana } from './kanji-variants.ts';

/** The names of the municipality that screens leave out (`Locality` of canonical-form.ts). */
export type PlaceNames = {
  readonly prefecture: string;
  readonly city: string;
};

const PREFECTURES: readonly string[] = (
  '北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 ' +
  '石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 ' +
  '岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県'
).split(' ');

const POSTCODE = /^(?:〒[0-9]{3}-?[0-9]{4}[|-]?|[0-9]{3}-[0-9]{4}(?=[^0-9|-]))/;
/** 京都 通り名: 烏丸通御池上る. The short 東入 counts only after a street name. */
const STREET_TURN = /(?:上が?|下が?|[東西]入)[るルリ]|(?<=[通条路].{0,20})[東西]入(?!口)/g;
const MAY_HOLD_STREET_TURN = /[るルリ入]/;
const STREET_BLOCK = /^[0-9]+丁目(?=[^0-9-])/;

/**
 * Removes what screens leave out before the town: post code, prefecture, city (also 郡), and the
 * street directions of Kyoto. Names outside the locality keep their city, so they stay apart.
 */
export function dropPlacePrefix(normalised: string, place: PlaceNames): string {
  const prefix = placePrefix(place);
  let rest = normalised;
  for (;;) {
    const shorter = dropOnePrefix(rest, prefix);
    if (shorter === rest) return dropStreetDirections(rest);
    rest = shorter;
  }
}

/** The town as it stands in a canonical form: letters and digits, without 大字, 字, 小字. */
export function townForm(town: string): string {
  const letters = foldKana(town.replace(/[^\p{L}\p{N}\p{Co}]/gu, '').replace(/[大小]?字/g, ''))
    .replace(/条通/g, '条')
    .replace(/条(?=[東西南北])/g, '')
    .replace(/ノ$/, '')
    .replace(/第$/, '');
  // 第1 before a block number would run into it.
  return /[0-9]$/.test(letters) ? `${letters}-` : letters;
}

const PREFIXES = new WeakMap<PlaceNames, RegExp>();

/** Read once per municipality: a list of 5,000 rows asks for them 20,000 times. */
function placePrefix(place: PlaceNames): RegExp {
  const known = PREFIXES.get(place) ?? buildPrefix(place);
  PREFIXES.set(place, known);
  return known;
}

function buildPrefix(place: PlaceNames): RegExp {
  const names = placeNames(place, normaliseAddressText);
  return new RegExp(`^(?:${names.map(escapeName).join('|')})`);
}

/** The own city with and without its 郡, the own prefecture, then every prefecture. */
export function placeNames(place: PlaceNames, write: (name: string) => string): readonly string[] {
  const city = write(place.city);
  const withoutCounty = city.replace(/^[^郡]+郡(?=.+[町村]$)/, '');
  const names = [city, withoutCounty, write(place.prefecture), ...PREFECTURES];
  return names.filter((each) => each !== '');
}

function escapeName(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

function dropOnePrefix(text: string, prefix: RegExp): string {
  const withoutCode = text.replace(POSTCODE, '').replace(/^[^\p{L}\p{N}\p{Co}〒]+/u, '');
  return withoutCode.replace(prefix, '');
}

function dropStreetDirections(text: string): string {
  if (!MAY_HOLD_STREET_TURN.test(text)) return text;
  const turn = [...text.matchAll(STREET_TURN)].at(-1);
  if (turn === undefined) return text;
  const before = text.slice(0, turn.index);
  const after = text.slice(turn.index + turn[0].length).replace(STREET_BLOCK, '');
  if (!/^[^0-9-]/.test(after)) return text;
  return before.slice(0, before.indexOf('区') + 1) + after;
}
