import type { EpochState } from '../keys/publisher-state.ts';
import type { Place, Problem } from '../problem.ts';

/** A person under protection, by management number and the tag of the 宛名番号. */
export type TaggedGrant = EpochState['grants'][number] & {
  readonly isDeleted: boolean;
  readonly place: Place;
};

/** More removals at once than this need an explicit permission (SECURITY.md T25). */
const FREE_REMOVALS = 5;
const FREE_REMOVAL_SHARE = 0.02;

/**
 * Brakes against flags that vanish (T25, T26). Compared with the last publication:
 * 1. a row older than what was published is a stale export: always refused;
 * 2. a person who is missing without an end record is a removal nobody decided (標準仕様書 3.1: a
 *    lock does not end by itself): needs permission;
 * 3. more than max(5, 2 %) removals at once need permission.
 */
export function checkRemovals(
  published: EpochState['grants'],
  grants: readonly TaggedGrant[],
  allowedRemovals: number,
): readonly Problem[] {
  const byKey = new Map(grants.map((grant) => [keyOf(grant), grant]));
  const stale = published.flatMap((before) => {
    const after = byKey.get(keyOf(before));
    return after && isOlder(after, before) ? [staleProblem(after)] : [];
  });
  if (stale.length > 0) return stale;

  const missing = published.filter((before) => !byKey.has(keyOf(before)));
  const ended = published.filter((before) => byKey.get(keyOf(before))?.isDeleted);
  const removalCount = missing.length + ended.length;
  if (removalCount <= allowedRemovals) return [];
  const limit = Math.max(FREE_REMOVALS, Math.floor(published.length * FREE_REMOVAL_SHARE));
  const mass = removalCount > limit ? [massProblem(removalCount, published.length)] : [];
  return [...mass, ...namesOf(missing).map(missingProblem)];
}

function isOlder(after: TaggedGrant, before: EpochState['grants'][number]): boolean {
  return after.history < before.history || after.operatedDay < before.operatedDay;
}

function staleProblem(grant: TaggedGrant): Problem {
  return {
    ...grant.place,
    column: '支援措置履歴番号',
    code: 'stale-release',
    cause: `管理番号${grant.managementNumber}：公開済みのものより古い履歴です。`,
    remedy: '古い抽出ファイルでないか確認し、最新の全件を抽出し直してください。',
  };
}

function missingProblem(managementNumber: string): Problem {
  return {
    code: 'removal',
    file: '支援措置申出書情報',
    cause: `管理番号${managementNumber}：前回公開した方が入力にありません（終了処理の行もありません）。`,
    remedy:
      '全件を抽出しているか確認してください。確認のうえ除く場合は --allow-removals に件数を指定します。',
  };
}

function massProblem(removalCount: number, publishedCount: number): Problem {
  return {
    code: 'removal',
    file: '支援措置申出書情報',
    cause: `前回公開した${publishedCount}名のうち${removalCount}名が外れます。`,
    remedy:
      '抽出の条件と終了処理を別の職員とともに確認し、正しい場合は --allow-removals に件数を指定してください。',
  };
}

function namesOf(grants: EpochState['grants']): readonly string[] {
  return [...new Set(grants.map((grant) => grant.managementNumber))];
}

function keyOf({ managementNumber, tag }: { managementNumber: string; tag: string }): string {
  return `${managementNumber}\0${tag}`;
}
