import { isProtectedRole, type Role } from '../../utils/domain/case.ts';
import type { Problem } from '../problem.ts';
import { type Claim, identifierKey, isContact } from './keyed-flags.ts';

export type SeparatedClaims = {
  readonly claims: readonly Claim[];
  /** Cases with an address or number of both sides, to be named to the flag owner. */
  readonly sharedCaseRefs: readonly string[];
  /** Cases in which one 宛名番号 stands on both sides: a contradiction. */
  readonly contradictingCaseRefs: readonly string[];
};

/**
 * Takes out addresses and telephone numbers that belong to both sides of one case: they do not hide
 * them from each other (DESIGN.md §4), and as a key they would stop every act on either record.
 * What the protected side shares with a related person stays protected only.
 */
export function separateSides(claims: readonly Claim[]): SeparatedClaims {
  const roles = rolesByCaseAndIdentifier(claims);
  const rolesOf = (claim: Claim) => roles.get(keyOf(claim)) ?? new Set<Role>();
  const onBothSides = claims.filter((claim) => isBothSides(rolesOf(claim)));
  return {
    claims: claims.filter((claim) => !isContact(claim.identifier) || isKept(claim, rolesOf(claim))),
    sharedCaseRefs: caseRefsOf(onBothSides.filter(({ identifier }) => isContact(identifier))),
    contradictingCaseRefs: caseRefsOf(
      onBothSides.filter((claim) => claim.identifier.kind === 'atena'),
    ),
  };
}

/** The caution for a case whose sides share an address or number. */
export function bothSidesCaution(file: string, managementNumber: string): Problem {
  return {
    code: 'both-sides',
    file,
    cause: `管理番号${managementNumber}：対象者と相手方に同じ住所または電話番号があります。`,
    remedy: 'この住所・電話番号は照合に使いません。転居の届出漏れがないか確認してください。',
  };
}

function isKept(claim: Claim, roles: ReadonlySet<Role>): boolean {
  if (isBothSides(roles)) return false;
  const isAlone = roles.size === 1 || claim.flag.role !== 'related';
  return isAlone;
}

function isBothSides(roles: ReadonlySet<Role>): boolean {
  return roles.has('counterpart') && [...roles].some(isProtectedRole);
}

function rolesByCaseAndIdentifier(
  claims: readonly Claim[],
): ReadonlyMap<string, ReadonlySet<Role>> {
  const roles = new Map<string, Set<Role>>();
  for (const claim of claims) {
    const found = roles.get(keyOf(claim)) ?? new Set<Role>();
    roles.set(keyOf(claim), found.add(claim.flag.role));
  }
  return roles;
}

function keyOf({ identifier, flag }: Claim): string {
  return `${flag.caseRef}\0${identifierKey(identifier)}`;
}

function caseRefsOf(claims: readonly Claim[]): readonly string[] {
  return [...new Set(claims.map((claim) => claim.flag.caseRef))];
}
