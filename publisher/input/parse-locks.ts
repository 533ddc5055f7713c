import type { Severity } from '../../utils/domain/case.ts';
import { joinOutcomes, type Outcome, refuse } from '../problem.ts';
import { codeOf, narrow } from './application-cells.ts';
import { type SourceRow, sourceRows } from './application-columns.ts';
import { checkRegisterRow, type RegisterContext } from './check-register-row.ts';
import { parseJapaneseDate } from './parse-japanese-date.ts';
import type { Table } from './read-table.ts';
import { LOCK_COLUMNS } from './register-columns.ts';
import type { RegisterPerson } from './register-person.ts';
import { groupBy } from './select-grants.ts';

/** Reasons that are a 支援措置, by name and by code (DOMAIN.md §2.3; codes of one public model). */
const SUPPORT_REASONS: readonly RegExp[] = [
  /^(20|DV|配偶者からの暴力)$/i,
  /^(21|ストーカー|ストーカー行為等)$/,
  /^(22|児童虐待|児童虐待等)$/,
  /^(23|その他支援措置|支援措置その他|その他準ずる行為)$/,
];
/** Reasons that are known to be something else; rows with them are left out. */
const OTHER_REASONS = /^(0?1|0?3|10|99|本人の申出|成年被後見人|実態調査中|その他)$/;

type LockRow = RegisterPerson & {
  readonly isSupport: boolean;
  readonly key: string;
  readonly isLatest: boolean;
  readonly order: number;
};

/**
 * Reads 抑止設定. For each person, reason and scope the row with 最新フラグ and the highest history
 * counts. 一時解除 is not even looked at, a period that is over does not end a lock (岡山; 標準仕様書
 * 3.1): only a deleted row does.
 */
export function parseLocks(
  table: Table,
  context: RegisterContext,
): Outcome<readonly RegisterPerson[]> {
  const items = sourceRows(table, LOCK_COLUMNS);
  if (!items.ok) return items;
  const rows = joinOutcomes(items.value.map((item) => parseLock(item, context)));
  if (!rows.ok) return rows;
  const histories = groupBy(
    rows.value.filter(({ isSupport }) => isSupport),
    ({ key }) => key,
  );
  return joinOutcomes([...histories.values()].map(selectLock));
}

function parseLock(
  { read, place }: SourceRow<(typeof LOCK_COLUMNS)[number]>,
  context: RegisterContext,
): Outcome<LockRow> {
  const reason = narrow(read('抑止事由')).replace(/\s/g, '');
  const isSupport = SUPPORT_REASONS.some((pattern) => pattern.test(reason));
  const problems = checkRegisterRow(
    {
      place,
      municipalityCode: read('市区町村コード'),
      atena: read('宛名番号'),
      history: read('履歴番号'),
      isLatest: read('最新フラグ'),
      isDeleted: read('削除フラグ'),
      start: { column: '抑止開始年月日', text: read('抑止開始年月日') },
      end: { column: '抑止終了年月日', text: read('抑止終了年月日') },
      operated: { column: '操作年月日', text: read('操作年月日') },
      kind: {
        column: '抑止事由',
        isKnown: isSupport || OTHER_REASONS.test(reason),
        expected: 'DV・ストーカー・児童虐待・その他支援措置などの事由として読めません。',
      },
    },
    context,
  );
  if (problems.length > 0 && (isSupport || !OTHER_REASONS.test(reason))) return refuse(...problems);
  const atena = narrow(read('宛名番号'));
  const endDay = parseJapaneseDate(read('抑止終了年月日'));
  return {
    ok: true,
    value: {
      place,
      atena,
      isSupport,
      isLatest: codeOf(read('最新フラグ')) === '1',
      key: `${atena.replace(/^0+/, '')}\0${reason}\0${codeOf(read('抑止処理対象区分'))}`,
      order: Number(narrow(read('履歴番号'))) * 1_000 + Number(codeOf(read('履歴番号_枝番号'))),
      isLive: codeOf(read('削除フラグ')) !== '1',
      state: 'active',
      severity: severityOf(read('抑止レベル')),
      startDay: parseJapaneseDate(read('抑止開始年月日')) ?? 0,
      ...(endDay === undefined ? {} : { endDay }),
      operatedDay: parseJapaneseDate(read('操作年月日')) ?? 0,
    },
  };
}

/** 抑止レベル: エラー is the strictest (標準仕様書 11.1); a word that is not known counts as it. */
function severityOf(text: string): Severity {
  return /^(アラート|抑止なし|2|3|0|)$/.test(codeOf(text)) ? 1 : 2;
}

function selectLock(history: readonly LockRow[]): Outcome<RegisterPerson> {
  const last = Math.max(...history.map(({ order }) => order));
  const [row] = history.filter(({ order }) => order === last);
  if (!row) throw new Error('history without rows');
  const { isSupport: _isSupport, isLatest, key: _key, order: _order, ...person } = row;
  if (isLatest) return { ok: true, value: person };
  return refuse({
    ...row.place,
    column: '最新フラグ',
    code: 'history',
    cause: '最も新しい履歴に最新フラグが立っていません。',
    remedy: '抑止設定を全件抽出し直してください。',
  });
}
