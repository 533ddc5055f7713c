import type { Problem } from '../problem.ts';
import {
  APPLICANT_CODES,
  type ApplicationCells,
  codeOf,
  dateOf,
  isProvisional,
  narrow,
  periodOf,
} from './application-cells.ts';
import type { ApplicationColumn } from './application-columns.ts';
import { parseJapaneseDate } from './parse-japanese-date.ts';

export type ApplicationContext = { readonly municipalityCode: string; readonly today: number };

/** Earliest plausible start: the scheme began in July 2004. */
const FIRST_DAY = Date.UTC(2004, 0, 1) / 86_400_000;
const YEARS_AHEAD = { start: 2, end: 10 };

/** Names everything that is wrong with one row: numbers, code domains, dates and their order. */
export function checkApplication(
  cells: ApplicationCells,
  context: ApplicationContext,
): readonly Problem[] {
  return [...checkNumbers(cells, context), ...checkCodes(cells), ...checkDates(cells, context)];
}

function checkNumbers(cells: ApplicationCells, context: ApplicationContext): readonly Problem[] {
  const { read } = cells;
  const checks: readonly (Problem | undefined)[] = [
    narrow(read('市区町村コード')) === context.municipalityCode
      ? undefined
      : at(cells, '市区町村コード', 'municipality', '自団体のコードではありません。'),
    /^\d{1,15}$/.test(narrow(read('宛名番号'))) && /[1-9]/.test(narrow(read('宛名番号')))
      ? undefined
      : at(cells, '宛名番号', 'identifier', '15桁以内の数字ではありません。'),
    /^[0-9A-Za-z-]{1,30}$/.test(read('支援措置管理番号'))
      ? undefined
      : at(cells, '支援措置管理番号', 'value-missing', '空欄か、英数字以外の文字があります。'),
    /^\d{1,9}$/.test(narrow(read('支援措置履歴番号')))
      ? undefined
      : at(cells, '支援措置履歴番号', 'value-domain', '数字ではありません。'),
  ];
  return checks.filter((problem) => problem !== undefined);
}

function checkCodes(cells: ApplicationCells): readonly Problem[] {
  const flags = ['最新フラグ', '削除フラグ', '仮支援措置の有無'] as const;
  const wrongFlags = flags
    .filter((column) => {
      const mayBeBlank = column !== '最新フラグ';
      const value = cells.read(column).normalize('NFKC');
      return !(value === '0' || value === '1' || (mayBeBlank && value === ''));
    })
    .map((column) => at(cells, column, 'value-domain', '0または1ではありません。'));
  const isKnownRole = APPLICANT_CODES.has(codeOf(cells.read('対象者区分')));
  const wrongRole = at(
    cells,
    '対象者区分',
    'value-domain',
    '1（申出者）または2（併せて支援を求める者）ではありません。',
  );
  return isKnownRole ? wrongFlags : [...wrongFlags, wrongRole];
}

function checkDates(cells: ApplicationCells, { today }: ApplicationContext): readonly Problem[] {
  const columns = [
    '支援措置開始年月日',
    '支援措置終了年月日',
    '仮支援措置開始年月日',
    '仮支援措置終了年月日',
    '操作年月日',
  ] as const;
  const unreadable = columns.filter((column) => dateOf(cells.read(column)) === 'unreadable');
  if (unreadable.length > 0) {
    return unreadable.map((column) => at(cells, column, 'date', '日付として読めません。'));
  }
  return [
    ...checkPeriod(cells, ['支援措置開始年月日', '支援措置終了年月日'], today),
    ...checkPeriod(cells, ['仮支援措置開始年月日', '仮支援措置終了年月日'], today),
    ...(periodOf(cells).start === undefined
      ? [
          at(
            cells,
            isProvisional(cells) ? '仮支援措置開始年月日' : '支援措置開始年月日',
            'date',
            '開始日がありません。',
          ),
        ]
      : []),
    ...(dateOf(cells.read('操作年月日')) === 'blank'
      ? [at(cells, '操作年月日', 'date', '空欄です。')]
      : []),
  ];
}

function checkPeriod(
  cells: ApplicationCells,
  [startColumn, endColumn]: readonly [ApplicationColumn, ApplicationColumn],
  today: number,
): readonly Problem[] {
  const start = parseJapaneseDate(cells.read(startColumn));
  const end = parseJapaneseDate(cells.read(endColumn));
  const implausible = [
    { column: startColumn, day: start, years: YEARS_AHEAD.start },
    { column: endColumn, day: end, years: YEARS_AHEAD.end },
  ].filter(({ day, years }) => day !== undefined && !isPlausibleDay(day, today, years));
  if (implausible.length > 0) {
    return implausible.map(({ column }) =>
      at(cells, column, 'date', '制度の期間としてあり得ない日付です。'),
    );
  }
  if (start !== undefined && end !== undefined && end < start) {
    return [at(cells, endColumn, 'date-order', '終了日が開始日より前です。')];
  }
  return [];
}

/** True for a day that can belong to a measure: after the scheme began, not in a far future. */
export function isPlausibleDay(day: number, today: number, years = YEARS_AHEAD.end): boolean {
  return day >= FIRST_DAY && day <= today + years * 366;
}

function at(
  cells: ApplicationCells,
  column: ApplicationColumn,
  code: Problem['code'],
  cause: string,
): Problem {
  const remedy = '住民記録システムの入力を確認し、直してから抽出し直してください。';
  return { ...cells.place, column, code, cause, remedy };
}
