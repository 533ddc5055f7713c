import { dropPlacePrefix, type PlaceNames, townForm } from './town-form.ts';

/** An address taken apart: the canonical block, unit numbers written in its chain, and the rest. */
export type AddressParts = {
  readonly block: string;
  /** Units that were written as part of the block, e.g. 101 of 1-2-3-101. */
  readonly chainedUnits: readonly string[];
  /** What follows the block: 方書, normalised but not yet in canonical form. */
  readonly rest: string;
};

type NumberChain = {
  readonly parts: readonly string[];
  /** Index of the number before 丁目, or -1. */
  readonly chomeIndex: number;
  readonly end: number;
};

const WITHOUT_NUMBER = /無番地?|番外地/;
const LETTER = '甲乙丙丁戊己庚辛壬癸イロハニホヘト';

/** Digits that belong to the town's name: 3条, 12線, 1番町, 2区, 2ノ町, 麻布10番, 北1西2, 第2, 北5号(12番地). */
const TOWN_NUMBER =
  /条|線|号線|番[町丁]|(?<=麻布10)番|番(?=[0-9]+丁)|ノ町|丁(?![目0-9|ノ-]|$)|区(?!画)|部|組|軒|[東西南北][0-9]|(?<=[東西南北][0-9]{1,6})号(?=-?[0-9])/y;
const COUNTER = /丁目|丁(?=[-|ノ0-9]|$)|番地|番戸|番屋敷|番(?!館)|号|街区|画地|地割/y;
const JOINT = new RegExp(`-+|ノ(?=[0-9]|[${LETTER}](?:[-|ノ0-9号番]|$))`, 'y');
const LETTER_PART = new RegExp(`[${LETTER}](?=[-|ノ0-9号番]|$)`, 'y');
const UNIT_COUNTER = /号?(?:室(?!\p{Script=Han})|棟|館)|階|F(?![A-Z])/uy;
const NUMBER = /[0-9]+/y;

/** Longest 地番 in use has five digits; a longer run is no block number. */
const MAX_NUMBER_DIGITS = 6;
/** 丁目, 番, 号 (or 地番 with two 枝番): what follows in the chain is a 棟 or a room. */
const BLOCK_PARTS = 3;

/**
 * Takes a normalised address apart. Undefined without a block number: a town alone is nobody's
 * address, and neither is 中央1丁目. 無番地 counts as a block.
 */
export function parseAddress(normalised: string, place: PlaceNames): AddressParts | undefined {
  const text = dropPlacePrefix(normalised, place);
  const start = findBlockStart(text);
  const unnumbered = WITHOUT_NUMBER.exec(text);
  if (unnumbered !== null && (start === -1 || unnumbered.index < start)) {
    return unnumberedBlock(text, unnumbered);
  }
  if (start === -1) return undefined;
  const chain = readChain(text, start);
  const isOnlyChome = chain.chomeIndex === chain.parts.length - 1 && chain.chomeIndex !== -1;
  if (chain.parts.length === 0 || isOnlyChome) return undefined;
  if (chain.parts.some((part) => part.length > MAX_NUMBER_DIGITS)) return undefined;
  const size = blockSize(chain);
  return {
    block: townForm(text.slice(0, start)) + chain.parts.slice(0, size).join('-'),
    chainedUnits: chain.parts.slice(size),
    rest: text.slice(chain.end),
  };
}

function unnumberedBlock(text: string, found: RegExpExecArray): AddressParts {
  const word = found[0].startsWith('無') ? '無番地' : '番外地';
  return {
    block: townForm(text.slice(0, found.index)) + word,
    chainedUnits: [],
    rest: text.slice(found.index + found[0].length),
  };
}

function findBlockStart(text: string): number {
  const blockEnd = text.indexOf('|');
  for (const run of text.slice(0, blockEnd === -1 ? undefined : blockEnd).matchAll(/[0-9]+/g)) {
    const isOrdinal =
      text[run.index - 1] === '第' && lengthAt(COUNTER, text, run.index + run[0].length) === 0;
    const isTown = isOrdinal || lengthAt(TOWN_NUMBER, text, run.index + run[0].length) > 0;
    if (!isTown) return run.index;
  }
  return -1;
}

function readChain(text: string, start: number): NumberChain {
  const parts: string[] = [];
  let chomeIndex = -1;
  let end = start;
  for (let index = start; ; ) {
    const length = partLength(text, index);
    if (length === 0) break;
    parts.push(text.slice(index, index + length).replace(/^0+(?=.)/, ''));
    const afterPart = index + length;
    const counter = text.slice(afterPart, afterPart + lengthAt(COUNTER, text, afterPart));
    if (counter === '丁目' || counter === '丁') chomeIndex = parts.length - 1;
    end = afterPart + counter.length;
    index = end + lengthAt(JOINT, text, end);
    const continues = index > end || (counter !== '' && counter !== '号');
    if (!continues && lengthAt(LETTER_PART, text, index) === 0) break;
  }
  while (parts.length > 1 && parts.at(-1) === '0') parts.pop();
  return { parts, chomeIndex, end };
}

/** The length of a number or of one of 甲乙丙・イロハ at the index; 0 for a unit such as 101号室. */
function partLength(text: string, index: number): number {
  const digits = lengthAt(NUMBER, text, index);
  if (digits === 0) return lengthAt(LETTER_PART, text, index);
  return lengthAt(UNIT_COUNTER, text, index + digits) > 0 ? 0 : digits;
}

function blockSize({ parts, chomeIndex }: NumberChain): number {
  const size = Math.min(parts.length, Math.max(chomeIndex, 0) + BLOCK_PARTS);
  // 2-3-101 is 2番3号 room 101 far more often than a lot with a three-digit 枝番.
  const isRoomLast = size === BLOCK_PARTS && /^[0-9]{3,}$/.test(parts[size - 1] ?? '');
  return isRoomLast ? size - 1 : size;
}

function lengthAt(sticky: RegExp, text: string, index: number): number {
  sticky.lastIndex = index;
  return sticky.exec(text)?.[0].length ?? 0;
}
