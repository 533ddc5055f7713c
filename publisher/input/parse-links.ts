import { joinOutcomes, type Outcome, refuse } from '../problem.ts';
import { codeOf, narrow } from './application-cells.ts';
import { type SourceRow, sourceRows } from './application-columns.ts';
import { checkRegisterRow, type RegisterContext } from './check-register-row.ts';
import { parseJapaneseDate } from './parse-japanese-date.ts';
import type { Table } from './read-table.ts';
import { LINK_COLUMNS } from './register-columns.ts';
import type { RegisterPerson } from './register-person.ts';
import { groupBy } from './select-grants.ts';

/** 措置区分 (DOMAIN.md §2.3): 1 and 2 are active kinds, 3 is 終了. */
const ENDED_KIND = '3';

type LinkRow = RegisterPerson & {
  readonly key: string;
  readonly isLatest: boolean;
  readonly order: number;
};

/**
 * Reads 001o009 支援措置対象者情報: for each person and start day the row with 最新フラグ='1' and the
 * highest 履歴番号. 措置区分 3 or 削除フラグ ends that period only; a later period of the same person
 * stays.
 */
export function parseLinks(
  table: Table,
  context: RegisterContext,
): Outcome<readonly RegisterPerson[]> {
  const items = sourceRows(table, LINK_COLUMNS);
  if (!items.ok) return items;
  const rows = joinOutcomes(items.value.map((item) => parseLink(item, context)));
  if (!rows.ok) return rows;
  const histories = groupBy(rows.value, ({ key }) => key);
  return joinOutcomes([...histories.values()].map(selectLink));
}

function parseLink(
  { read, place }: SourceRow<(typeof LINK_COLUMNS)[number]>,
  context: RegisterContext,
): Outcome<LinkRow> {
  const kind = codeOf(read('措置区分'));
  const problems = checkRegisterRow(
    {
      place,
      municipalityCode: read('市区町村コード'),
      atena: read('宛名番号'),
      history: read('履歴番号'),
      isLatest: read('最新フラグ'),
      isDeleted: read('削除フラグ'),
      start: { column: '支援措置開始年月日', text: read('支援措置開始年月日') },
      end: { column: '支援措置終了年月日', text: read('支援措置終了年月日') },
      operated: { column: '操作年月日', text: read('操作年月日') },
      kind: {
        column: '措置区分',
        isKnown: /^[123]$/.test(kind),
        expected: '1・2（期間中）または3（終了）ではありません。',
      },
    },
    context,
  );
  if (problems.length > 0) return refuse(...problems);
  const atena = narrow(read('宛名番号'));
  const startDay = parseJapaneseDate(read('支援措置開始年月日')) ?? 0;
  const endDay = parseJapaneseDate(read('支援措置終了年月日'));
  return {
    ok: true,
    value: {
      place,
      atena,
      key: `${atena.replace(/^0+/, '')}\0${startDay}`,
      isLatest: codeOf(read('最新フラグ')) === '1',
      order: Number(narrow(read('履歴番号'))),
      isLive: kind !== ENDED_KIND && codeOf(read('削除フラグ')) !== '1',
      state: kind === '2' ? 'provisional' : 'active',
      severity: 1,
      startDay,
      ...(endDay === undefined ? {} : { endDay }),
      operatedDay: parseJapaneseDate(read('操作年月日')) ?? 0,
    },
  };
}

function selectLink(history: readonly LinkRow[]): Outcome<RegisterPerson> {
  const last = Math.max(...history.map(({ order }) => order));
  const candidates = history.filter(({ order }) => order === last);
  const [row] = candidates;
  if (!row) throw new Error('history without rows');
  const { key: _key, isLatest, order: _order, ...person } = row;
  const other = candidates.find((candidate) => candidate.isLive !== row.isLive);
  if (isLatest && !other) return { ok: true, value: person };
  return refuse({
    ...(other ?? row).place,
    column: other ? '履歴番号' : '最新フラグ',
    code: other ? 'contradiction' : 'history',
    cause: other
      ? '同じ履歴番号に、期間中の行と終了の行があります。'
      : '最も新しい履歴に最新フラグが立っていません。',
    remedy: '支援措置対象者情報を全件抽出し直してください。',
  });
}
