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

/**
 * Shortens lists that do not fit a record, for addresses and telephone numbers only: a block of a
 * housing estate or the number of an office can belong to many cases. The strongest roles stay, so
 * the record is flagged all the same; what is lost is the link to some of the cases.
 */
export function limitContacts(keyed: KeyedFlags, maxFlags: number): KeyedFlags {
  return new Map(
    [...keyed].map(([key, { identifier, flags }]) => {
      if (!isContact(identifier) || flags.length <= maxFlags) return [key, { identifier, flags }];
      const strongest = [...flags].sort(
        (a, b) => Number(isEnded(a)) - Number(isEnded(b)) || strengthOf(b) - strengthOf(a),
      );
      return [key, { identifier, flags: strongest.slice(0, maxFlags) }];
    }),
  );
}

/** True for identifiers by which a person can be reached, and which several people can share. */
export function isContact({ kind }: Identifier): boolean {
  return kind === 'address' || kind === 'phone';
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
  const isStronger =
    isEnded(flag) === isEnded(other) ? strengthOf(flag) > strengthOf(other) : isEnded(other);
  return isStronger ? flags.with(index, flag) : flags;
}

function strengthOf({ role }: Flag): number {
  return STRENGTH.indexOf(role);
}

/** What one person of a case gave up may still belong to another one. */
function isEnded({ state }: Flag): boolean {
  return state === 'ended';
}

function sideOf(role: Role): string {
  return isProtectedRole(role) ? 'protected' : role;
}
