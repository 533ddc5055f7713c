import type { Grant } from '../input/select-grants.ts';
import type { Release } from '../keys/publisher-state.ts';
import type { Problem } from '../problem.ts';

export type ReleasedGrants = {
  readonly grants: readonly Grant[];
  /** Releases that the register has not caught up with. */
  readonly kept: readonly Release[];
  readonly cautions: readonly Problem[];
};

/**
 * Marks the grants that two signers ended. A release names one version: a later application of the
 * same case or person is another grant and stays (目黒, PEERS.md lesson 8: additions win). A release
 * is forgotten when the register ends the grant itself, or knows a later one.
 */
export function applyReleases(
  grants: readonly Grant[],
  tags: readonly string[],
  releases: readonly Release[],
): ReleasedGrants {
  const live = grants.flatMap((grant, index) =>
    grant.isDeleted ? [] : [{ grant, tag: tags[index] ?? '' }],
  );
  const endedBy = (release: Release) =>
    live.filter((item) => concerns(release, item) && item.grant.history <= release.version);
  const ended = new Set(releases.flatMap(endedBy).map(({ grant }) => grant));
  const overtaken = live.filter(
    (item) => !ended.has(item.grant) && releases.some((release) => concerns(release, item)),
  );
  return {
    grants: grants.map((grant) => (ended.has(grant) ? { ...grant, isReleased: true } : grant)),
    kept: releases.filter((release) => endedBy(release).length > 0),
    cautions: overtaken.map(({ grant }) => overtakenCaution(grant)),
  };
}

type TaggedItem = { readonly grant: Grant; readonly tag: string };

function concerns(release: Release, { grant, tag }: TaggedItem): boolean {
  const isSamePerson = release.tag === undefined || release.tag === tag;
  return isSamePerson && release.managementNumber === grant.managementNumber;
}

function overtakenCaution(grant: Grant): Problem {
  return {
    ...grant.place,
    code: 'release-overtaken',
    cause: `管理番号${grant.managementNumber}：終了の承認より後に、新しい履歴があります。`,
    remedy: '注意表示を続けます。終了する場合は、新しい履歴番号で release をやり直してください。',
  };
}
