import * as v from 'valibot';
import { ACTS, type Act, DEMANDS, type Demand, stricterDemand } from './act.ts';
import { SITUATIONS, type Situation } from './situation.ts';

/** What each act needs in each situation. */
export type ActTable = { readonly [S in Situation]: { readonly [A in Act]: Demand } };

/**
 * The core rules (DESIGN.md §5). A municipality may make them stricter, never weaker.
 * Cells that the design leaves open (a phone call from a list, 送付先 in a list) hold the weakest
 * guarded demand, `confirm`, so that a flagged row never asks for less than a flagged record.
 */
export const CORE_ACT_TABLE: ActTable = {
  clear: row('allow', 'allow', 'allow', 'allow', 'allow'),
  'cannot-tell': row('confirm', 'confirm', 'confirm', 'confirm', 'confirm'),
  'pulled-out': row('confirm', 'confirm', 'confirm', 'confirm', 'confirm'),
  related: row('confirm', 'confirm', 'confirm', 'confirm', 'approve'),
  counterpart: row('confirm', 'confirm', 'confirm', 'confirm', 'confirm'),
  protected: row('confirm', 'confirm', 'confirm', 'confirm', 'confirm'),
  batch: row('approve', 'approve', 'confirm', 'approve', 'confirm'),
  'both-sides': row('approve', 'approve', 'approve', 'approve', 'approve'),
  'reaches-counterpart': row('refuse', 'refuse', 'refuse', 'refuse', 'refuse'),
};

/** Signed overrides: a partial table whose cells are only used where they are stricter. */
export type ActTableOverrides = {
  readonly [S in Situation]?: { readonly [A in Act]?: Demand | undefined } | undefined;
};

/** Parses overrides from the signed configuration. Throws `ValiError` on an unknown name. */
export function parseActTableOverrides(value: unknown): ActTableOverrides {
  return v.parse(OVERRIDES, value);
}

/** Lays a municipality's overrides over the core rules; a weaker cell changes nothing. */
export function mergeActTable(overrides: ActTableOverrides): ActTable {
  const entries = SITUATIONS.map((situation) => [
    situation,
    Object.fromEntries(
      ACTS.map((act) => [
        act,
        stricterDemand(CORE_ACT_TABLE[situation][act], overrides[situation]?.[act] ?? 'allow'),
      ]),
    ),
  ]);
  return Object.fromEntries(entries) as ActTable;
}

const CELLS = v.strictObject({
  print: v.optional(v.picklist(DEMANDS)),
  send: v.optional(v.picklist(DEMANDS)),
  phone: v.optional(v.picklist(DEMANDS)),
  export: v.optional(v.picklist(DEMANDS)),
  destination: v.optional(v.picklist(DEMANDS)),
});

const OVERRIDES = v.strictObject({
  clear: v.optional(CELLS),
  'cannot-tell': v.optional(CELLS),
  'pulled-out': v.optional(CELLS),
  related: v.optional(CELLS),
  counterpart: v.optional(CELLS),
  protected: v.optional(CELLS),
  batch: v.optional(CELLS),
  'both-sides': v.optional(CELLS),
  'reaches-counterpart': v.optional(CELLS),
});

function row(print: Demand, send: Demand, phone: Demand, exports: Demand, destination: Demand) {
  return { print, send, phone, export: exports, destination };
}
