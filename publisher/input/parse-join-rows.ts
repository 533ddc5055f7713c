import { type Locality, publishedForms } from '../../utils/domain/canonical-form.ts';
import type { Role } from '../../utils/domain/case.ts';
import type { Identifier, IdentifierKind } from '../../utils/domain/identifier.ts';
import { joinOutcomes, type Outcome, type Place, type Problem, refuse } from '../problem.ts';
import { JOIN_COLUMNS, type JoinColumn, locateColumns } from './application-columns.ts';
import { rowNumber, type Table } from './read-table.ts';

/** One row of the join file: an identifier that belongs to a case in a role. */
export type JoinRow = {
  readonly place: Place;
  readonly managementNumber: string;
  readonly role: Role;
  readonly identifiers: readonly Identifier[];
};

const ROLE_NAMES: ReadonlyMap<string, Role> = new Map([
  ['対象者', 'protected'],
  ['併せて支援', 'co-protected'],
  ['併せて支援を求める者', 'co-protected'],
  ['相手方', 'counterpart'],
  ['関係', 'related'],
]);

const KIND_NAMES: ReadonlyMap<string, IdentifierKind> = new Map([
  ['宛名番号', 'atena'],
  ['世帯番号', 'household'],
  ['ケース番号', 'welfare-case'],
  ['債権番号', 'debt'],
  ['通知書番号', 'tax-notice'],
  ['電話番号', 'phone'],
  ['住所', 'address'],
]);

/** Reads the join file. One wrong row refuses the file; every wrong row is named. */
export function parseJoinRows(table: Table, locality: Locality): Outcome<readonly JoinRow[]> {
  const readCell = locateColumns(table, JOIN_COLUMNS);
  if (!readCell.ok) return readCell;
  return joinOutcomes(
    table.rows.map((row, index) =>
      parseJoinRow(
        (column) => readCell.value(row, column),
        { file: table.file, row: rowNumber(index) },
        locality,
      ),
    ),
  );
}

/** Reads one row. */
export function parseJoinRow(
  read: (column: JoinColumn) => string,
  place: Place,
  locality: Locality,
): Outcome<JoinRow> {
  const managementNumber = read('支援措置管理番号');
  const role = ROLE_NAMES.get(read('役割'));
  const kind = KIND_NAMES.get(read('識別子種別'));
  const identifiers = kind ? publishedForms(kind, read('値'), locality) : [];
  if (managementNumber !== '' && role && kind && identifiers.length > 0) {
    return { ok: true, value: { place, managementNumber, role, identifiers } };
  }
  const checks: readonly (readonly [boolean, JoinColumn, Problem['code'], string])[] = [
    [managementNumber === '', '支援措置管理番号', 'value-missing', '空欄です。'],
    [
      role === undefined,
      '役割',
      'value-domain',
      '対象者・併せて支援・相手方・関係のどれでもありません。',
    ],
    [
      kind === undefined,
      '識別子種別',
      'value-domain',
      `${[...KIND_NAMES.keys()].join('・')}のどれでもありません。`,
    ],
    [
      kind !== undefined && identifiers.length === 0,
      '値',
      'identifier',
      '識別子種別に合う値として読めません。',
    ],
  ];
  const remedy = '突合ファイルのこの行を直してください。';
  return refuse(
    ...checks
      .filter(([isWrong]) => isWrong)
      .map(([, column, code, cause]) => ({ ...place, column, code, cause, remedy })),
  );
}
