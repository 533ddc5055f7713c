import { type Act, type Demand, stricterDemand } from '../domain/act.ts';
import type { ActRequest } from '../domain/act-request.ts';
import { decideDemand } from '../domain/decide-demand.ts';
import type { ActRule, SiteProfile } from '../domain/site-profile.ts';
import type { Evaluation } from './evaluate-tab.ts';
import type { Ports } from './ports.ts';

/**
 * What a requested act needs: the act table, and what the profile adds for its own act on a flagged
 * view.
 */
export function findDemand(
  ports: Ports,
  { assessment }: Evaluation,
  { act, least }: { readonly act: Act; readonly least: Demand | undefined },
): Demand {
  const demand = decideDemand(assessment, act, ports.source().actTable);
  const isFlagged = assessment.headline !== 'cannot-tell';
  return isFlagged && demand !== 'allow' ? stricterDemand(demand, least ?? 'allow') : demand;
}

/** The rule of the profile that an act was asked under. */
export function findRule(
  profile: SiteProfile | undefined,
  { act, actName }: ActRequest,
): ActRule | undefined {
  return profile?.acts.find((rule) => rule.act === act && rule.name === actName);
}
