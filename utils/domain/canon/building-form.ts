/**
 * The building part of an address in canonical form. `units` are the 棟 and room numbers; the name of
 * the building counts only where there are none, because the same room is written with the name,
 * without it, and with the name abbreviated.
 */
export type BuildingForm = {
  /** `A-101`, `2-301`, `3F`; empty when no unit is written. */
  readonly units: string;
  /** `架空荘`, `架空ハイツ`, `山田方`; empty when no name is written. */
  readonly name: string;
};

const ROMAN_WORDS = new Map([
  ['II', '2'],
  ['III', '3'],
  ['IV', '4'],
  ['VI', '6'],
  ['VII', '7'],
  ['VIII', '8'],
]);

const TOKEN =
  /(?<ordinal>第?[0-9]+(?![0-9条]|世紀))(?<floor>階|F(?![A-Z]))?|(?<letters>[A-Z]+)|(?<wing>[東西南北中本新旧別])(?=[棟館])/g;
const LETTER_STANDS_ALONE = /^(?:[棟館号|0-9-]|$)/;
/** A telephone number in the same cell. */
const CONTACT = /電話|携帯|(?<!HO)TEL|FAX|(?<![0-9-])0[0-9]{1,3}-[0-9]{1,4}-[0-9]{4}/;
/** 123番地先, and designators that are units rather than names. */
const NO_NAME = /^(?:ノ?[先内]|[第号]|[A-Z東西南北中本新旧別]?[棟館]?|室)$/;
/** A name after the block is that of the addressee, not of a building. */
const ADDRESSEE = /(?:様|殿|さん|御中|宛)$/;

/** Reads the 方書 that follows a block, with the units that were chained to the block. */
export function readBuilding(rest: string, chainedUnits: readonly string[]): BuildingForm {
  if (rest === '') return { units: chainedUnits.join('-'), name: '' };
  const contact = rest.search(CONTACT);
  const text = contact === -1 ? rest : rest.slice(0, contact);
  const units = [...chainedUnits, ...unitTokens(text)].join('-');
  return { units, name: buildingName(text) };
}

function unitTokens(text: string): readonly string[] {
  const tokens = [...text.matchAll(TOKEN)];
  // 第2架空荘 alone is a name; with a room, the 2 tells it from 第1架空荘.
  if (tokens.every((token) => token[0].startsWith('第'))) return [];
  return tokens.flatMap((token, index) => {
    const { ordinal, floor, letters, wing } = token.groups ?? {};
    if (wing !== undefined) return `${wing}棟`;
    if (letters !== undefined) return letterUnit(letters, text.slice(token.index + letters.length));
    const value = (ordinal ?? '').replace(/^第?0*(?=.)/, '');
    if (floor === undefined) return value;
    // 3階301号 is room 301; the floor counts only where no room follows.
    return index === tokens.length - 1 ? `${value}F` : [];
  });
}

function letterUnit(letters: string, after: string): string | readonly string[] {
  const roman = ROMAN_WORDS.get(letters);
  if (roman !== undefined) return roman;
  return letters.length === 1 && LETTER_STANDS_ALONE.test(after) ? letters : [];
}

/** The name up to its first number: 架空ハイツ101号室 is 架空ハイツ, A棟101 has no name. */
function buildingName(text: string): string {
  const letters = text.replace(/[^\p{L}\p{N}\p{Co}ー]/gu, '').replace(/様方$/, '方');
  if (ADDRESSEE.test(letters)) return '';
  const number = letters.search(/(?<![第0-9])(?:(?<![A-Z])[A-Z])?[0-9](?![0-9]*(?:条|世紀))/);
  const name = number === -1 ? letters : letters.slice(0, number);
  return NO_NAME.test(name) ? '' : name;
}
