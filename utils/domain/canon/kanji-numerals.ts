/** Kanji digits in the order of their values, then the units; ○ and ◯ stand in for 〇 on screens. */
const DIGITS = new Map(
  [...'〇零○◯壱一弐二参三四五六七八九'].map((character) => [character, digitValue(character)]),
);
const UNITS = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** Characters of kanji numerals, for use inside a character class. */
export const KANJI_NUMERAL = '〇零○◯壱一弐二参三四五六七八九十百千';

const RUN = new RegExp(`[${KANJI_NUMERAL}]+`, 'g');
/** What makes the numeral before it a number (DOMAIN.md §3.2 step 4). */
const COUNTER = /丁目|丁|番|号|条|線|地割|街区|画地|区|階|室|棟|館|[のノ]町/y;
const JOINED_TO_NEXT = new RegExp(`[-ノの][0-9${KANJI_NUMERAL}]`, 'y');
const JOINED_TO_PREVIOUS = new RegExp(
  `(?:[0-9${KANJI_NUMERAL}][-ノの]|丁目|番地?|地割|号-|第)[-ノの]? ?$`,
);
/** 二〇三, as in 架空荘二〇三. */
const ROOM_NUMBER = /^[〇零○◯一二三四五六七八九]{3,4}$/;
const ENDS_NUMBER = /$|[ |ノの-]/y;

/**
 * Writes kanji numerals in Arabic digits where they count something: before 丁目, 番, 号, 条, 線, 地割
 * and the like, and in chains such as 一ノ二ノ三. 三の丸, 千代田 and 八幡 stay.
 */
export function kanjiNumeralsToDigits(text: string): string {
  return text.replace(RUN, (run, offset: number) =>
    isNumber(text, offset, offset + run.length) ? String(numeralValue(run)) : run,
  );
}

function isNumber(text: string, start: number, end: number): boolean {
  if (matchesAt(COUNTER, text, end) || matchesAt(JOINED_TO_NEXT, text, end)) return true;
  const before = text.slice(Math.max(0, start - 4), start);
  if (before.endsWith('第')) return true;
  if (!matchesAt(ENDS_NUMBER, text, end)) return false;
  return ROOM_NUMBER.test(text.slice(start, end)) || JOINED_TO_PREVIOUS.test(before);
}

function matchesAt(sticky: RegExp, text: string, index: number): boolean {
  sticky.lastIndex = index;
  return sticky.test(text);
}

/** 百二十三, 一二三 and 一〇一 are all read; a unit without a digit before it counts once. */
function numeralValue(run: string): number {
  let total = 0;
  let pending: number | undefined;
  for (const character of run) {
    const unit = UNITS.get(character);
    if (unit !== undefined) {
      total += (pending ?? 1) * unit;
      pending = undefined;
    } else {
      pending = (pending ?? 0) * 10 + (DIGITS.get(character) ?? 0);
    }
  }
  return total + (pending ?? 0);
}

function digitValue(character: string): number {
  if ('〇零○◯'.includes(character)) return 0;
  return (
    Math.ceil(('壱一弐二参三'.indexOf(character) + 1) / 2) || '四五六七八九'.indexOf(character) + 4
  );
}
