import { foldText } from '../../utils/domain/canon/fold-text.ts';
import { foldKanji } from '../../utils/domain/canon/kanji-variants.ts';
import { type Locality, publishedForms } from '../../utils/domain/canonical-form.ts';
import { type Outcome, type Place, type Problem, refuse } from '../problem.ts';
import { sourceRows } from './application-columns.ts';
import { parseJapaneseDate } from './parse-japanese-date.ts';
import type { Table } from './read-table.ts';

/** Columns of a 宛名 extract that are read. */
export const RESIDENT_COLUMNS = ['宛名番号', '氏名', '生年月日', '住所'] as const;

/** One resident of the extract; kept in memory only, to find the other party of an application. */
export type Resident = { readonly atena: string; readonly address: string };

/** Residents by `residentKey`. */
export type ResidentIndex = ReadonlyMap<string, readonly Resident[]>;

/** Reads a 宛名 extract. Dates of birth that no calendar has are legal there and match nobody. */
export function parseResidents(table: Table, locality: Locality): Outcome<ResidentIndex> {
  const rows = sourceRows(table, RESIDENT_COLUMNS);
  if (!rows.ok) return rows;
  const index = new Map<string, Resident[]>();
  const problems: Problem[] = [];
  for (const { place, read } of rows.value) {
    const resident = { atena: read('宛名番号'), address: read('住所') };
    if (publishedForms('atena', resident.atena, locality).length === 0) {
      problems.push(wrongNumber(place));
      continue;
    }
    const key = residentKey(read('氏名'), read('生年月日'));
    if (key === undefined) continue;
    const found = index.get(key);
    if (found) found.push(resident);
    else index.set(key, [resident]);
  }
  return problems.length > 0 ? refuse(...problems) : { ok: true, value: index };
}

/** Name and day of birth as one text, without width, spaces and variant kanji; undefined if either is missing. */
export function residentKey(name: string, birth: string): string | undefined {
  const folded = foldKanji(foldText(name).replace(/ /g, ''));
  const day = parseJapaneseDate(birth);
  return folded === '' || day === undefined ? undefined : `${folded}\0${day}`;
}

function wrongNumber(place: Place): Problem {
  return {
    ...place,
    column: '宛名番号',
    code: 'identifier',
    cause: '15桁以内の宛名番号として読めません。',
    remedy: '宛名情報を抽出し直してください。',
  };
}
