import { type Flag, isProtectedRole, type Role } from '../../utils/domain/case.ts';
import type { Identifier } from '../../utils/domain/identifier.ts';

/** Flags by identifier: what becomes records. */
export type KeyedFlags = ReadonlyMap<
  string,
  { readonly identifier: Identifier; readonly flags: readonly Flag[] }
>;

/** One identifier of one case in one role. */
export type Claim = { readonly identifier: Identifier; readonly flag: Flag };

const STRENGTH: readonly Role[] = ['related', 'counterpart', 'co-protected', 'protected'];

/** Joins claims by identifier, one flag for each case and side of it. */
export function keyFlags(claims: readonly Claim[]): KeyedFlags {
  const keyed = new Map<string, { identifier: Identifier; flags: readonly Flag[] }>();
  for (const { identifier, flag } of claims) {
    const key = identifierKey(identifier);
    const flags = keyed.get(key)?.flags ?? [];
    keyed.set(key, { identifier, flags: addFlag(flags, flag) });
  }
  return keyed;
}

/** An identifier as one text, to compare by. */
export function identifierKey({ kind, value }: Identifier): string {
  return `${kind}\0${value}`;
}

/** Of two flags of one case on one side the stronger role stays; other sides stand beside it. */
function addFlag(flags: readonly Flag[], flag: Flag): readonly Flag[] {
  const index = flags.findIndex(
    (other) => other.caseRef === flag.caseRef && sideOf(other.role) === sideOf(flag.role),
  );
  const other = flags[index];
  if (!other) return [...flags, flag];
  const isStronger = STRENGTH.indexOf(flag.role) > STRENGTH.indexOf(other.role);
  return isStronger ? flags.with(index, flag) : flags;
}

function sideOf(role: Role): string {
  return isProtectedRole(role) ? 'protected' : role;
}
