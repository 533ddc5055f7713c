/** Role of a subject in a case (DESIGN.md §4). */
export const ROLES = ['protected', 'co-protected', 'counterpart', 'related'] as const;
export type Role = (typeof ROLES)[number];

/** State of a flag. `overdue` still protects: only an end record ends a flag (標準仕様書 3.1). */
export const STATES = ['provisional', 'active', 'overdue', 'ended'] as const;
export type FlagState = (typeof STATES)[number];

/** How hard a municipality wants a case handled; the higher is the stricter. */
export type Severity = 0 | 1 | 2 | 3;

/**
 * What one identifier of a case carries, and nothing else (DESIGN.md §4).
 * Dates are days since 1970-01-01 in Japan, inclusive; `end` absent means open-ended.
 */
export type Flag = {
  /** Random reference that joins the subjects of one case within one feed epoch: 16 hex digits. */
  readonly caseRef: string;
  readonly role: Role;
  readonly state: FlagState;
  readonly startDay?: number;
  readonly endDay?: number;
  readonly severity: Severity;
  /** Code of a guidance text in the signed configuration, 0..65535; 0 = none. */
  readonly guidance: number;
  /** Code of the section to ask, 0..65535; 0 = none. */
  readonly section: number;
  /** Version of the grant, so that a release can name exactly what it ends. */
  readonly version: number;
};

/** True for the side whose address and whereabouts are protected. */
export function isProtectedRole(role: Role): boolean {
  return role === 'protected' || role === 'co-protected';
}

/**
 * The state as of a day: an active or provisional flag whose end day has passed is `overdue`.
 * Source: 住民記録システム標準仕様書 3.1, the lock does not end by itself.
 */
export function stateOn(flag: Flag, today: number): FlagState {
  if (flag.state === 'ended') return 'ended';
  return flag.endDay !== undefined && flag.endDay < today ? 'overdue' : flag.state;
}

/** Days since 1970-01-01 of a moment, on the Japanese calendar (UTC+9, no daylight saving). */
export function japaneseDay(nowMs: number): number {
  const JST_OFFSET_MS = 9 * 60 * 60 * 1000;
  const DAY_MS = 24 * 60 * 60 * 1000;
  return Math.floor((nowMs + JST_OFFSET_MS) / DAY_MS);
}
