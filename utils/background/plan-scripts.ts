/** What of a registered script may differ between two configurations. */
export type SiteScript = { readonly id: string; readonly matches?: readonly string[] | undefined };

/** What has to happen to the registration; all empty when it is right already. */
export type ScriptPlan<Script> = {
  readonly update: readonly Script[];
  readonly register: readonly Script[];
  readonly unregister: readonly string[];
};

/**
 * Plans the way from the scripts that the browser knows to the wanted ones. Nothing is taken away to
 * be put back: a page that opens in between would be guarded by nobody. The browser gives scripts
 * and their matches back in an order of its own.
 */
export function planScripts<Script extends SiteScript>(
  present: readonly SiteScript[],
  wanted: readonly Script[],
): ScriptPlan<Script> {
  const known = new Map(present.map((script) => [script.id, summary(script)]));
  const wantedIds = new Set(wanted.map(({ id }) => id));
  return {
    update: wanted.filter((it) => known.has(it.id) && known.get(it.id) !== summary(it)),
    register: wanted.filter(({ id }) => !known.has(id)),
    unregister: present.map(({ id }) => id).filter((id) => !wantedIds.has(id)),
  };
}

function summary({ matches = [] }: SiteScript): string {
  return JSON.stringify([...matches].sort());
}
