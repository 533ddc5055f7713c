import { type Locality, publishedForms } from '../../utils/domain/canonical-form.ts';
import type { Role } from '../../utils/domain/case.ts';
import type { Identifier, IdentifierKind } from '../../utils/domain/identifier.ts';
import { joinOutcomes, type Outcome, type Place, type Problem, refuse } from '../problem.ts';
import {
  JOIN_COLUMNS,
  type JoinColumn,
  type SourceRow,
  sourceRows,
} from './application-columns.ts';
import { looksLikeMyNumber } from './looks-like-my-number.ts';
import type { Table } from './read-table.ts';

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

/** The rows of a join file, with cautions about those that cannot be used. */
export type JoinRows = { readonly rows: readonly JoinRow[]; readonly cautions: readonly Problem[] };

/**
 * Reads the join file. One wrong row refuses the file; every wrong row is named. A 12-digit number
 * that could be a 個人番号 by its check digit (one of eleven debt numbers is, by chance) is left out
 * and reported: the extension would not look it up either.
 */
export function parseJoinRows(table: Table, locality: Locality): Outcome<JoinRows> {
  const items = sourceRows(table, JOIN_COLUMNS);
  if (!items.ok) return items;
  const left = items.value.filter(isLeftOut);
  const kept = items.value.filter((item) => !isLeftOut(item));
  const rows = joinOutcomes(kept.map((item) => parseJoinRow(item, locality)));
  if (!rows.ok) return rows;
  const cautions = left.map(({ place }) => leftOutCaution(place, left.length));
  return { ok: true, value: { rows: rows.value, cautions } };
}

/** A 宛名番号 is never left out: the person would go without a flag, so the row is refused. */
function isLeftOut({ read }: SourceRow<JoinColumn>): boolean {
  const kind = KIND_NAMES.get(read('識別子種別'));
  const isOther = kind !== undefined && kind !== 'atena' && ROLE_NAMES.has(read('役割'));
  return isOther && read('支援措置管理番号') !== '' && looksLikeMyNumber(read('値'));
}

function leftOutCaution(place: Place, count: number): Problem {
  return {
    ...place,
    column: '値',
    code: 'my-number',
    cause: `個人番号と区別できない12桁の番号のため、この行を除きました（このファイルで${count}件）。`,
    remedy:
      'この番号では注意表示を行いません。宛名番号など、ほかの番号が入っているか確認してください。',
  };
}

/** Reads one row. */
export function parseJoinRow(
  { read, place }: SourceRow<JoinColumn>,
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
