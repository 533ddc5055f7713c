import { foldText } from './canon/fold-text.ts';
import { KANJI_NUMERAL } from './canon/kanji-numerals.ts';
import { type PlaceNames, placeNames } from './canon/town-form.ts';
import { SEAM } from './find-values.ts';

/** The numbers of a block: 三丁目２番１号, 3-2-1, 123番地. What follows 番 in 一番町 is a town. */
const NUMBER = `[0-9${KANJI_NUMERAL}]{1,6}`;
const JOINT = ' ?(?:丁目?|番地?|号|地割)[ のノ]?-? ?| ?[-ーのノ] ?';
const CORE = new RegExp(
  `${NUMBER}(?:(?:${JOINT})${NUMBER}){0,5}(?: ?(?:丁目|番地|番(?![町丁館])|号|地割))?|無番地?|番外地`,
  'g',
);
/** 第3号 and 8人 are none. */
const IS_BLOCK = /[目番割-]|[0-9][ー丁のノ] ?[0-9]/;
const IS_PHONE = /^0[0-9]+-[0-9]+-[0-9]{4}$/;
const GAP = `[\\s${SEAM}]{0,2}`;
const WIDE_NUMERAL = `0-9０-９${KANJI_NUMERAL}`;
/** Asked of every cell of a list, first what few of them hold. */
const MAY_HOLD_JOINT = /[丁番割‐-―−－ーｰ─のノ-]/;
const MAY_HOLD_BLOCK = new RegExp(
  `[A-Za-zぁ-ヶー々一-鿿\uD840-\uDFFF]${GAP}[${WIDE_NUMERAL}]{1,6}${GAP}(?:丁|番|地割|[‐-―−－ーｰ─のノ-]${GAP}[${WIDE_NUMERAL}])|無番|番外地`,
);

/** Where a clause or a quotation begins or ends. */
const BREAK = /[,;:!?「」『』【】()<>[\]…"]/;
const MAX_TOWN = 40;
/** So many beginnings of a town are tried, from the nearest: 転居先はつつじが丘1-2-3 has three. */
const MAX_STARTS = 4;
/** What may stand in front of a town: particles, ends of verbs, words for an address, a day. */
const LEAD =
  /[はをにへがでとのもやたるむし]|から|まで|より|住所|居所|所在地?|[転避送宛][居出入難付]?先|自宅|実家|新居|現在|先[週日月]|[昨今本同翌][日月年]|以前|当時|最近|市内|[0-9]日| (?!字)/g;
const ENDS_IN_LETTER = /\p{L}$/u;

/** A building and its room. Without 号室 a number is a room behind a name in katakana, or alone. */
const ROOM =
  /^[一-鿿ァ-ヶA-Zー・ -]{0,20}(?:[0-9]{1,4}(?:号?[室棟]|号|階|F)|(?<![一-鿿])[0-9]{3,4}(?![0-9年月日人円件回名/-]))/;
/** As much of a clause as is folded at one go. */
const PART = /[\s\S]{1,400}(?=\s|$)|[\s\S]{400}/g;

/** True when an address may stand in the text. */
export function mayHoldAddress(text: string): boolean {
  return MAY_HOLD_JOINT.test(text) && MAY_HOLD_BLOCK.test(text);
}

/**
 * Cuts the addresses out of running text (経過記録, メモ, DESIGN.md §5): for each the texts that it may
 * be, since no mark says where a town begins. It never begins inside a name in kanji, so that 北中央 is
 * not met as 中央. Linear; at most four texts for an address.
 */
export function findProseAddresses(
  text: string,
  place: PlaceNames,
): readonly (readonly string[])[] {
  if (!mayHoldAddress(text)) return [];
  const clauses = text.replaceAll(SEAM, '').split(/[。、，\n]/);
  return clauses
    .filter(mayHoldAddress)
    .flatMap((clause) => clause.match(PART) ?? [])
    .flatMap((part) => {
      const folded = foldText(part);
      return [...folded.matchAll(CORE)]
        .filter(([core]) => IS_BLOCK.test(core) && !IS_PHONE.test(core))
        .map((found) => cutOut(folded, found, place));
    });
}

function cutOut(clause: string, found: RegExpExecArray, place: PlaceNames): readonly string[] {
  const [block] = found;
  const end = found.index + block.length;
  const before = clause.slice(Math.max(0, found.index - MAX_TOWN), found.index).trimEnd();
  // Every address is filed under its block as well, which counts where no room is sure.
  const room = ROOM.exec(clause.slice(end))?.[0] ?? '';
  return townsBefore(before.split(BREAK).at(-1) ?? '', place).map((town) => town + block + room);
}

/** The texts at the end of a clause that may be a town, with the city where it is written. */
function townsBefore(clause: string, place: PlaceNames): readonly string[] {
  const known = clause.slice(cityStart(clause, place));
  const starts = [...known.matchAll(LEAD)].map(({ 0: lead, index }) => index + lead.length);
  return [0, ...starts.slice(1 - MAX_STARTS)]
    .map((start) => known.slice(start).trimStart())
    .filter((town) => ENDS_IN_LETTER.test(town));
}

/** A city that is written is the beginning, whatever stands in front of it. */
function cityStart(clause: string, place: PlaceNames): number {
  const name = placeNames(place, foldText).find((each) => clause.includes(each));
  return name === undefined ? 0 : clause.lastIndexOf(name);
}
