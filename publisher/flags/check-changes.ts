import { toHex } from '../../utils/domain/bytes.ts';
import type { Flag } from '../../utils/domain/case.ts';
import type { EpochState } from '../keys/publisher-state.ts';
import type { Problem } from '../problem.ts';
import type { PersonGrant, PreparedEpoch } from './prepare-epoch.ts';

/** More new persons at once than this need a permission: another export, or another municipality. */
const FREE_ADDITIONS = 50;
const FREE_ADDITION_SHARE = 0.2;
/** More numbers, addresses and telephone numbers than this may not leave cases that go on. */
const FREE_LOSSES = 10;
const FREE_LOSS_SHARE = 0.1;

const FILE = '支援措置申出書情報';

/** Brake against a file of something else: too many persons who were not there before (T24). */
export function checkAdditions(
  published: EpochState['grants'],
  grants: readonly PersonGrant[],
  allowedAdditions: number,
): readonly Problem[] {
  const before = new Set(published.map(({ tag }) => tag));
  const live = new Set(grants.filter((g) => !g.isDeleted && !g.isReleased).map(({ tag }) => tag));
  const additionCount = [...live].filter((tag) => !before.has(tag)).length;
  const limit = Math.max(FREE_ADDITIONS, Math.floor(before.size * FREE_ADDITION_SHARE));
  if (before.size === 0 || additionCount <= Math.max(limit, allowedAdditions)) return [];
  return [
    {
      code: 'addition',
      file: FILE,
      cause: `前回公開した${before.size}名に、一度に${additionCount}名が加わります。`,
      remedy:
        '別の抽出ファイルでないか確認し、正しい場合は --allow-additions に人数を指定してください。',
    },
  ];
}

/**
 * Brake against columns that were swapped or shifted, and a join file that was forgotten: numbers
 * and addresses that leave cases which go on, or change sides in them.
 */
export function checkLosses(
  published: EpochState['records'],
  prepared: PreparedEpoch,
  allowedLosses: number,
): readonly Problem[] {
  const { before, lost } = findLosses(published, prepared);
  const lossCount = lost.length;
  const limit = Math.max(FREE_LOSSES, Math.floor(before * FREE_LOSS_SHARE));
  if (lossCount <= Math.max(limit, allowedLosses)) return [];
  return [
    {
      code: 'mass-change',
      file: FILE,
      cause: `続いている事案で、番号・住所・電話番号${before}件のうち${lossCount}件が外れるか、役割が変わります。`,
      remedy:
        '列のずれ、突合ファイルの指定漏れがないか確認し、正しい場合は --allow-changes に件数を指定してください。',
    },
  ];
}

/** Names the cases that lose something: a few are everyday, but a file that was cut short loses them too. */
export function nameLosses(
  published: EpochState['records'],
  prepared: PreparedEpoch,
): readonly Problem[] {
  const { lost } = findLosses(published, prepared);
  return Object.entries(prepared.caseRefs).flatMap(([number, caseRef]) => {
    const count = lost.filter(({ caseRefs }) => caseRefs.has(caseRef)).length;
    if (count === 0) return [];
    const cause = `管理番号${number}：前回公開した番号・住所・電話番号のうち${count}件が、入力にありません（または役割が変わりました）。`;
    const remedy = '住所の変更や突合ファイルの行の削除など、心当たりがあるか確認してください。';
    return [{ code: 'identifier-lost', file: FILE, cause, remedy } as const];
  });
}

/** Identifiers that leave cases which go on, or change sides in them; and how many there were. */
function findLosses(published: EpochState['records'], prepared: PreparedEpoch) {
  const live = liveCaseRefs(prepared);
  const after = new Map(
    prepared.entries.map(({ entry, flags }) => [toHex(entry.tag), new Set(flags.map(nameOf))]),
  );
  const before = published.flatMap(({ tag, flags }) => {
    const ours = flags.filter(({ caseRef }) => live.has(caseRef));
    return ours.length > 0 ? [{ tag, flags: ours }] : [];
  });
  const lost = before.flatMap(({ tag, flags }) => {
    const gone = flags.filter((flag) => !after.get(tag)?.has(nameOf(flag)));
    return gone.length > 0 ? [{ caseRefs: new Set(gone.map(({ caseRef }) => caseRef)) }] : [];
  });
  return { before: before.length, lost };
}

function liveCaseRefs({ grants, caseRefs }: PreparedEpoch): ReadonlySet<string> {
  const numbers = grants
    .filter((grant) => !grant.isDeleted && !grant.isReleased)
    .map((grant) => grant.managementNumber);
  return new Set(numbers.flatMap((number) => caseRefs[number] ?? []));
}

function nameOf({ caseRef, role }: Flag): string {
  return `${caseRef} ${role}`;
}
