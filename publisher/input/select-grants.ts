import { type Outcome, type Problem, refuse } from '../problem.ts';
import type { Application } from './parse-applications.ts';

/** One person under one application: the row that counts, and whether it ends the measure. */
export type Grant = Application & {
  /** Two signers ended it; the register has not yet. */
  readonly isReleased?: boolean;
  /** A live application of the same person says more: only kept to notice when it vanishes. */
  readonly isCovered?: boolean;
};

/**
 * Takes for each person and application the row with 最新フラグ and the highest 支援措置履歴番号
 * (DOMAIN.md §2.3). Refuses histories that contradict themselves: the program never guesses which
 * of two rows is right.
 */
export function selectGrants(applications: readonly Application[]): Outcome<readonly Grant[]> {
  const histories = groupBy(applications, (row) => `${row.managementNumber}\0${atenaKey(row)}`);
  const grants: Grant[] = [];
  const problems: Problem[] = [];
  for (const history of histories.values()) {
    const found = selectGrant(history);
    if (found.ok) grants.push(found.value);
    else problems.push(...found.problems);
  }
  return problems.length > 0 ? refuse(...problems) : { ok: true, value: grants };
}

/** 宛名番号 without leading zeros, so that 15-digit and short forms are one person. */
export function atenaKey(row: Application): string {
  return row.atena.normalize('NFKC').replace(/^0+/, '');
}

function selectGrant(history: readonly Application[]): Outcome<Grant> {
  const last = Math.max(...history.map((row) => row.history));
  const candidates = history.filter((row) => row.history === last);
  const [grant] = candidates;
  if (!grant) throw new Error('history without rows');
  if (!grant.isLatest) {
    return refuse(
      problemAt(grant, '最新フラグ', 'history', '最も新しい履歴に最新フラグが立っていません。'),
    );
  }
  const other = candidates.find((row) => !isSameContent(row, grant));
  if (other) {
    return refuse(
      problemAt(
        other,
        '支援措置履歴番号',
        'contradiction',
        '同じ履歴番号で内容の違う行があります。',
      ),
    );
  }
  return findStaleRelease(grant, history) ?? { ok: true, value: grant };
}

/** 目黒: an end record that is older than what the same person applied for since (T26). */
function findStaleRelease(
  grant: Grant,
  history: readonly Application[],
): Outcome<Grant> | undefined {
  const isOutdated = history.some((row) => row.operatedDay > grant.operatedDay);
  if (!grant.isDeleted || !isOutdated) return undefined;
  const cause = `管理番号${grant.managementNumber}：削除より後に、新しい操作の行があります。`;
  return refuse(problemAt(grant, '削除フラグ', 'stale-release', cause));
}

function isSameContent(a: Application, b: Application): boolean {
  return JSON.stringify({ ...a, place: '' }) === JSON.stringify({ ...b, place: '' });
}

function problemAt(
  row: Application,
  column: string,
  code: Problem['code'],
  cause: string,
): Problem {
  const remedy = '住民記録システムで最新の状態を確認し、全件を抽出し直してください。';
  return { ...row.place, column, code, cause, remedy };
}

/** Groups in the order of first appearance. */
export function groupBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
