import type { FlagState, Role, Severity } from '../../utils/domain/case.ts';
import { joinOutcomes, type Outcome, type Place, refuse } from '../problem.ts';
import {
  APPLICANT_CODES,
  type ApplicationCells,
  addressOf,
  codeOf,
  isProvisional,
  narrow,
  periodOf,
} from './application-cells.ts';
import {
  APPLICATION_COLUMNS,
  type ApplicationColumn,
  PARTY_COLUMNS,
  sourceRows,
} from './application-columns.ts';
import { type ApplicationContext, checkApplication } from './check-application.ts';
import { parseJapaneseDate } from './parse-japanese-date.ts';
import type { Table } from './read-table.ts';

/** One row of 支援措置申出書情報, checked. Days are days since 1970-01-01. */
export type Application = {
  readonly place: Place;
  readonly managementNumber: string;
  readonly atena: string;
  readonly history: number;
  readonly isLatest: boolean;
  readonly isDeleted: boolean;
  readonly role: Extract<Role, 'protected' | 'co-protected'>;
  readonly state: Extract<FlagState, 'provisional' | 'active'>;
  readonly startDay: number;
  readonly endDay?: number;
  readonly operatedDay: number;
  readonly phones: readonly string[];
  readonly address: string;
  readonly counterpartAddress: string;
  /** The other party as the application names it, to find its 宛名番号; never published. */
  readonly counterpartName: string;
  readonly counterpartBirth: string;
  readonly severity?: Severity;
};

/** Reads all rows of a table. One wrong row refuses the table; every wrong row is named. */
export function parseApplications(
  table: Table,
  context: ApplicationContext,
): Outcome<readonly Application[]> {
  const rows = sourceRows<ApplicationColumn>(table, APPLICATION_COLUMNS, PARTY_COLUMNS);
  return rows.ok ? joinOutcomes(rows.value.map((row) => parseApplication(row, context))) : rows;
}

function parseApplication(
  cells: ApplicationCells,
  context: ApplicationContext,
): Outcome<Application> {
  const problems = checkApplication(cells, context);
  if (problems.length > 0) return refuse(...problems);
  const { read, place } = cells;
  const endDay = periodOf(cells).end;
  return {
    ok: true,
    value: {
      place,
      managementNumber: read('支援措置管理番号'),
      atena: read('宛名番号'),
      history: Number(narrow(read('支援措置履歴番号'))),
      isLatest: narrow(read('最新フラグ')) === '1',
      isDeleted: narrow(read('削除フラグ')) === '1',
      role: APPLICANT_CODES.get(codeOf(read('対象者区分'))) ?? 'protected',
      state: isProvisional(cells) ? 'provisional' : 'active',
      startDay: periodOf(cells).start ?? 0,
      ...(endDay === undefined ? {} : { endDay }),
      operatedDay: parseJapaneseDate(read('操作年月日')) ?? 0,
      phones: [read('支援措置対象者_連絡先電話番号'), read('支援措置対象者_連絡先携帯電話番号')],
      address: addressOf(cells, '支援措置対象者'),
      counterpartAddress: addressOf(cells, '加害者'),
      counterpartName: read('加害者_氏名'),
      counterpartBirth: read('加害者_生年月日'),
    },
  };
}
