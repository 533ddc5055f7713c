import type { EpochState } from '../keys/publisher-state.ts';
import type { Problem } from '../problem.ts';
import type { PersonGrant, PreparedEpoch } from './prepare-epoch.ts';

/** The exact grant that a release ends. */
export type ReleaseTarget = {
  readonly managementNumber: string;
  /** Tag of one person; absent for the whole case. */
  readonly tag?: string | undefined;
  /** 支援措置履歴番号 of the grant. */
  readonly version: number;
};

/**
 * Checks a release against the newest inputs and the published state (目黒: an old list of ended
 * cases took the flag of a person who had applied again). Refused when anything newer is known of
 * the case or of one of its persons.
 */
export function checkRelease(
  target: ReleaseTarget,
  prepared: PreparedEpoch,
  state: EpochState,
): readonly Problem[] {
  const live = prepared.grants.filter((grant) => !grant.isDeleted);
  const ended = live.filter((grant) => concerns(target, grant));
  const number = target.managementNumber;
  if (number.startsWith('R-')) {
    const cause = '抑止設定・支援措置対象者情報だけの方です。元のシステムで終了してください。';
    return [refusal(number, 'case-unknown', cause)];
  }
  if (ended.length === 0) {
    return [refusal(number, 'case-unknown', '期間中の申出書情報が入力にありません。')];
  }
  const latest = Math.max(...ended.map(({ history }) => history));
  if (latest < target.version) {
    return [refusal(number, 'value-domain', `履歴番号${target.version}の申出書情報がありません。`)];
  }
  const hasNewer =
    latest > target.version ||
    live.some((grant) => isNewerOfPerson(grant, ended, number)) ||
    state.grants.some((grant) => isNewerThan(grant, target, ended)) ||
    state.provisionals.some(
      ({ managementNumber, tag }) =>
        managementNumber === number || ended.some((grant) => grant.tag === tag),
    );
  if (!hasNewer) return [];
  return [refusal(number, 'stale-release', 'この終了より新しい申出または仮登録があります。')];
}

function concerns(target: ReleaseTarget, grant: PersonGrant): boolean {
  const isPerson = target.tag === undefined || target.tag === grant.tag;
  return isPerson && grant.managementNumber === target.managementNumber;
}

/** Another application of one of the persons, made on the same day or later. */
function isNewerOfPerson(
  grant: PersonGrant,
  ended: readonly PersonGrant[],
  managementNumber: string,
): boolean {
  if (grant.managementNumber === managementNumber) return false;
  // A register row is there beside every application; only a later one says something new.
  const slack = grant.managementNumber.startsWith('R-') ? 1 : 0;
  return ended.some(
    (other) => other.tag === grant.tag && grant.operatedDay >= other.operatedDay + slack,
  );
}

/** What was published is newer than what the inputs say: the export is an old one. */
function isNewerThan(
  published: EpochState['grants'][number],
  target: ReleaseTarget,
  ended: readonly PersonGrant[],
): boolean {
  if (published.managementNumber !== target.managementNumber) return false;
  const now = ended.find(({ tag }) => tag === published.tag);
  return (
    now !== undefined &&
    (published.history > target.version || published.operatedDay > now.operatedDay)
  );
}

function refusal(managementNumber: string, code: Problem['code'], cause: string): Problem {
  return {
    code,
    file: 'release',
    cause: `管理番号${managementNumber}：${cause}`,
    remedy: '注意表示は続けます。最新の全件を抽出し、申出の状況を原本で確認してください。',
  };
}
