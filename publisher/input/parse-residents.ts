import { foldText } from '../../utils/domain/canon/fold-text.ts';
import { foldKanji } from '../../utils/domain/canon/kanji-variants.ts';
import { type Locality, publishedForms } from '../../utils/domain/canonical-form.ts';
import { type Outcome, type Problem, refuse } from '../problem.ts';
import { locateColumns } from './application-columns.ts';
import { parseJapaneseDate } from './parse-japanese-date.ts';
import { rowNumber, type Table } from './read-table.ts';

/** Columns of a 宛名 extract that are read. */
export const RESIDENT_COLUMNS = ['宛名番号', '氏名', '生年月日', '住所'] as const;

/** One resident of the extract; kept in memory only, to find the other party of an application. */
export type Resident = { readonly atena: string; readonly address: string };

/** Residents by `residentKey`. */
export type ResidentIndex = ReadonlyMap<string, readonly Resident[]>;

/** Reads a 宛名 extract. Dates of birth that no calendar has are legal there and match nobody. */
export function parseResidents(table: Table, locality: Locality): Outcome<ResidentIndex> {
  const readCell = locateColumns(table, RESIDENT_COLUMNS);
  if (!readCell.ok) return readCell;
  const index = new Map<string, Resident[]>();
  const problems: Problem[] = [];
  table.rows.forEach((row, order) => {
    const [atena, name, birth, address] = RESIDENT_COLUMNS.map((c) => readCell.value(row, c));
    if (publishedForms('atena', atena ?? '', locality).length === 0) {
      problems.push(wrongNumber(table.file, rowNumber(order)));
      return;
    }
    const key = residentKey(name ?? '', birth ?? '');
    if (key === undefined) return;
    const resident = { atena: atena ?? '', address: address ?? '' };
    const found = index.get(key);
    if (found) found.push(resident);
    else index.set(key, [resident]);
  });
  return problems.length > 0 ? refuse(...problems) : { ok: true, value: index };
}

/** Name and day of birth as one text, without width, spaces and variant kanji; undefined if either is missing. */
export function residentKey(name: string, birth: string): string | undefined {
  const folded = foldKanji(foldText(name).replace(/ /g, ''));
  const day = parseJapaneseDate(birth);
  return folded === '' || day === undefined ? undefined : `${folded}\0${day}`;
}

function wrongNumber(file: string, row: number): Problem {
  return {
    file,
    row,
    column: '宛名番号',
    code: 'identifier',
    cause: '15桁以内の宛名番号として読めません。',
    remedy: '宛名情報を抽出し直してください。',
  };
}
