import type { Outcome } from '../problem.ts';
import { readSource } from './read-source.ts';
import { readTable } from './read-table.ts';

/** Shorter texts stand in any JSON by chance; longer ones are identifiers, names and addresses. */
const MIN_DIGITS = 6;
const MIN_LETTERS = 4;

const ABOUT_PERSONS = /番号|電話|住所|氏名|方書|町字|値|メール/;
const NOT_ABOUT_PERSONS = /コード$|履歴番号|郵便番号|都道府県|市区郡町村名/;

/** Texts of a source file that must not be readable anywhere in a published feed. */
export function collectTexts(path: string): Outcome<readonly string[]> {
  const source = readSource(path);
  if (!source.ok) return source;
  const table = readTable(source.value);
  if (!table.ok) return table;
  const { header, rows } = table.value;
  const columns = header.flatMap((name, index) =>
    ABOUT_PERSONS.test(name) && !NOT_ABOUT_PERSONS.test(name) ? [index] : [],
  );
  const texts = rows.flatMap((row) => columns.flatMap((column) => spellings(row[column] ?? '')));
  return { ok: true, value: [...new Set(texts)] };
}

/** A text as it stands, and its digits without hyphens and leading zeros. */
function spellings(text: string): readonly string[] {
  const digits = text
    .normalize('NFKC')
    .replace(/[^0-9]/g, '')
    .replace(/^0+/, '');
  const hasLetters = text.length >= MIN_LETTERS && /\p{L}/u.test(text);
  return [...(hasLetters ? [text] : []), ...(digits.length >= MIN_DIGITS ? [digits] : [])];
}
