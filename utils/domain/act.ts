/** Acts that are guarded (DESIGN.md §7). `destination` is a change of 送付先 / 納入義務者. */
export const ACTS = ['print', 'send', 'phone', 'export', 'destination'] as const;
export type Act = (typeof ACTS)[number];

/** What an act needs, from the weakest to the strictest. */
export const DEMANDS = ['allow', 'confirm', 'approve', 'refuse'] as const;
export type Demand = (typeof DEMANDS)[number];

/** The stricter of two demands. */
export function stricterDemand(a: Demand, b: Demand): Demand {
  return DEMANDS.indexOf(a) >= DEMANDS.indexOf(b) ? a : b;
}

/** True when `a` asks for at least as much as `b`. */
export function isAtLeast(a: Demand, b: Demand): boolean {
  return DEMANDS.indexOf(a) >= DEMANDS.indexOf(b);
}
