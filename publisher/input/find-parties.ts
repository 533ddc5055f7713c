import { type Locality, publishedForms } from '../../utils/domain/canonical-form.ts';
import type { Problem } from '../problem.ts';
import type { JoinRow } from './parse-join-rows.ts';
import { type Resident, type ResidentIndex, residentKey } from './parse-residents.ts';
import { type Grant, groupBy } from './select-grants.ts';

/** An other party whose 宛名番号 a person has to decide. Holds numbers: for the key folder only. */
export type UnresolvedParty = {
  readonly grant: Grant;
  readonly reason: string;
  readonly candidates: readonly string[];
};

export type FoundParties = {
  readonly rows: readonly JoinRow[];
  readonly unresolved: readonly UnresolvedParty[];
};

type Source = {
  readonly grants: readonly Grant[];
  readonly joinRows: readonly JoinRow[];
  readonly residents: ResidentIndex;
  readonly locality: Locality;
};

/**
 * Finds the 宛名番号 of the other party, which applications do not carry (DOMAIN.md §2.2): name, day
 * of birth and address must all agree with exactly one resident. Everything else is listed for a
 * person to decide and never guessed. Cases whose 宛名番号 the join file gives are decided already.
 */
export function findParties(source: Source): FoundParties {
  const { grants, joinRows } = source;
  const decided = new Set(
    joinRows
      .filter((row) => row.role === 'counterpart' && row.identifiers[0]?.kind === 'atena')
      .map((row) => row.managementNumber),
  );
  const open = grants.filter(
    (grant) =>
      !grant.isDeleted && !decided.has(grant.managementNumber) && grant.counterpartName !== '',
  );
  const parties = groupBy(open, (grant) =>
    [
      grant.managementNumber,
      grant.counterpartName,
      grant.counterpartBirth,
      grant.counterpartAddress,
    ].join('\0'),
  );
  const found = [...parties.values()].flatMap(([grant]) =>
    grant ? [findParty(grant, source)] : [],
  );
  return {
    rows: found.flatMap((item) => ('role' in item ? [item] : [])),
    unresolved: found.flatMap((item) => ('reason' in item ? [item] : [])),
  };
}

function findParty(grant: Grant, source: Source): JoinRow | UnresolvedParty {
  const { residents, locality, grants } = source;
  const key = residentKey(grant.counterpartName, grant.counterpartBirth);
  const sameName = key === undefined ? [] : (residents.get(key) ?? []);
  const sameHome = sameName.filter(({ address }) =>
    sharesForm(address, grant.counterpartAddress, locality),
  );
  const unresolved = (reason: string, candidates: readonly Resident[]): UnresolvedParty => {
    return { grant, reason, candidates: candidates.map(({ atena }) => atena) };
  };
  if (key === undefined) return unresolved('申出書の生年月日が読めない', []);
  if (sameName.length === 0) return unresolved('氏名と生年月日が一致する方がいない', []);
  if (sameHome.length === 0) return unresolved('住所が一致しない', sameName);
  if (sameHome.length > 1) return unresolved('一致する方が複数いる', sameHome);
  const identifiers = publishedForms('atena', sameHome[0]?.atena ?? '', locality);
  const own = grants.filter((other) => other.managementNumber === grant.managementNumber);
  const isOwn = own.some(({ atena }) =>
    publishedForms('atena', atena, locality).some(({ value }) => value === identifiers[0]?.value),
  );
  if (isOwn) return unresolved('一致する方が同じ事案の対象者', sameHome);
  const { place, managementNumber } = grant;
  return { place, managementNumber, role: 'counterpart', identifiers };
}

function sharesForm(a: string, b: string, locality: Locality): boolean {
  const forms = new Set(publishedForms('address', a, locality).map(({ value }) => value));
  return publishedForms('address', b, locality).some(({ value }) => forms.has(value));
}

/** The caution that names the case; the candidates go to the list in the key folder. */
export function unresolvedCaution({ grant, reason, candidates }: UnresolvedParty): Problem {
  return {
    ...grant.place,
    code: 'party-unresolved',
    cause: `管理番号${grant.managementNumber}：相手方の宛名番号を特定できません（${reason}、候補${candidates.length}名）。`,
    remedy:
      '鍵フォルダの「未確定の相手方.csv」を見て、正しい宛名番号を突合ファイルに記入してください。',
  };
}
