import { type Locality, publishedForms } from '../../utils/domain/canonical-form.ts';
import type { Place, Problem } from '../problem.ts';
import { codeOf, dateOf, narrow } from './application-cells.ts';
import { isPlausibleDay } from './check-application.ts';
import { parseJapaneseDate } from './parse-japanese-date.ts';

export type RegisterContext = {
  readonly municipalityCode: string;
  readonly today: number;
  readonly locality: Locality;
};

/** One row of a register file: what both kinds of file must hold, and where it stands. */
export type RegisterRow = {
  readonly place: Place;
  readonly municipalityCode: string;
  readonly atena: string;
  readonly history: string;
  readonly isLatest: string;
  readonly isDeleted: string;
  readonly start: Dated;
  readonly end: Dated;
  readonly operated: Dated;
  /** A cell with a closed set of values: is it one of them? */
  readonly kind: { readonly column: string; readonly isKnown: boolean; readonly expected: string };
};

type Dated = { readonly column: string; readonly text: string };

/** Names everything that is wrong with a row of 抑止設定 or 001o009. */
export function checkRegisterRow(row: RegisterRow, context: RegisterContext): readonly Problem[] {
  const checks: readonly (readonly [boolean, string, Problem['code'], string])[] = [
    [
      narrow(row.municipalityCode) !== context.municipalityCode,
      '市区町村コード',
      'municipality',
      '自団体のコードではありません。',
    ],
    [
      !/^\d{1,15}$/.test(narrow(row.atena)) ||
        publishedForms('atena', row.atena, context.locality).length === 0,
      '宛名番号',
      'identifier',
      '15桁以内の宛名番号として読めません。',
    ],
    [!/^\d{1,9}$/.test(narrow(row.history)), '履歴番号', 'value-domain', '数字ではありません。'],
    [
      !/^[01]$/.test(codeOf(row.isLatest)),
      '最新フラグ',
      'value-domain',
      '0または1ではありません。',
    ],
    [
      !/^[01]?$/.test(codeOf(row.isDeleted)),
      '削除フラグ',
      'value-domain',
      '0または1ではありません。',
    ],
    [!row.kind.isKnown, row.kind.column, 'value-domain', row.kind.expected],
  ];
  const remedy = '抽出元のシステムの入力と抽出条件を確認し、抽出し直してください。';
  return [
    ...checks
      .filter(([isWrong]) => isWrong)
      .map(([, column, code, cause]) => ({ ...row.place, column, code, cause, remedy })),
    ...checkDates(row, context.today, remedy),
  ];
}

function checkDates(row: RegisterRow, today: number, remedy: string): readonly Problem[] {
  const at = ({ column }: Dated, code: Problem['code'], cause: string): Problem => ({
    ...row.place,
    column,
    code,
    cause,
    remedy,
  });
  const wrong = [row.start, row.end, row.operated].flatMap((date) => {
    const read = dateOf(date.text);
    if (read === 'unreadable') return [at(date, 'date', '日付として読めません。')];
    if (read === 'blank') return date === row.end ? [] : [at(date, 'date', '空欄です。')];
    if (isPlausibleDay(read, today)) return [];
    return [at(date, 'date', '制度の期間としてあり得ない日付です。')];
  });
  if (wrong.length > 0) return wrong;
  const start = parseJapaneseDate(row.start.text);
  const end = parseJapaneseDate(row.end.text);
  const isReversed = start !== undefined && end !== undefined && end < start;
  return isReversed ? [at(row.end, 'date-order', '終了日が開始日より前です。')] : [];
}
