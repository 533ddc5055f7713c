import { foldText } from './fold-text.ts';
import { isMyNumber } from './my-number.ts';

/** From here on the text names a line inside an office, which is nobody's number. */
const EXTENSION = /内線|内[)0-9:]|EXT|#/;
const PHONE_RUN = /[+(]?[0-9][0-9 ().-]*/g;

/** 090-0… is not assigned yet and costs nothing to read; 0800 is a service number. */
const MOBILE_OR_IP = /^0(?:[5-79]0[0-9]|80[1-9])[0-9]{7}$/;
const LANDLINE = /^0[1-9][0-9]{8}$/;
/** 0X0 belongs to mobile and IP numbers; the rest are service numbers (番号計画), nobody's. */
const NOT_A_LANDLINE = /^0(?:[2-9]0|120|1[78]0|570|990)/;

/**
 * The national numbers (`0246227547`, `09012345678`) that a text holds; usually one. The area code
 * is completed when the text is one number without it; one extra leading 0 of an outside line and
 * +81 are removed; a 0 lost in a spreadsheet is restored. Extensions, 0120, 0800, 0570 and foreign
 * numbers give nothing. Readings are exclusive by length, so none widens to another person's number.
 */
export function phoneForms(text: string, areaCode: string): readonly string[] {
  const runs = phoneRuns(text);
  const forms = runs.flatMap((run) => readRun(run, runs.length === 1 ? areaCode : ''));
  return [...new Set(forms)];
}

function phoneRuns(text: string): readonly string[] {
  const lines = text.length > 400 ? [] : text.split(/[\r\n]+/);
  return lines.flatMap((line) => {
    const folded = foldText(line).replace(/(?<=[0-9)])[ー局番のノ]+(?=[0-9(])/g, '-');
    return folded.slice(0, extensionStart(folded)).match(PHONE_RUN) ?? [];
  });
}

function extensionStart(folded: string): number {
  const start = folded.search(EXTENSION);
  return start === -1 ? folded.length : start;
}

/** Reads a run as one number; where that fails, as several divided by spaces. */
function readRun(run: string, areaCode: string): readonly string[] {
  const whole = nationalNumber(run, areaCode);
  if (whole !== undefined) return [whole];
  const pieces = run.trim().split(' ');
  if (pieces.length < 2) return [];
  return pieces.flatMap((piece) => nationalNumber(piece, '') ?? []);
}

function nationalNumber(run: string, areaCode: string): string | undefined {
  if (isMyNumber(run.trim())) return undefined;
  const digits = run.replace(/[^0-9]/g, '');
  if (run.startsWith('+')) return fromInternational(digits);
  const withoutOutsideLine = digits.replace(/^0(?=0|[1-9][0-9]{3,7}$)/, '');
  return asWritten(digits, areaCode) ?? asWritten(withoutOutsideLine, areaCode);
}

function fromInternational(digits: string): string | undefined {
  if (!digits.startsWith('81')) return undefined;
  return complete(`0${digits.slice(2).replace(/^0/, '')}`);
}

function asWritten(digits: string, areaCode: string): string | undefined {
  if (digits.startsWith('0')) return complete(digits);
  // Local numbers begin with 2 to 9 and fill the area code up to ten digits.
  const isLocal = /^[2-9]/.test(digits) && areaCode.length + digits.length === 10;
  if (areaCode !== '' && isLocal) return complete(areaCode + digits);
  return digits.length >= 9 ? complete(`0${digits}`) : undefined;
}

function complete(national: string): string | undefined {
  if (MOBILE_OR_IP.test(national)) return national;
  return LANDLINE.test(national) && !NOT_A_LANDLINE.test(national) ? national : undefined;
}
