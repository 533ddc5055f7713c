import Papa from 'papaparse';
import { type Outcome, type Problem, refuse } from '../problem.ts';
import { decodeText, type SourceFile } from './decode-text.ts';
import { findForbiddenColumns } from './find-forbidden-columns.ts';

/** Free text items of the national layout have at most 300 characters. */
const MAX_CELL_LENGTH = 1_000;

/** A CSV file with its header. Cells are trimmed; every row has as many cells as the header. */
export type Table = {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
};

/**
 * Reads a CSV file: UTF-8 or Shift_JIS, with or without BOM and quotes. Refuses files without rows,
 * ragged rows, and columns that are named or behave like 個人番号 or 住民票コード.
 */
export function readTable(source: SourceFile): Outcome<Table> {
  const text = decodeText(source);
  if (!text.ok) return text;
  const parsed = Papa.parse<string[]>(text.value, { delimiter: ',', skipEmptyLines: 'greedy' });
  const quoting = parsed.errors.find((error) => error.type === 'Quotes');
  if (quoting)
    return refuse(shapeProblem(source.name, '引用符（"）が閉じていません。', quoting.row));

  const [header = [], ...rows] = parsed.data.map((cells) => cells.map((cell) => cell.trim()));
  const table = { file: source.name, header, rows };
  if (rows.length === 0) {
    return refuse(shapeProblem(source.name, '見出し行のほかにデータ行がありません。'));
  }
  const problems = [
    ...findRaggedRows(table),
    ...findHugeCells(table),
    ...findForbiddenColumns(table),
  ];
  return problems.length > 0 ? refuse(...problems) : { ok: true, value: table };
}

/** Row number of the n-th data row (from 0) as spreadsheets count: the header is row 1. */
export function rowNumber(index: number): number {
  return index + 2;
}

function findRaggedRows(table: Table): readonly Problem[] {
  return table.rows.flatMap((row, index) => {
    if (row.length === table.header.length) return [];
    const cause = `項目数が${row.length}です（見出しは${table.header.length}）。`;
    return [shapeProblem(table.file, cause, index + 1)];
  });
}

/** A cell that swallowed rows behind it, after an open quote for example. */
function findHugeCells(table: Table): readonly Problem[] {
  return table.rows.flatMap((row, index) =>
    row.flatMap((cell, column) => {
      if (cell.length <= MAX_CELL_LENGTH) return [];
      const cause = `1つの項目が${MAX_CELL_LENGTH}字を超えています。`;
      const name = (table.header[column] ?? '').slice(0, 40);
      return [{ ...shapeProblem(table.file, cause, index + 1), column: name }];
    }),
  );
}

function shapeProblem(file: string, cause: string, parsedRow?: number): Problem {
  return {
    code: 'csv-shape',
    file,
    ...(parsedRow === undefined ? {} : { row: parsedRow + 1 }),
    cause,
    remedy: '抽出し直すか、この行を原本と見比べて直してください。',
  };
}
